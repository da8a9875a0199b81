/// An element of a case: what is to be written, and whether findings are expected.
struct Node {
  let group: UInt16
  let element: UInt16
  let vr: String
  /// The value without padding; empty for sequences.
  var value: [UInt8] = []
  /// The items of a sequence; nil for other elements.
  var items: [[Node]]?
  /// The fragments of encapsulated pixel data, the offset table first; nil for other elements.
  var fragments: [[UInt8]]?
  /// What is expected to be found at this element.
  var marks: [Expectation] = []

  /// The tag as a number.
  var number: UInt32 { UInt32(group) << 16 | UInt32(element) }

  /// The tag as `(0010,0020)`.
  var tagText: String { "(\(Node.hex(group)),\(Node.hex(element)))" }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// What a mark expects: a check, a severity, or both; what is nil is the case's own.
struct Expectation: Equatable {
  var check: String?
  var severity: String?
}
