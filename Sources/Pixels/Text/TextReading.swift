/// A word that was read from a picture.
///
/// The text is a value like any other of the file: it goes into no report.
public struct ReadWord: Sendable {
  /// What was read.
  public let text: String
  /// Where it stands, in pixels of the picture.
  public let box: PixelRect
  /// How sure the recognizer is, from 0 to 1.
  public let confidence: Float
  /// By how many degrees the word is turned clockwise: 0, 90, 180 or 270.
  public let rotation: Int
  /// Whether it is lighter than what it stands on.
  public let isLight: Bool
}

/// Why words cannot be read.
public enum TextReaderError: Error, Equatable {
  /// The recognizer is not installed.
  case libraryMissing
  /// The recognizer's model of a language is not installed.
  case modelMissing(language: String)
}

/// What a recognizer made of one line.
public struct LineReading: Sendable {
  /// The words, from left to right as the line is turned.
  public let words: [ReadWord]
  /// Whether the time was over before the line was read.
  public let isCutShort: Bool

  /// Confidence times length, added up: what the best of several readings of a line is chosen by.
  var weight: Float {
    words.reduce(0) { $0 + ($1.confidence - 0.3) * Float($1.text.count) }
  }

  /// The mean confidence of its characters; 0 if there are none.
  public var confidence: Float {
    let characters = words.reduce(0) { $0 + $1.text.count }
    guard characters > 0 else { return 0 }
    return words.reduce(0) { $0 + $1.confidence * Float($1.text.count) } / Float(characters)
  }
}

extension TextReaderError: CustomStringConvertible {
  /// The reason as reports print it.
  public var description: String {
    switch self {
    case .libraryMissing: "the library that reads text is not installed"
    case .modelMissing(let language): "the recognizer's model for '\(language)' is not installed"
    }
  }
}
