#include <charls/charls.h>

/* The library is loaded when a codestream is met; these are the types of the functions that are looked up in it. */
typedef __typeof__(&charls_jpegls_decoder_create) deid_jls_create;
typedef __typeof__(&charls_jpegls_decoder_destroy) deid_jls_destroy;
typedef __typeof__(&charls_jpegls_decoder_set_source_buffer) deid_jls_set_source;
typedef __typeof__(&charls_jpegls_decoder_read_header) deid_jls_read_header;
typedef __typeof__(&charls_jpegls_decoder_get_frame_info) deid_jls_frame_info;
typedef __typeof__(&charls_jpegls_decoder_get_interleave_mode) deid_jls_interleave_mode;
typedef __typeof__(&charls_jpegls_decoder_get_destination_size) deid_jls_destination_size;
typedef __typeof__(&charls_jpegls_decoder_decode_to_buffer) deid_jls_decode;
