#include <jxl/decode.h>
#include <jxl/version.h>

/* The library is loaded when a codestream is met; these are the types of the functions that are looked up in it. */
typedef __typeof__(&JxlDecoderCreate) deid_jxl_create;
typedef __typeof__(&JxlDecoderDestroy) deid_jxl_destroy;
typedef __typeof__(&JxlDecoderSubscribeEvents) deid_jxl_subscribe;
typedef __typeof__(&JxlDecoderSetKeepOrientation) deid_jxl_keep_orientation;
typedef __typeof__(&JxlDecoderSetInput) deid_jxl_set_input;
typedef __typeof__(&JxlDecoderCloseInput) deid_jxl_close_input;
typedef __typeof__(&JxlDecoderProcessInput) deid_jxl_process;
typedef __typeof__(&JxlDecoderGetBasicInfo) deid_jxl_basic_info;
typedef __typeof__(&JxlDecoderImageOutBufferSize) deid_jxl_buffer_size;
typedef __typeof__(&JxlDecoderSetImageOutBuffer) deid_jxl_set_buffer;
typedef __typeof__(&JxlDecoderReleaseInput) deid_jxl_release_input;
typedef __typeof__(&JxlDecoderSetImageOutCallback) deid_jxl_set_callback;
