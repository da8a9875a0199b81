/// A pattern for relative paths: `*` and `?` stand for characters of one name, `**` for any number of folders.
public struct PathPattern: Sendable, Equatable, CustomStringConvertible {
  private enum Part: Sendable, Equatable {
    case byte(UInt8)
    /// One byte that is no slash.
    case one
    /// Any number of bytes that are no slash.
    case name
    /// Any number of bytes.
    case any
  }

  /// The pattern as it was written.
  public let description: String
  private let parts: [Part]

  /// Reads a pattern; nil if it is empty, begins with a slash, or leads out of the folder.
  public init?(_ text: String) {
    guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else { return nil }
    var parts: [Part] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "*") where bytes.first == UInt8(ascii: "*"):
        bytes.removeFirst()
        // `a/**/b` is `a/b` as well.
        if bytes.first == UInt8(ascii: "/"), parts.isEmpty || parts.last == .byte(UInt8(ascii: "/")) {
          bytes.removeFirst()
        }
        parts.append(.any)
      case UInt8(ascii: "*"): parts.append(.name)
      case UInt8(ascii: "?"): parts.append(.one)
      default: parts.append(.byte(byte))
      }
    }
    description = text
    self.parts = parts
  }

  /// Whether a path fits the whole pattern. Takes time in proportion to the product of both lengths.
  public func matches(_ path: [UInt8]) -> Bool {
    // Which of the first parts fit the bytes so far.
    var fits = [true] + [Bool](repeating: false, count: parts.count)
    skipEmpty(&fits)
    for byte in path {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for (place, part) in parts.enumerated() {
        switch part {
        case .byte(let wanted): if fits[place], byte == wanted { next[place + 1] = true }
        case .one: if fits[place], byte != UInt8(ascii: "/") { next[place + 1] = true }
        case .name: if fits[place + 1] || fits[place], byte != UInt8(ascii: "/") { next[place + 1] = true }
        case .any: if fits[place + 1] || fits[place] { next[place + 1] = true }
        }
      }
      fits = next
      skipEmpty(&fits)
    }
    return fits[parts.count]
  }

  /// Lets `*` and `**` stand for nothing.
  private func skipEmpty(_ fits: inout [Bool]) {
    for (place, part) in parts.enumerated() where fits[place] {
      if part == .name || part == .any { fits[place + 1] = true }
    }
  }
}
