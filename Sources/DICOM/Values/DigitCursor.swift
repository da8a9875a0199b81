/// Takes digits and marks off the front of a value. Nothing is copied.
struct DigitCursor {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The next byte; nil at the end.
  var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  var isAtEnd: Bool { index == bytes.endIndex }

  /// Takes a number of so many digits; nil, and nothing taken, if there are fewer.
  mutating func number(ofDigits count: Int) -> Int? {
    guard bytes.endIndex - index >= count else { return nil }
    var value = 0
    for place in index..<index + count {
      let digit = bytes[place] &- 0x30
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    index += count
    return value
  }

  /// Takes a byte if it is the next one.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  /// Whether the next byte is a digit.
  var isAtDigit: Bool { next.map { $0 &- 0x30 <= 9 } ?? false }

  /// Takes all digits; how many there were.
  mutating func skipDigits() -> Int {
    let start = index
    while isAtDigit { index += 1 }
    return index - start
  }
}
