/// What a byte is, as far as words of text go: one bit a property.
enum ByteClass {
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

/// Which of 64 bytes are letters, digits and so on: bit n speaks of byte n.
struct ByteMasks {
  /// Letters of ASCII.
  var letters: UInt64 = 0
  /// Digits of ASCII.
  var digits: UInt64 = 0
  /// Bytes from 80 on.
  var high: UInt64 = 0
  /// Characters of base64.
  var code: UInt64 = 0
  /// Bytes 0.
  var zeros: UInt64 = 0

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Looks at the 64 bytes behind `bytes`, eight at a time in one register.
  @inline(__always) init(_ bytes: UnsafePointer<UInt8>) {
    let ones = ByteMasks.ones
    let tops = ByteMasks.tops
    for part in 0..<8 {
      let x = UnsafeRawPointer(bytes + part * 8).loadUnaligned(as: UInt64.self)
      let shift = UInt64(part * 8)
      let low = x & ~tops
      let folded = low | (ones &* 0x20)
      // The top bit of a byte comes out where the byte is at least as large as a bound.
      let letters = ((folded &+ ones &* 0x1F) ^ (folded &+ ones &* 0x05)) & ~x & tops
      let digits = ((low &+ ones &* 0x50) ^ (low &+ ones &* 0x46)) & ~x & tops
      let marks = ~(((low | ones &* 0x04) ^ (ones &* 0x2F)) &+ ones &* 0x7F) & ~x & tops
      let zeros = ~(low &+ ones &* 0x7F) & ~x & tops
      self.letters |= ByteMasks.bits(letters) &<< shift
      self.digits |= ByteMasks.bits(digits) &<< shift
      high |= ByteMasks.bits(x & tops) &<< shift
      code |= ByteMasks.bits(letters | digits | marks) &<< shift
      self.zeros |= ByteMasks.bits(zeros) &<< shift
    }
  }

  /// Looks at fewer than 64 bytes, one by one.
  init(_ bytes: UnsafePointer<UInt8>, count: Int, classes: UnsafePointer<UInt8>) {
    for place in 0..<count {
      let properties = classes[Int(bytes[place])]
      let bit: UInt64 = 1 &<< UInt64(place)
      if properties & ByteClass.letter != 0 { letters |= bit }
      if properties & ByteClass.digit != 0 { digits |= bit }
      if properties & ByteClass.high != 0 { high |= bit }
      if properties & ByteClass.code != 0 { code |= bit }
      if bytes[place] == 0 { zeros |= bit }
    }
  }

  /// The top bits of eight bytes as eight neighbouring bits.
  @inline(__always) private static func bits(_ flags: UInt64) -> UInt64 {
    ((flags &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }
}
