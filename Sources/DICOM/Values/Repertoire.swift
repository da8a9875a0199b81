internal import Glibc

/// One of the sets of characters that a data set can use. PS3.3 tables C.12-2 to C.12-5.
enum Repertoire: Equatable, Sendable {
  case ascii
  case latin(StaticCode)
  /// JIS X 0201: katakana in the upper half, romaji in the lower.
  case jisX0201
  /// JIS X 0208, two bytes of the lower half a character.
  case jisX0208
  /// JIS X 0212, two bytes of the lower half a character.
  case jisX0212
  /// KS X 1001, two bytes of the upper half a character.
  case ksX1001
  /// GB 2312, two bytes of the upper half a character.
  case gb2312
  case utf8, gb18030, gbk

  /// The name by which iconv knows a single-byte set.
  enum StaticCode: String, Sendable {
    case iso1 = "ISO-8859-1", iso2 = "ISO-8859-2", iso3 = "ISO-8859-3", iso4 = "ISO-8859-4", iso5 =
      "ISO-8859-5",
      iso6 = "ISO-8859-6", iso7 = "ISO-8859-7", iso8 = "ISO-8859-8", iso9 = "ISO-8859-9", iso15 =
      "ISO-8859-15",
      thai = "TIS-620"
  }

  /// Whether it is used alone, without escapes.
  var isWhole: Bool { self == .utf8 || self == .gb18030 || self == .gbk }

  /// Whether two bytes below 80 are one character, so that a backslash may be half of one.
  var isDoubleByteInG0: Bool { self == .jisX0208 || self == .jisX0212 }

  /// The set of a defined term; nil if the standard has none of that name.
  init?(term: String) {
    switch term {
    case "", "ISO_IR 6", "ISO 2022 IR 6": self = .ascii
    case "ISO_IR 100", "ISO 2022 IR 100": self = .latin(.iso1)
    case "ISO_IR 101", "ISO 2022 IR 101": self = .latin(.iso2)
    case "ISO_IR 109", "ISO 2022 IR 109": self = .latin(.iso3)
    case "ISO_IR 110", "ISO 2022 IR 110": self = .latin(.iso4)
    case "ISO_IR 144", "ISO 2022 IR 144": self = .latin(.iso5)
    case "ISO_IR 127", "ISO 2022 IR 127": self = .latin(.iso6)
    case "ISO_IR 126", "ISO 2022 IR 126": self = .latin(.iso7)
    case "ISO_IR 138", "ISO 2022 IR 138": self = .latin(.iso8)
    case "ISO_IR 148", "ISO 2022 IR 148": self = .latin(.iso9)
    case "ISO_IR 203", "ISO 2022 IR 203": self = .latin(.iso15)
    case "ISO_IR 166", "ISO 2022 IR 166": self = .latin(.thai)
    case "ISO_IR 13", "ISO 2022 IR 13": self = .jisX0201
    case "ISO 2022 IR 87": self = .jisX0208
    case "ISO 2022 IR 159": self = .jisX0212
    case "ISO 2022 IR 149": self = .ksX1001
    case "ISO 2022 IR 58": self = .gb2312
    case "ISO_IR 192": self = .utf8
    case "GB18030": self = .gb18030
    case "GBK": self = .gbk
    default: return nil
    }
  }

  /// The set of a term as some programs spell it: `ISO-IR 100`, `ISO_IR_192`, `iso_ir 100`, `ISO IR 100`.
  init?(misspelled term: String) {
    let parts = term.uppercased().split { $0 == " " || $0 == "_" || $0 == "-" }
    guard let number = parts.last,
      let set = Repertoire(term: "ISO_IR \(number)") ?? Repertoire(term: "ISO 2022 IR \(number)"),
      parts.first == "ISO"
    else { return nil }
    self = set
  }

  /// The set that an escape sequence at the start of `bytes` selects, and the sequence's length.
  static func escape(_ bytes: ArraySlice<UInt8>) -> (Repertoire, length: Int)? {
    let known: [([UInt8], Repertoire)] = [
      ([0x28, 0x42], .ascii), ([0x28, 0x4A], .jisX0201), ([0x29, 0x49], .jisX0201),
      ([0x2D, 0x41], .latin(.iso1)), ([0x2D, 0x42], .latin(.iso2)), ([0x2D, 0x43], .latin(.iso3)),
      ([0x2D, 0x44], .latin(.iso4)), ([0x2D, 0x4C], .latin(.iso5)), ([0x2D, 0x47], .latin(.iso6)),
      ([0x2D, 0x46], .latin(.iso7)), ([0x2D, 0x48], .latin(.iso8)), ([0x2D, 0x4D], .latin(.iso9)),
      ([0x2D, 0x62], .latin(.iso15)), ([0x2D, 0x54], .latin(.thai)), ([0x24, 0x42], .jisX0208),
      ([0x24, 0x28, 0x44], .jisX0212), ([0x24, 0x29, 0x43], .ksX1001), ([0x24, 0x29, 0x41], .gb2312),
    ]
    let rest = bytes.dropFirst()
    return known.first { rest.starts(with: $0.0) }.map { ($0.1, 1 + $0.0.count) }
  }

  /// Decodes a run of one set.
  func decode(_ bytes: ArraySlice<UInt8>) -> SpecificCharacterSet.Decoded {
    switch self {
    case .ascii: mapped(bytes) { $0 < 0x80 ? $0 : nil }
    case .utf8: decodeUTF8(bytes)
    case .latin(let code): converted(bytes, from: code.rawValue)
    case .jisX0201: decodeJISX0201(bytes)
    case .jisX0208: pairs(bytes, from: "EUC-JP", prefix: [])
    case .jisX0212: pairs(bytes, from: "EUC-JP", prefix: [0x8F])
    case .ksX1001: converted(bytes, from: "EUC-KR")
    case .gb2312: converted(bytes, from: "GB2312")
    case .gb18030: converted(bytes, from: "GB18030")
    case .gbk: converted(bytes, from: "GBK")
    }
  }

  private func mapped(
    _ bytes: ArraySlice<UInt8>, _ map: (UInt8) -> UInt8?
  ) -> SpecificCharacterSet.Decoded {
    var text = ""
    var bad = 0
    for byte in bytes {
      if let scalar = map(byte) {
        text.unicodeScalars.append(UnicodeScalar(scalar))
      } else {
        text += "\u{FFFD}"
        bad += 1
      }
    }
    return SpecificCharacterSet.Decoded(text: text, undecodableBytes: bad)
  }

  private func decodeUTF8(_ bytes: ArraySlice<UInt8>) -> SpecificCharacterSet.Decoded {
    if let text = String(validating: bytes, as: UTF8.self) {
      return SpecificCharacterSet.Decoded(text: text, undecodableBytes: 0)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let made = text.unicodeScalars.count { $0 == "\u{FFFD}" }
    return SpecificCharacterSet.Decoded(text: text, undecodableBytes: max(1, made))
  }

  /// Half-width katakana lie at U+FF61 for A1; the lower half is ASCII but for yen sign and overline.
  private func decodeJISX0201(_ bytes: ArraySlice<UInt8>) -> SpecificCharacterSet.Decoded {
    var text = ""
    var bad = 0
    for byte in bytes {
      switch byte {
      case 0x5C: text += "¥"
      case 0x7E: text += "‾"
      case ..<0x80: text.unicodeScalars.append(UnicodeScalar(byte))
      case 0xA1...0xDF:
        if let scalar = UnicodeScalar(0xFF61 + UInt32(byte) - 0xA1) { text.unicodeScalars.append(scalar) }
      default:
        text += "\u{FFFD}"
        bad += 1
      }
    }
    return SpecificCharacterSet.Decoded(text: text, undecodableBytes: bad)
  }

  /// Two bytes of the lower half a character: EUC has the same ones in the upper half.
  private func pairs(_ bytes: ArraySlice<UInt8>, from name: String, prefix: [UInt8])
    -> SpecificCharacterSet.Decoded
  {
    var shifted: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if (0x21...0x7E).contains(bytes[index]), index + 1 < bytes.endIndex {
        shifted += prefix + [bytes[index] | 0x80, bytes[index + 1] | 0x80]
        index += 2
      } else {
        // Half a character does not convert.
        shifted.append((0x21...0x7E).contains(bytes[index]) ? bytes[index] | 0x80 : bytes[index])
        index += 1
      }
    }
    return converted(shifted[...], from: name)
  }

  /// Converts by the C library, byte by byte past what does not convert.
  private func converted(_ bytes: ArraySlice<UInt8>, from name: String) -> SpecificCharacterSet.Decoded {
    guard let handle = Conversion(from: name) else {
      return SpecificCharacterSet.Decoded(
        text: String(repeating: "\u{FFFD}", count: bytes.count), undecodableBytes: bytes.count)
    }
    return handle.convert(Array(bytes))
  }
}

/// A conversion to UTF-8 by iconv. A class only to own the handle.
private final class Conversion {
  private let handle: iconv_t

  /// Nil if the C library does not have the set.
  init?(from name: String) {
    guard let opened = iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else { return nil }
    handle = opened
  }

  deinit { iconv_close(handle) }

  func convert(_ bytes: [UInt8]) -> SpecificCharacterSet.Decoded {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [UInt8](repeating: 0, count: 4 * bytes.count + 16)
    var made: [UInt8] = []
    var bad = 0
    var start = 0
    while start < input.count {
      let (read, written) = step(&input, from: start, &output)
      made += output[..<written]
      start += read
      if start < input.count {
        made += Array("\u{FFFD}".utf8)
        bad += 1
        start += 1
      }
    }
    return SpecificCharacterSet.Decoded(text: String(decoding: made, as: UTF8.self), undecodableBytes: bad)
  }

  /// Converts up to the first byte that does not convert; how many bytes were taken and made.
  private func step(_ input: inout [CChar], from start: Int, _ output: inout [UInt8]) -> (Int, Int) {
    var inputLeft = input.count - start
    var outputLeft = output.count
    iconv(handle, nil, nil, nil, nil)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBytes { goal in
        var from: UnsafeMutablePointer<CChar>? = source.baseAddress! + start
        var to: UnsafeMutablePointer<CChar>? = goal.baseAddress!.assumingMemoryBound(to: CChar.self)
        _ = iconv(handle, &from, &inputLeft, &to, &outputLeft)
      }
    }
    return (input.count - start - inputLeft, output.count - outputLeft)
  }
}
