#include <stddef.h>

/* Types of the functions that are looked up in libpoppler-glib.so.8, libcairo.so.2 and GLib 2 when a PDF is met.
   Written out, since GLib's headers lie in a folder of their own that only pkg-config names, and with pkg-config the
   program would be linked to all of these libraries. Tests/Tools/check_poppler.c holds them to the real headers. */

#ifndef DEID_REAL_TYPES
typedef struct deid_bytes deid_bytes;
typedef struct deid_date deid_date;
typedef struct deid_document deid_document;
typedef struct deid_page deid_page;
typedef struct deid_annotation deid_annotation;
typedef struct deid_field deid_field;
typedef struct deid_attachment deid_attachment;
typedef struct deid_layer deid_layer;
typedef struct deid_layers deid_layers;
typedef struct deid_cairo deid_cairo;
typedef struct deid_surface deid_surface;
#endif

typedef struct { unsigned domain; int code; char *message; } deid_error;
typedef struct deid_list { void *data; struct deid_list *next, *previous; } deid_list;
typedef struct { double left, top, right, bottom; } deid_rectangle;
/* A mapping of an annotation, a field or an image to its area: four doubles come first. */
typedef struct { double area[4]; deid_annotation *annotation; } deid_annotation_mapping;
typedef struct { double area[4]; deid_field *field; } deid_field_mapping;
typedef struct { double area[4]; int image; } deid_image_mapping;

enum { DEID_POPPLER_ENCRYPTED = 1, DEID_FIELD_TEXT = 2, DEID_CAIRO_RGB24 = 1 };

typedef void (*deid_log_function)(const char *, int, const char *, void *);
typedef deid_log_function (*deid_g_log_set_default_handler)(deid_log_function, void *);
typedef deid_bytes *(*deid_g_bytes_new)(const void *, size_t);
typedef void (*deid_g_bytes_unref)(deid_bytes *);
typedef void (*deid_g_free)(void *);
typedef void (*deid_g_error_free)(deid_error *);
typedef void (*deid_g_list_free)(deid_list *);
typedef void (*deid_g_object_unref)(void *);
typedef char *(*deid_g_date_time_format)(deid_date *, const char *);
typedef void (*deid_g_date_time_unref)(deid_date *);
typedef int (*deid_g_type_check_instance_is_a)(void *, size_t);

typedef deid_document *(*deid_document_new)(deid_bytes *, const char *, deid_error **);
typedef int (*deid_document_page_count)(deid_document *);
typedef deid_page *(*deid_document_get_page)(deid_document *, int);
typedef char *(*deid_document_get_text)(deid_document *);
typedef deid_date *(*deid_document_get_date)(deid_document *);
typedef deid_list *(*deid_document_get_attachments)(deid_document *);
typedef const char *(*deid_attachment_get_text)(deid_attachment *);
typedef int (*deid_attachment_take)(const char *, size_t, void *, deid_error **);
typedef int (*deid_attachment_save)(deid_attachment *, deid_attachment_take, void *, deid_error **);
typedef deid_layers *(*deid_layers_new)(deid_document *);
typedef deid_layers *(*deid_layers_get_child)(deid_layers *);
typedef deid_layer *(*deid_layers_get_layer)(deid_layers *);
typedef int (*deid_layers_next)(deid_layers *);
typedef void (*deid_layers_free)(deid_layers *);
typedef int (*deid_layer_is_visible)(deid_layer *);
typedef void (*deid_layer_show)(deid_layer *);
typedef void (*deid_layer_hide)(deid_layer *);
typedef char *(*deid_layers_get_title)(deid_layers *);
typedef const char *(*deid_layer_get_title)(deid_layer *);

typedef void (*deid_page_get_size)(deid_page *, double *, double *);
typedef char *(*deid_page_get_text)(deid_page *);
typedef int (*deid_page_get_layout)(deid_page *, deid_rectangle **, unsigned *);
typedef void (*deid_page_render)(deid_page *, deid_cairo *);
typedef deid_list *(*deid_page_get_mapping)(deid_page *);
typedef void (*deid_page_free_mapping)(deid_list *);
typedef deid_surface *(*deid_page_get_image)(deid_page *, int);
typedef char *(*deid_annotation_get_text)(deid_annotation *);
typedef size_t (*deid_get_type)(void);
typedef int (*deid_field_get_type)(deid_field *);
typedef char *(*deid_field_get_text)(deid_field *);

typedef deid_surface *(*deid_surface_create)(int, int, int);
typedef void (*deid_surface_do)(deid_surface *);
typedef unsigned char *(*deid_surface_get_data)(deid_surface *);
typedef int (*deid_surface_get_number)(deid_surface *);
typedef deid_cairo *(*deid_cairo_create)(deid_surface *);
typedef void (*deid_cairo_do)(deid_cairo *);
typedef int (*deid_cairo_status)(deid_cairo *);
typedef void (*deid_cairo_set_rgb)(deid_cairo *, double, double, double);
typedef void (*deid_cairo_pair)(deid_cairo *, double, double);
