internal import CTesseract

/// The functions of Tesseract that reading a line takes.
struct TesseractLibrary: Sendable {
  let create: deid_tess_create
  let delete: deid_tess_delete
  let initialize: deid_tess_init
  let end: deid_tess_end
  let clear: deid_tess_clear
  let setVariable: deid_tess_set_variable
  let setLayout: deid_tess_set_layout
  let setImage: deid_tess_set_image
  let setResolution: deid_tess_set_resolution
  let recognize: deid_tess_recognize
  let results: deid_tess_results
  let createMonitor: deid_tess_create_monitor
  let deleteMonitor: deid_tess_delete_monitor
  let setDeadline: deid_tess_set_deadline
  let deleteResults: deid_tess_delete_results
  let boxes: deid_tess_boxes
  let text: deid_tess_text
  let deleteText: deid_tess_delete_text
  let box: deid_tess_box
  let confidence: deid_tess_confidence
  let next: deid_tess_next

  /// The library of the version whose headers the program was built with; nil if it is not installed.
  static let installed = TesseractLibrary()

  private init?() {
    guard let library = DynamicLibrary("libtesseract.so.5"),
      let create = library.function("TessBaseAPICreate", deid_tess_create.self),
      let delete = library.function("TessBaseAPIDelete", deid_tess_delete.self),
      let initialize = library.function("TessBaseAPIInit2", deid_tess_init.self),
      let end = library.function("TessBaseAPIEnd", deid_tess_end.self),
      let clear = library.function("TessBaseAPIClear", deid_tess_clear.self),
      let setVariable = library.function("TessBaseAPISetVariable", deid_tess_set_variable.self),
      let setLayout = library.function("TessBaseAPISetPageSegMode", deid_tess_set_layout.self),
      let setImage = library.function("TessBaseAPISetImage", deid_tess_set_image.self),
      let setResolution = library.function("TessBaseAPISetSourceResolution", deid_tess_set_resolution.self),
      let recognize = library.function("TessBaseAPIRecognize", deid_tess_recognize.self),
      let results = library.function("TessBaseAPIGetIterator", deid_tess_results.self)
    else { return nil }
    guard let createMonitor = library.function("TessMonitorCreate", deid_tess_create_monitor.self),
      let deleteMonitor = library.function("TessMonitorDelete", deid_tess_delete_monitor.self),
      let setDeadline = library.function("TessMonitorSetDeadlineMSecs", deid_tess_set_deadline.self),
      let deleteResults = library.function("TessResultIteratorDelete", deid_tess_delete_results.self),
      let boxes = library.function("TessResultIteratorGetPageIterator", deid_tess_boxes.self),
      let text = library.function("TessResultIteratorGetUTF8Text", deid_tess_text.self),
      let deleteText = library.function("TessDeleteText", deid_tess_delete_text.self),
      let box = library.function("TessPageIteratorBoundingBox", deid_tess_box.self),
      let confidence = library.function("TessResultIteratorConfidence", deid_tess_confidence.self),
      let next = library.function("TessResultIteratorNext", deid_tess_next.self)
    else { return nil }
    self.create = create
    self.delete = delete
    self.initialize = initialize
    self.end = end
    self.clear = clear
    self.setVariable = setVariable
    self.setLayout = setLayout
    self.setImage = setImage
    self.setResolution = setResolution
    self.recognize = recognize
    self.results = results
    self.createMonitor = createMonitor
    self.deleteMonitor = deleteMonitor
    self.setDeadline = setDeadline
    self.deleteResults = deleteResults
    self.boxes = boxes
    self.text = text
    self.deleteText = deleteText
    self.box = box
    self.confidence = confidence
    self.next = next
  }
}
