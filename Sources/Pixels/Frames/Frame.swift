/// One decoded frame.
public struct Frame: Sendable {
  /// Its size; `samples` has that many samples, pixel by pixel from the top left.
  public let size: PictureSize
  /// The samples.
  public let samples: Samples
  /// What the samples really mean, as the decoder left them.
  public let photometricInterpretation: PhotometricInterpretation
  /// Bits of an integer sample that count.
  public let bitsStored: Int
  /// Why it is not the whole frame, if the codestream is damaged, or of a smaller picture than the attributes say.
  public let damage: PixelError?
}

/// Samples of a frame.
public enum Samples: Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case uint8([UInt8]), int8([Int8]), uint16([UInt16]), int16([Int16]), uint32([UInt32]), int32([Int32])
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case float([Float]), double([Double])

  /// The type of a sample in one word, such as `uint16`.
  public var typeName: String {
    switch self {
    case .uint8: "uint8"
    case .int8: "int8"
    case .uint16: "uint16"
    case .int16: "int16"
    case .uint32: "uint32"
    case .int32: "int32"
    case .float: "float32"
    case .double: "float64"
    }
  }

  /// How many samples there are.
  public var count: Int {
    switch self {
    case .uint8(let all): all.count
    case .int8(let all): all.count
    case .uint16(let all): all.count
    case .int16(let all): all.count
    case .uint32(let all): all.count
    case .int32(let all): all.count
    case .float(let all): all.count
    case .double(let all): all.count
    }
  }

  /// The samples' bytes, least significant first.
  public var littleEndianBytes: [UInt8] {
    switch self {
    case .uint8(let all): all
    case .int8(let all): all.map { UInt8(bitPattern: $0) }
    case .uint16(let all): Samples.bytes(of: all) { $0.littleEndian }
    case .int16(let all): Samples.bytes(of: all) { $0.littleEndian }
    case .uint32(let all): Samples.bytes(of: all) { $0.littleEndian }
    case .int32(let all): Samples.bytes(of: all) { $0.littleEndian }
    case .float(let all): Samples.bytes(of: all) { $0.bitPattern.littleEndian }
    case .double(let all): Samples.bytes(of: all) { $0.bitPattern.littleEndian }
    }
  }

  private static func bytes<Sample, Word: FixedWidthInteger>(
    of samples: [Sample], _ word: (Sample) -> Word
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(samples.count * MemoryLayout<Word>.size)
    for sample in samples {
      var number = UInt64(truncatingIfNeeded: word(sample))
      for _ in 0..<MemoryLayout<Word>.size {
        bytes.append(UInt8(truncatingIfNeeded: number))
        number >>= 8
      }
    }
    return bytes
  }
}

/// Samples as a decoder gives them, before they are cut to the bits that count: pixel by pixel.
enum Words {
  case bytes([UInt8])
  case shorts([UInt16])
  case longs([UInt32])

  /// How many bits a word has.
  var width: Int {
    switch self {
    case .bytes: 8
    case .shorts: 16
    case .longs: 32
    }
  }

  /// The words as numbers of Bits Allocated bits.
  ///
  /// - Parameters:
  ///   - width: 8, 16 or 32; a narrower one than the words have is not taken.
  ///   - bits: how many bits count, from `highBit` down.
  ///   - isSigned: whether they are two's complement.
  consuming func samples(width wanted: Int, bits: Int, highBit: Int, isSigned: Bool) -> Samples {
    let low = highBit + 1 - bits
    switch (self, wanted) {
    case (.bytes(let words), ...8):
      // The whole byte counts: nothing to copy.
      if bits >= 8, !isSigned { return .uint8(words) }
      return isSigned
        ? .int8(Words.signed(words, low, bits)) : .uint8(Words.unsigned(words, low, bits))
    case (.bytes(let words), ...16):
      return isSigned
        ? .int16(Words.signed(words, low, bits)) : .uint16(Words.unsigned(words, low, bits))
    case (.bytes(let words), _):
      return isSigned
        ? .int32(Words.signed(words, low, bits)) : .uint32(Words.unsigned(words, low, bits))
    case (.shorts(let words), ...16):
      if bits >= 16, !isSigned { return .uint16(words) }
      return isSigned
        ? .int16(Words.signed(words, low, bits)) : .uint16(Words.unsigned(words, low, bits))
    case (.shorts(let words), _):
      return isSigned
        ? .int32(Words.signed(words, low, bits)) : .uint32(Words.unsigned(words, low, bits))
    case (.longs(let words), _):
      return isSigned
        ? .int32(Words.signed(words, low, bits)) : .uint32(Words.unsigned(words, low, bits))
    }
  }

  private static func unsigned<Word: FixedWidthInteger & UnsignedInteger, Number: FixedWidthInteger>(
    _ words: [Word], _ low: Int, _ bits: Int
  ) -> [Number] {
    let mask = bits >= Word.bitWidth ? Word.max : (1 << Word(bits)) - 1
    return words.map { Number(truncatingIfNeeded: $0 >> low & mask) }
  }

  private static func signed<Word: FixedWidthInteger & UnsignedInteger, Number: FixedWidthInteger>(
    _ words: [Word], _ low: Int, _ bits: Int
  ) -> [Number] {
    let up = max(0, 32 - low - bits)
    let down = 32 - min(bits, 32)
    return words.map {
      Number(truncatingIfNeeded: Int32(bitPattern: UInt32(truncatingIfNeeded: $0) << up) >> down)
    }
  }
}
