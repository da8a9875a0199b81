/* Holds the types that Sources/CPoppler/shim.h writes out to the libraries' own headers. It compiles, or it does not:
   cc -fsyntax-only -Wall -Werror $(pkg-config --cflags poppler-glib) Tests/Tools/check_poppler.c */
#include <poppler.h>

#define DEID_REAL_TYPES
typedef GBytes deid_bytes;
typedef GDateTime deid_date;
typedef PopplerDocument deid_document;
typedef PopplerPage deid_page;
typedef PopplerAnnot deid_annotation;
typedef PopplerFormField deid_field;
typedef PopplerAttachment deid_attachment;
typedef PopplerLayer deid_layer;
typedef PopplerLayersIter deid_layers;
typedef cairo_t deid_cairo;
typedef cairo_surface_t deid_surface;
#include "../../Sources/CPoppler/shim.h"

#define SAME(type, function) _Static_assert(__builtin_types_compatible_p(type, __typeof__(&function)), #function)
/* Where the libraries have an enumeration, or a structure that the shim declares itself, only the call is compared. */
#define SAME_SIZE(type, other) _Static_assert(sizeof(type) == sizeof(other), #other)
#define SAME_PLACE(type, member, other, its) \
  _Static_assert(offsetof(type, member) == offsetof(other, its), #other)

SAME(deid_g_bytes_unref, g_bytes_unref);
SAME(deid_g_free, g_free);
SAME(deid_g_object_unref, g_object_unref);
SAME(deid_g_date_time_format, g_date_time_format);
SAME(deid_g_date_time_unref, g_date_time_unref);
SAME(deid_document_page_count, poppler_document_get_n_pages);
SAME(deid_document_get_page, poppler_document_get_page);
SAME(deid_document_get_text, poppler_document_get_title);
SAME(deid_document_get_text, poppler_document_get_author);
SAME(deid_document_get_text, poppler_document_get_subject);
SAME(deid_document_get_text, poppler_document_get_keywords);
SAME(deid_document_get_text, poppler_document_get_creator);
SAME(deid_document_get_text, poppler_document_get_producer);
SAME(deid_document_get_text, poppler_document_get_metadata);
SAME(deid_document_get_date, poppler_document_get_creation_date_time);
SAME(deid_document_get_date, poppler_document_get_modification_date_time);
SAME(deid_attachment_get_text, poppler_attachment_get_name);
SAME(deid_attachment_get_text, poppler_attachment_get_description);
SAME(deid_layers_new, poppler_layers_iter_new);
SAME(deid_layers_get_child, poppler_layers_iter_get_child);
SAME(deid_layers_get_layer, poppler_layers_iter_get_layer);
SAME(deid_layers_next, poppler_layers_iter_next);
SAME(deid_layers_free, poppler_layers_iter_free);
SAME(deid_layers_get_title, poppler_layers_iter_get_title);
SAME(deid_layer_get_title, poppler_layer_get_title);
SAME(deid_layer_is_visible, poppler_layer_is_visible);
SAME(deid_layer_show, poppler_layer_show);
SAME(deid_layer_hide, poppler_layer_hide);
SAME(deid_page_get_size, poppler_page_get_size);
SAME(deid_page_get_text, poppler_page_get_text);
SAME_SIZE(PopplerRectangle, deid_rectangle);
SAME(deid_page_render, poppler_page_render);
SAME(deid_page_get_image, poppler_page_get_image);
SAME(deid_annotation_get_text, poppler_annot_get_contents);
SAME(deid_field_get_text, poppler_form_field_text_get_text);
SAME(deid_surface_do, cairo_surface_destroy);
SAME(deid_surface_do, cairo_surface_flush);
SAME(deid_surface_get_data, cairo_image_surface_get_data);
SAME(deid_surface_get_number, cairo_image_surface_get_stride);
SAME(deid_surface_get_number, cairo_image_surface_get_width);
SAME(deid_surface_get_number, cairo_image_surface_get_height);
SAME(deid_cairo_create, cairo_create);
SAME(deid_cairo_do, cairo_destroy);
SAME(deid_cairo_do, cairo_paint);
SAME(deid_cairo_set_rgb, cairo_set_source_rgb);
SAME(deid_cairo_pair, cairo_translate);
SAME(deid_cairo_pair, cairo_scale);
SAME_SIZE(gsize, size_t);
SAME_SIZE(GType, size_t);
SAME_SIZE(GError, deid_error);
SAME_SIZE(GList, deid_list);
SAME_SIZE(PopplerFormFieldType, int);
SAME_SIZE(cairo_format_t, int);
SAME_SIZE(cairo_status_t, int);
SAME_PLACE(GError, code, deid_error, code);
SAME_PLACE(PopplerRectangle, x2, deid_rectangle, right);
SAME_PLACE(GList, next, deid_list, next);
SAME_PLACE(PopplerAnnotMapping, annot, deid_annotation_mapping, annotation);
SAME_PLACE(PopplerFormFieldMapping, field, deid_field_mapping, field);
SAME_PLACE(PopplerImageMapping, image_id, deid_image_mapping, image);
_Static_assert((int)DEID_POPPLER_ENCRYPTED == (int) POPPLER_ERROR_ENCRYPTED, "encrypted");
_Static_assert((int)DEID_FIELD_TEXT == (int) POPPLER_FORM_FIELD_TEXT, "field");
_Static_assert((int)DEID_CAIRO_RGB24 == (int) CAIRO_FORMAT_RGB24, "format");
static int take(const char *part, size_t count, void *data, GError **error) { return part && count && data && error; }
int save(PopplerAttachment *attachment) {
  return poppler_attachment_save_to_callback(attachment, (PopplerAttachmentSaveFunc)take, 0, 0);
}
