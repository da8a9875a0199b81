/// A word as needles have them: a run of letters, or a run of digits, as long as it goes.
///
/// Bytes from 80 on count as letters, in whatever character set. Letters of ASCII are the same in either case, and
/// leading zeros of a number do not count. All else separates words and is not looked at, so that `DOE^JANE`,
/// `Doe, Jane` and `doe_jane` are the same two words.
struct TextWord: Hashable {
  /// What stands for the word. Two words have the same one by chance only: 1 in 2 to the power of 64.
  let hash: UInt64
  /// The first two bytes, folded, the first in the lower half; of a word of one byte the second is 0.
  let start: UInt16
  /// In bytes, without leading zeros of a number.
  let length: Int
  /// Whether it is a number.
  let isNumber: Bool

  /// How long a word of a needle may be, in bytes.
  static let longest = 64

  /// How seldom such a word is: the longer the seldomer. Numbers are more common than words of letters, but for those
  /// of two, which each element has for its VR.
  var weight: Int { isNumber ? length : length * 2 - 1 }

  /// The words of a text.
  static func words(of bytes: [UInt8]) -> [TextWord] {
    var words: [TextWord] = []
    var start = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      while start < buffer.count {
        guard let isNumber = kind(buffer[start]) else {
          start += 1
          continue
        }
        var end = start + 1
        while end < buffer.count, kind(buffer[end]) == isNumber { end += 1 }
        var first = start
        if isNumber { while first < end - 1, buffer[first] == 0x30 { first += 1 } }
        let second = end - first > 1 ? fold(buffer[first + 1]) : 0
        words.append(
          TextWord(
            hash: hash(base + first, end - first, readable: buffer.count - first),
            start: UInt16(fold(buffer[first])) | UInt16(second) << 8, length: end - first, isNumber: isNumber)
        )
        start = end
      }
    }
    return words
  }

  /// Whether a byte belongs to a number (true) or to a word of letters (false); nil if to none.
  private static func kind(_ byte: UInt8) -> Bool? {
    if (0x30...0x39).contains(byte) { return true }
    return byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) ? false : nil
  }

  /// A byte in lower case, if it is a letter of ASCII.
  @inline(__always) static func fold(_ byte: UInt8) -> UInt8 { byte < 0x80 ? byte | 0x20 : byte }

  @inline(__always) private static func fold(_ bytes: UInt64) -> UInt64 {
    bytes | (~bytes & 0x8080_8080_8080_8080) &>> 2
  }

  /// What stands for the `count` bytes of a word.
  ///
  /// - Parameter readable: how many bytes may be read from `start` on, at least `count`.
  @inline(__always)
  static func hash(_ start: UnsafePointer<UInt8>, _ count: Int, readable: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while count - place > 8 {
      hash = mixed(hash ^ fold(UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self)))
      place += 8
    }
    let left = count - place
    var last: UInt64 = 0
    if readable - place >= 8 {
      last = UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self)
    } else {
      for index in 0..<left { last |= UInt64(start[place + index]) &<< UInt64(index * 8) }
    }
    let mask = ~UInt64(0) &>> UInt64(64 - left * 8)
    return mixed(hash ^ (fold(UInt64(littleEndian: last)) & mask))
  }

  /// Spreads the bits of a number, each number to another one.
  @inline(__always) static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &* 0xBF58_476D_1CE4_E5B9
    value ^= value &>> 29
    value = value &* 0x94D0_49BB_1331_11EB
    return value ^ value &>> 32
  }

  /// What stands for a row of words, from that of the row without its last word, 0 for none.
  @inline(__always) static func chained(_ row: UInt64, _ word: UInt64) -> UInt64 {
    mixed((row &<< 19 | row &>> 45) ^ word)
  }
}
