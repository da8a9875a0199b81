internal import Glibc

/// Writes text in the character sets that DICOM has, and in those that programs write in their place.
///
/// It owns the C library's converters and is used by one thread.
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

  private var converters: [String: iconv_t] = [:]
  private var missing: Set<String> = []

  /// Opens nothing yet.
  init() {}

  deinit { for converter in converters.values { iconv_close(converter) } }

  /// A text in a set; nil if the set does not have all its characters, or the C library not the set.
  func encode(_ text: String, in set: String) -> [UInt8]? {
    var source = Array(text.utf8)
    if set == "UTF-8" { return source }
    guard let converter = converter(for: set) else { return nil }
    iconv(converter, nil, nil, nil, nil)
    var goal = [UInt8](repeating: 0, count: source.count * 4 + 16)
    var sourceLeft = source.count
    var goalLeft = goal.count
    let failed = source.withUnsafeMutableBytes { source in
      goal.withUnsafeMutableBytes { goal in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = goal.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &from, &sourceLeft, &to, &goalLeft) != 0 || sourceLeft != 0
      }
    }
    return failed ? nil : Array(goal.prefix(goal.count - goalLeft))
  }

  private func converter(for set: String) -> iconv_t? {
    if let known = converters[set] { return known }
    guard !missing.contains(set) else { return nil }
    guard let opened = iconv_open(set, "UTF-8"), Int(bitPattern: opened) != -1 else {
      missing.insert(set)
      return nil
    }
    converters[set] = opened
    return opened
  }
}
