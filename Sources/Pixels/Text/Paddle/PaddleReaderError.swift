/// Why lines cannot be read by PP-OCR.
public enum PaddleReaderError: Error, Equatable, CustomStringConvertible {
  /// The folder has no such file.
  case fileMissing(name: String)
  /// The file is there, and is no ONNX Runtime of the right version that this machine can load.
  case libraryUnusable(name: String)
  /// The file is there, and is no recognizer of lines of text.
  case modelUnusable(name: String)
  /// The library failed while it did this.
  case failed(StaticString)

  /// What is missing, and how it is had.
  public var description: String {
    switch self {
    case .fileMissing(let name):
      "the PP-OCR text reader has no \(name) in its folder: `make install-paddle` gets it"
    case .libraryUnusable(let name):
      "the PP-OCR text reader cannot load \(name): `make install-paddle` gets one that fits"
    case .modelUnusable(let name):
      "the PP-OCR text reader has a \(name) that is no recognizer of text: `make install-paddle` gets one"
    case .failed(let step): "the PP-OCR text reader failed to \(step)"
    }
  }

  /// Two failures are the same when they happened in the same step.
  public static func == (left: Self, right: Self) -> Bool { left.description == right.description }
}
