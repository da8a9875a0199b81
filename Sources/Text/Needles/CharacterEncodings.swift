internal import Glibc

/// Writes text in the character sets that DICOM has, and in those that programs write in their place.
///
/// It owns the C library's converters and is used by one thread. A character is written once in all sets, and
/// remembered: none of the sets has states.
final class CharacterEncodings {
  /// A character set by the C library's name, and the last byte of the escape that selects it in ISO 2022 if that
  /// is a letter. PS3.3 tables C.12-2 to C.12-5.
  static let sets: [(name: String, escapeLetter: UInt8?)] = [
    ("UTF-8", nil), ("ISO-8859-1", 0x41), ("ISO-8859-2", 0x42), ("ISO-8859-3", 0x43), ("ISO-8859-4", 0x44),
    ("ISO-8859-5", 0x4C), ("ISO-8859-6", 0x47), ("ISO-8859-7", 0x46), ("ISO-8859-8", 0x48),
    ("ISO-8859-9", 0x4D), ("ISO-8859-15", 0x62), ("TIS-620", 0x54), ("EUC-KR", 0x43), ("GB2312", 0x41),
    ("GB18030", nil), ("SHIFT_JIS", 0x49), ("EUC-JP", nil), ("BIG5", nil), ("KOI8-R", nil), ("CP1250", nil),
    ("CP1251", nil), ("CP1252", nil), ("CP1253", nil), ("CP1255", nil), ("CP1256", nil),
  ]

  /// For each set the bytes of a character, none if the set does not have it: the first in the lowest byte.
  private struct Codes {
    var bytes: [UInt32]
    var counts: [UInt8]
  }

  private var converters: [iconv_t?] = []
  private var known: [Unicode.Scalar: Codes] = [:]

  /// Opens nothing yet.
  init() {}

  deinit { for case let converter? in converters { iconv_close(converter) } }

  /// A text in each of ``sets``; nil where the set does not have all its characters, or the C library not the set.
  func encodeInAll(_ text: String) -> [[UInt8]?] {
    let source = Array(text.utf8)
    // Letters of ASCII are the same in all of them.
    if source.allSatisfy({ $0 < 0x80 && (0x61...0x7A).contains($0 | 0x20) }) {
      return Array(repeating: source, count: CharacterEncodings.sets.count)
    }
    let codes = text.unicodeScalars.map { self.codes(of: $0) }
    return CharacterEncodings.sets.indices.map { set in
      if set == 0 { return source }
      var encoded: [UInt8] = []
      encoded.reserveCapacity(source.count)
      for code in codes {
        guard code.counts[set] > 0 else { return nil }
        for index in 0..<code.counts[set] {
          encoded.append(UInt8(truncatingIfNeeded: code.bytes[set] >> UInt32(index * 8)))
        }
      }
      return encoded
    }
  }

  private func codes(of scalar: Unicode.Scalar) -> Codes {
    if let codes = known[scalar] { return codes }
    let count = CharacterEncodings.sets.count
    var codes = Codes(bytes: Array(repeating: 0, count: count), counts: Array(repeating: 0, count: count))
    for set in 1..<count {
      guard let bytes = encode(scalar, in: set) else { continue }
      codes.counts[set] = UInt8(bytes.count)
      for (index, byte) in bytes.enumerated() { codes.bytes[set] |= UInt32(byte) << UInt32(index * 8) }
    }
    known[scalar] = codes
    return codes
  }

  /// A character's one to four bytes; nil if the set does not have it, or the C library not the set.
  private func encode(_ scalar: Unicode.Scalar, in set: Int) -> [UInt8]? {
    guard let converter = converter(set) else { return nil }
    iconv(converter, nil, nil, nil, nil)
    var source = Array(String(scalar).utf8)
    var goal = [UInt8](repeating: 0, count: 16)
    var (sourceLeft, goalLeft) = (source.count, goal.count)
    let failed = source.withUnsafeMutableBytes { source in
      goal.withUnsafeMutableBytes { goal in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = goal.baseAddress?.assumingMemoryBound(to: CChar.self)
        // A set that joins letters with what follows holds the last one back until it is asked.
        return iconv(converter, &from, &sourceLeft, &to, &goalLeft) != 0 || sourceLeft != 0
          || iconv(converter, nil, nil, &to, &goalLeft) != 0
      }
    }
    let count = goal.count - goalLeft
    return failed || count == 0 || count > 4 ? nil : Array(goal.prefix(count))
  }

  private func converter(_ set: Int) -> iconv_t? {
    if converters.isEmpty {
      converters = CharacterEncodings.sets.map { set in
        guard let opened = iconv_open(set.name, "UTF-8"), Int(bitPattern: opened) != -1 else { return nil }
        return opened
      }
    }
    return converters[set]
  }
}
