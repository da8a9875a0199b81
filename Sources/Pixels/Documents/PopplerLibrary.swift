internal import CPoppler

/// The functions of poppler-glib, cairo and GLib that reading a PDF takes.
///
/// Messages of the libraries may quote the document, so they are counted and not printed.
struct PopplerLibrary: @unchecked Sendable {
  let newBytes: deid_g_bytes_new
  let releaseBytes: deid_g_bytes_unref
  let free: deid_g_free
  let freeError: deid_g_error_free
  let freeList: deid_g_list_free
  let release: deid_g_object_unref
  let formatDate: deid_g_date_time_format
  let releaseDate: deid_g_date_time_unref
  let isA: deid_g_type_check_instance_is_a
  let open: deid_document_new
  let countPages: deid_document_page_count
  let page: deid_document_get_page
  let information: [(kind: DocumentText.Kind, get: deid_document_get_text)]
  let dates: [(kind: DocumentText.Kind, get: deid_document_get_date)]
  let attachments: deid_document_get_attachments
  let attachmentTexts: [deid_attachment_get_text]
  let saveAttachment: deid_attachment_save
  let layers: deid_layers_new
  let layersBelow: deid_layers_get_child
  let layer: deid_layers_get_layer
  let headingTitle: deid_layers_get_title
  let layerTitle: deid_layer_get_title
  let nextLayer: deid_layers_next
  let freeLayers: deid_layers_free
  let isVisible: deid_layer_is_visible
  let show: deid_layer_show
  let hide: deid_layer_hide
  let pageSize: deid_page_get_size
  let pageText: deid_page_get_text
  let pageLayout: deid_page_get_layout
  let render: deid_page_render
  let annotations: deid_page_get_mapping
  let freeAnnotations: deid_page_free_mapping
  let fields: deid_page_get_mapping
  let freeFields: deid_page_free_mapping
  let images: deid_page_get_mapping
  let freeImages: deid_page_free_mapping
  let image: deid_page_get_image
  let annotationContents: deid_annotation_get_text
  let annotationLabel: deid_annotation_get_text
  let markupType: deid_get_type
  let fieldType: deid_field_get_type
  let fieldText: deid_field_get_text
  let newSurface: deid_surface_create
  let freeSurface: deid_surface_do
  let flush: deid_surface_do
  let data: deid_surface_get_data
  let stride: deid_surface_get_number
  let width: deid_surface_get_number
  let height: deid_surface_get_number
  let newCairo: deid_cairo_create
  let freeCairo: deid_cairo_do
  let paint: deid_cairo_do
  let status: deid_cairo_status
  let setColour: deid_cairo_set_rgb
  let translate: deid_cairo_pair
  let scale: deid_cairo_pair

  private let complaintCounter: UnsafeMutablePointer<Int>

  /// The libraries; nil if they are not installed.
  static let installed = PopplerLibrary()

  /// How many messages there were since the libraries were loaded.
  var complaints: Int { complaintCounter.pointee }

  private init?() {
    guard let glib = DynamicLibrary("libglib-2.0.so.0"), let object = DynamicLibrary("libgobject-2.0.so.0"),
      let cairo = DynamicLibrary("libcairo.so.2"), let poppler = DynamicLibrary("libpoppler-glib.so.8")
    else { return nil }
    guard let newBytes = glib.function("g_bytes_new", deid_g_bytes_new.self),
      let releaseBytes = glib.function("g_bytes_unref", deid_g_bytes_unref.self),
      let free = glib.function("g_free", deid_g_free.self),
      let freeError = glib.function("g_error_free", deid_g_error_free.self),
      let freeList = glib.function("g_list_free", deid_g_list_free.self),
      let formatDate = glib.function("g_date_time_format", deid_g_date_time_format.self),
      let releaseDate = glib.function("g_date_time_unref", deid_g_date_time_unref.self),
      let setHandler = glib.function("g_log_set_default_handler", deid_g_log_set_default_handler.self),
      let release = object.function("g_object_unref", deid_g_object_unref.self),
      let isA = object.function("g_type_check_instance_is_a", deid_g_type_check_instance_is_a.self)
    else { return nil }
    guard let open = poppler.function("poppler_document_new_from_bytes", deid_document_new.self),
      let countPages = poppler.function("poppler_document_get_n_pages", deid_document_page_count.self),
      let page = poppler.function("poppler_document_get_page", deid_document_get_page.self),
      let title = poppler.function("poppler_document_get_title", deid_document_get_text.self),
      let author = poppler.function("poppler_document_get_author", deid_document_get_text.self),
      let subject = poppler.function("poppler_document_get_subject", deid_document_get_text.self),
      let keywords = poppler.function("poppler_document_get_keywords", deid_document_get_text.self),
      let creator = poppler.function("poppler_document_get_creator", deid_document_get_text.self),
      let producer = poppler.function("poppler_document_get_producer", deid_document_get_text.self),
      let metadata = poppler.function("poppler_document_get_metadata", deid_document_get_text.self),
      let created = poppler.function("poppler_document_get_creation_date_time", deid_document_get_date.self),
      let modified = poppler.function(
        "poppler_document_get_modification_date_time", deid_document_get_date.self),
      let attachments = poppler.function(
        "poppler_document_get_attachments", deid_document_get_attachments.self),
      let saveAttachment = poppler.function(
        "poppler_attachment_save_to_callback", deid_attachment_save.self),
      let attachmentName = poppler.function("poppler_attachment_get_name", deid_attachment_get_text.self),
      let attachmentDescription = poppler.function(
        "poppler_attachment_get_description", deid_attachment_get_text.self)
    else { return nil }
    guard let layers = poppler.function("poppler_layers_iter_new", deid_layers_new.self),
      let layersBelow = poppler.function("poppler_layers_iter_get_child", deid_layers_get_child.self),
      let layer = poppler.function("poppler_layers_iter_get_layer", deid_layers_get_layer.self),
      let headingTitle = poppler.function("poppler_layers_iter_get_title", deid_layers_get_title.self),
      let layerTitle = poppler.function("poppler_layer_get_title", deid_layer_get_title.self),
      let nextLayer = poppler.function("poppler_layers_iter_next", deid_layers_next.self),
      let freeLayers = poppler.function("poppler_layers_iter_free", deid_layers_free.self),
      let isVisible = poppler.function("poppler_layer_is_visible", deid_layer_is_visible.self),
      let show = poppler.function("poppler_layer_show", deid_layer_show.self),
      let hide = poppler.function("poppler_layer_hide", deid_layer_hide.self)
    else { return nil }
    guard let pageSize = poppler.function("poppler_page_get_size", deid_page_get_size.self),
      let pageText = poppler.function("poppler_page_get_text", deid_page_get_text.self),
      let pageLayout = poppler.function("poppler_page_get_text_layout", deid_page_get_layout.self),
      let render = poppler.function("poppler_page_render", deid_page_render.self),
      let annotations = poppler.function("poppler_page_get_annot_mapping", deid_page_get_mapping.self),
      let freeAnnotations = poppler.function("poppler_page_free_annot_mapping", deid_page_free_mapping.self),
      let fields = poppler.function("poppler_page_get_form_field_mapping", deid_page_get_mapping.self),
      let freeFields = poppler.function("poppler_page_free_form_field_mapping", deid_page_free_mapping.self),
      let images = poppler.function("poppler_page_get_image_mapping", deid_page_get_mapping.self),
      let freeImages = poppler.function("poppler_page_free_image_mapping", deid_page_free_mapping.self),
      let image = poppler.function("poppler_page_get_image", deid_page_get_image.self),
      let contents = poppler.function("poppler_annot_get_contents", deid_annotation_get_text.self),
      let label = poppler.function("poppler_annot_markup_get_label", deid_annotation_get_text.self),
      let markupType = poppler.function("poppler_annot_markup_get_type", deid_get_type.self),
      let fieldType = poppler.function("poppler_form_field_get_field_type", deid_field_get_type.self),
      let fieldText = poppler.function("poppler_form_field_text_get_text", deid_field_get_text.self)
    else { return nil }
    guard let newSurface = cairo.function("cairo_image_surface_create", deid_surface_create.self),
      let freeSurface = cairo.function("cairo_surface_destroy", deid_surface_do.self),
      let flush = cairo.function("cairo_surface_flush", deid_surface_do.self),
      let data = cairo.function("cairo_image_surface_get_data", deid_surface_get_data.self),
      let stride = cairo.function("cairo_image_surface_get_stride", deid_surface_get_number.self),
      let width = cairo.function("cairo_image_surface_get_width", deid_surface_get_number.self),
      let height = cairo.function("cairo_image_surface_get_height", deid_surface_get_number.self),
      let newCairo = cairo.function("cairo_create", deid_cairo_create.self),
      let freeCairo = cairo.function("cairo_destroy", deid_cairo_do.self),
      let paint = cairo.function("cairo_paint", deid_cairo_do.self),
      let status = cairo.function("cairo_status", deid_cairo_status.self),
      let setColour = cairo.function("cairo_set_source_rgb", deid_cairo_set_rgb.self),
      let translate = cairo.function("cairo_translate", deid_cairo_pair.self),
      let scale = cairo.function("cairo_scale", deid_cairo_pair.self)
    else { return nil }
    (self.newBytes, self.releaseBytes, self.free, self.freeError) = (newBytes, releaseBytes, free, freeError)
    (self.freeList, self.release, self.isA) = (freeList, release, isA)
    (self.formatDate, self.releaseDate) = (formatDate, releaseDate)
    (self.open, self.countPages, self.page) = (open, countPages, page)
    information = [
      (.title, title), (.author, author), (.subject, subject), (.keywords, keywords), (.creator, creator),
      (.producer, producer), (.xmp, metadata),
    ]
    dates = [(.created, created), (.modified, modified)]
    self.attachments = attachments
    attachmentTexts = [attachmentName, attachmentDescription]
    self.saveAttachment = saveAttachment
    (self.layers, self.layersBelow, self.layer) = (layers, layersBelow, layer)
    (self.headingTitle, self.layerTitle) = (headingTitle, layerTitle)
    (self.nextLayer, self.freeLayers) = (nextLayer, freeLayers)
    (self.isVisible, self.show, self.hide) = (isVisible, show, hide)
    (self.pageSize, self.pageText, self.pageLayout, self.render) = (pageSize, pageText, pageLayout, render)
    (self.annotations, self.freeAnnotations) = (annotations, freeAnnotations)
    (self.fields, self.freeFields) = (fields, freeFields)
    (self.images, self.freeImages, self.image) = (images, freeImages, image)
    (annotationContents, annotationLabel, self.markupType) = (contents, label, markupType)
    (self.fieldType, self.fieldText) = (fieldType, fieldText)
    (self.newSurface, self.freeSurface, self.flush) = (newSurface, freeSurface, flush)
    (self.data, self.stride, self.width, self.height) = (data, stride, width, height)
    (self.newCairo, self.freeCairo, self.paint, self.status) = (newCairo, freeCairo, paint, status)
    (self.setColour, self.translate, self.scale) = (setColour, translate, scale)
    // Lives as long as the libraries, which stay.
    complaintCounter = .allocate(capacity: 1)
    complaintCounter.initialize(to: 0)
    _ = setHandler(
      { _, _, _, counter in counter?.assumingMemoryBound(to: Int.self).pointee += 1 }, complaintCounter)
  }
}
