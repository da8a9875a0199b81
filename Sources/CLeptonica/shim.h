#include <leptonica/allheaders.h>

/* The library is loaded when a picture is read; these are the types of the functions that are looked up in it. */
typedef __typeof__(&setMsgSeverity) deid_lept_set_severity;
