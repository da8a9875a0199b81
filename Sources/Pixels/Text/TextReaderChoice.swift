/// Which recognizer reads the lines that the gate finds.
public enum TextReaderChoice: Sendable, Equatable {
  /// Tesseract with the models of languages, such as `eng+deu`.
  case tesseract(languages: String)
  /// PP-OCR by ONNX Runtime, from a folder that `make install-paddle` made.
  case paddle(folder: String)

  /// A finder with the recognizer.
  ///
  /// - Throws: ``TextReaderError`` or ``PaddleReaderError``, which say what is missing.
  func makeFinder() throws -> TextFinder {
    switch self {
    case .tesseract(let languages): try TextFinder(languages: languages)
    case .paddle(let folder): TextFinder(reader: try PaddleReader(folder: folder))
    }
  }
}
