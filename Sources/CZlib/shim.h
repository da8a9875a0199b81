#include <zlib.h>

/* inflateInit2 is a macro, which Swift cannot call. */
static inline int deid_inflate_raw_init(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
