internal import DICOM

/// Native samples, from bytes to words. PS3.5 section 8.1.
enum NativeSamples {
  /// Reads integers in the order in which they lie.
  ///
  /// - Parameters:
  ///   - bytes: at least as many as `count` samples from `firstBit` on need.
  ///   - firstBit: the first bit of a frame of 1-bit samples, which need not begin with a byte.
  static func words(
    _ bytes: [UInt8], count: Int, bitsAllocated: Int, firstBit: Int, isBigEndian: Bool
  ) -> Words {
    switch bitsAllocated {
    case 1:
      var words = [UInt8](repeating: 0, count: count)
      for index in 0..<count {
        let bit = firstBit + index
        words[index] = bytes[bit >> 3] >> UInt8(bit & 7) & 1
      }
      return .bytes(words)
    case 8: return .bytes(bytes.count == count ? bytes : Array(bytes[..<count]))
    case 16: return .shorts(numbers(bytes, count, isBigEndian))
    default: return .longs(numbers(bytes, count, isBigEndian))
    }
  }

  /// Reads numbers of a whole number of bytes.
  static func numbers<Word: FixedWidthInteger>(
    _ bytes: [UInt8], _ count: Int, _ isBigEndian: Bool
  ) -> [Word] {
    let size = MemoryLayout<Word>.size
    var words = [Word](repeating: 0, count: count)
    for index in 0..<count {
      var word: Word = 0
      for byte in 0..<size {
        let shift = 8 * (isBigEndian ? size - 1 - byte : byte)
        word |= Word(truncatingIfNeeded: bytes[size * index + byte]) << Word(truncatingIfNeeded: shift)
      }
      words[index] = word
    }
    return words
  }

  /// Puts samples that lie plane by plane into the order of pixels.
  static func interleaved<Word: FixedWidthInteger>(_ planes: [Word], components: Int) -> [Word] {
    let pixels = planes.count / components
    var words = [Word](repeating: 0, count: planes.count)
    for component in 0..<components {
      for pixel in 0..<pixels {
        words[pixel * components + component] = planes[component * pixels + pixel]
      }
    }
    return words
  }

  /// Gives both pixels of each pair of YBR_FULL_422 the pair's differences of colour. PS3.3 section C.7.6.3.1.2.
  ///
  /// - Parameter words: `Y1 Y2 Cb Cr` for each pair.
  static func expanded422<Word: FixedWidthInteger>(_ words: [Word], width: Int, height: Int) -> [Word] {
    var pixels: [Word] = []
    pixels.reserveCapacity(width * height * 3)
    for pair in stride(from: 0, to: words.count - 3, by: 4) {
      let blue = words[pair + 2]
      let red = words[pair + 3]
      pixels += [words[pair], blue, red, words[pair + 1], blue, red]
    }
    return pixels
  }

  /// Swaps the bytes of each 16-bit word: 8-bit samples in an OW of big endian. PS3.5 section 8.1.1.
  static func swapped(_ bytes: [UInt8]) -> [UInt8] {
    var swapped = bytes
    for index in stride(from: 0, to: bytes.count - 1, by: 2) { swapped.swapAt(index, index + 1) }
    return swapped
  }
}

extension Words {
  /// The words in the order of pixels, if they lie plane by plane.
  consuming func interleaved(components: Int) -> Words {
    switch self {
    case .bytes(let words): .bytes(NativeSamples.interleaved(words, components: components))
    case .shorts(let words): .shorts(NativeSamples.interleaved(words, components: components))
    case .longs(let words): .longs(NativeSamples.interleaved(words, components: components))
    }
  }

  /// Words of YBR_FULL_422 with differences of colour for every pixel.
  consuming func expanded422(width: Int, height: Int) -> Words {
    switch self {
    case .bytes(let words): .bytes(NativeSamples.expanded422(words, width: width, height: height))
    case .shorts(let words): .shorts(NativeSamples.expanded422(words, width: width, height: height))
    case .longs(let words): .longs(NativeSamples.expanded422(words, width: width, height: height))
    }
  }
}

extension ValueSource {
  /// All bytes of a range.
  ///
  /// - Throws: ``PixelError`` if they are not there, or the system does not give them.
  func whole(_ range: Range<Int>) throws(PixelError) -> [UInt8] {
    let bytes = try upTo(range)
    guard bytes.count == range.count else { throw .truncated(needed: range.count, left: bytes.count) }
    return bytes
  }

  /// The bytes of a range as far as they are there.
  ///
  /// - Throws: ``PixelError`` if the system does not give them.
  func upTo(_ range: Range<Int>) throws(PixelError) -> [UInt8] {
    do throws(SystemError) {
      return try bytes(range)
    } catch {
      throw .system(error)
    }
  }
}
