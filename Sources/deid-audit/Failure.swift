internal import ArgumentParser

/// Something that ends the command: what went wrong, for a person to read. It never holds a value of a data set.
struct Failure: Error, CustomStringConvertible {
  /// The text.
  let description: String

  init(_ description: String) { self.description = description }

  /// The error of an argument that cannot be used: exit code 64.
  static func argument(_ text: String) -> ValidationError { ValidationError(text) }
}
