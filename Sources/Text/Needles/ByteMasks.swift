internal import CByteMasks

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
  /// Even places of a number of two bytes, the least significant first, that is the length of a digest.
  var digestLengths: UInt64 = 0

  /// Looks at the 64 bytes behind `bytes`, many at a time.
  @inline(__always) init(_ bytes: UnsafePointer<UInt8>) {
    self.init(byte_masks_of(bytes))
  }

  @inline(__always) private init(_ masks: byte_masks) {
    letters = masks.letters
    digits = masks.digits
    high = masks.high
    code = masks.letters | masks.digits | masks.marks
    zeros = masks.zeros
    digestLengths = masks.digest_lengths
  }

  /// Looks at fewer than 64 bytes.
  @inline(__always) init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.init(byte_masks_of_few(bytes, count))
  }

  /// What the next block has to know of the one before.
  struct Carry {
    /// Whether the last byte was a letter or from 80 on, in bit 0.
    var letters: UInt64 = 0
    /// Whether the last byte was a digit, in bit 0.
    var digits: UInt64 = 0
    /// Characters of base64.
    var code: UInt64 = 0
    /// Whether the last byte was a letter or digit of ASCII, in bit 0.
    var plain: UInt64 = 0
    /// Letters and digits of UTF-16.
    var wide: UInt64 = 0
  }
}
