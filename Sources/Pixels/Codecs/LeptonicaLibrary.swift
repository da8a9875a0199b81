internal import CLeptonica

/// The functions of Leptonica, on which Tesseract stands, that reading a PNG, TIFF or BMP file takes.
struct LeptonicaLibrary: Sendable {
  let pngHeader: deid_lept_png_header
  let tiffHeader: deid_lept_tiff_header
  let readPNG: deid_lept_read_png
  let readTIFF: deid_lept_read_tiff
  let readBMP: deid_lept_read_bmp
  let destroy: deid_lept_destroy
  let grey: deid_lept_grey
  let width: deid_lept_width
  let height: deid_lept_height
  let data: deid_lept_data
  let wordsInRow: deid_lept_words_in_row

  /// The library of the version whose headers the program was built with, told to be silent, since its messages tell
  /// sizes and places of what is read; nil if it is not installed.
  static let installed = LeptonicaLibrary()

  private init?() {
    guard let library = DynamicLibrary("liblept.so.5"),
      let setSeverity = library.function("setMsgSeverity", deid_lept_set_severity.self),
      let pngHeader = library.function("readHeaderMemPng", deid_lept_png_header.self),
      let tiffHeader = library.function("readHeaderMemTiff", deid_lept_tiff_header.self),
      let readPNG = library.function("pixReadMemPng", deid_lept_read_png.self),
      let readTIFF = library.function("pixReadMemTiff", deid_lept_read_tiff.self),
      let readBMP = library.function("pixReadMemBmp", deid_lept_read_bmp.self),
      let destroy = library.function("pixDestroy", deid_lept_destroy.self),
      let grey = library.function("pixConvertTo8", deid_lept_grey.self),
      let width = library.function("pixGetWidth", deid_lept_width.self),
      let height = library.function("pixGetHeight", deid_lept_height.self),
      let data = library.function("pixGetData", deid_lept_data.self),
      let wordsInRow = library.function("pixGetWpl", deid_lept_words_in_row.self)
    else { return nil }
    _ = setSeverity(Int32(L_SEVERITY_NONE))
    self.pngHeader = pngHeader
    self.tiffHeader = tiffHeader
    self.readPNG = readPNG
    self.readTIFF = readTIFF
    self.readBMP = readBMP
    self.destroy = destroy
    self.grey = grey
    self.width = width
    self.height = height
    self.data = data
    self.wordsInRow = wordsInRow
  }
}
