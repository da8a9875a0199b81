/// What a byte is, as far as words of text go: one bit a property.
enum ByteProperties {
  /// A letter of ASCII.
  static let letter: UInt8 = 1
  /// A digit of ASCII.
  static let digit: UInt8 = 2
  /// A byte from 80 on: a letter of another set, or part of one.
  static let high: UInt8 = 4
  /// A character of base64, the padding aside.
  static let code: UInt8 = 8
  /// A hexadecimal digit.
  static let hex: UInt8 = 16
  /// A byte that text may have: printable ASCII, a byte from 80 on, TAB, LF, FF, CR or ESC.
  static let text: UInt8 = 32

  /// The properties of each byte.
  static let table: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    let byte = UInt8(byte)
    var properties: UInt8 = 0
    let isLetter = (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    let isDigit = (0x30...0x39).contains(byte)
    if isLetter { properties |= letter }
    if isDigit { properties |= digit }
    if byte >= 0x80 { properties |= high }
    if isLetter || isDigit || byte == 0x2B || byte == 0x2F { properties |= code }
    if isDigit || (0x61...0x66).contains(byte | 0x20) && byte < 0x80 { properties |= hex }
    if byte >= 0x20 && byte != 0x7F || [0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains(byte) { properties |= text }
    return properties
  }
}
