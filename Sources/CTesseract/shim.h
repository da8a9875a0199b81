#include <tesseract/capi.h>

/* The library is loaded when a picture is read; these are the types of the functions that are looked up in it. */
typedef __typeof__(&TessBaseAPICreate) deid_tess_create;
typedef __typeof__(&TessBaseAPIDelete) deid_tess_delete;
typedef __typeof__(&TessBaseAPIInit2) deid_tess_init;
typedef __typeof__(&TessBaseAPIEnd) deid_tess_end;
typedef __typeof__(&TessBaseAPIClear) deid_tess_clear;
typedef __typeof__(&TessBaseAPISetVariable) deid_tess_set_variable;
typedef __typeof__(&TessBaseAPISetPageSegMode) deid_tess_set_layout;
typedef __typeof__(&TessBaseAPISetImage) deid_tess_set_image;
typedef __typeof__(&TessBaseAPISetSourceResolution) deid_tess_set_resolution;
typedef __typeof__(&TessBaseAPIRecognize) deid_tess_recognize;
typedef __typeof__(&TessBaseAPIGetIterator) deid_tess_results;
typedef __typeof__(&TessMonitorCreate) deid_tess_create_monitor;
typedef __typeof__(&TessMonitorDelete) deid_tess_delete_monitor;
typedef __typeof__(&TessMonitorSetDeadlineMSecs) deid_tess_set_deadline;
typedef __typeof__(&TessResultIteratorDelete) deid_tess_delete_results;
typedef __typeof__(&TessResultIteratorGetPageIterator) deid_tess_boxes;
typedef __typeof__(&TessResultIteratorGetUTF8Text) deid_tess_text;
typedef __typeof__(&TessDeleteText) deid_tess_delete_text;
typedef __typeof__(&TessPageIteratorBoundingBox) deid_tess_box;
typedef __typeof__(&TessResultIteratorConfidence) deid_tess_confidence;
typedef __typeof__(&TessResultIteratorNext) deid_tess_next;
