#include <leptonica/allheaders.h>

/* The library is loaded when a picture is read; these are the types of the functions that are looked up in it. */
typedef __typeof__(&setMsgSeverity) deid_lept_set_severity;
typedef __typeof__(&readHeaderMemPng) deid_lept_png_header;
typedef __typeof__(&readHeaderMemTiff) deid_lept_tiff_header;
typedef __typeof__(&pixReadMemPng) deid_lept_read_png;
typedef __typeof__(&pixReadMemTiff) deid_lept_read_tiff;
typedef __typeof__(&pixReadMemBmp) deid_lept_read_bmp;
typedef __typeof__(&pixDestroy) deid_lept_destroy;
typedef __typeof__(&pixConvertTo8) deid_lept_grey;
typedef __typeof__(&pixGetWidth) deid_lept_width;
typedef __typeof__(&pixGetHeight) deid_lept_height;
typedef __typeof__(&pixGetData) deid_lept_data;
typedef __typeof__(&pixGetWpl) deid_lept_words_in_row;
