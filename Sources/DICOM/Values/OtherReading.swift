internal import Glibc

/// Encodings that texts are found in though their files declare another, or none.
///
/// Some of them are no character set of the standard; files have them all the same, because programs write what their
/// system writes.
public enum OtherEncoding: CaseIterable, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case utf8, gb18030, shiftJIS, eucKR, koi8R, latin1

  /// Its name as reports print it.
  public var name: PublicName {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .shiftJIS: "Shift JIS"
    case .eucKR: "EUC-KR"
    case .koi8R: "KOI8-R"
    case .latin1: "ISO 8859-1"
    }
  }

  /// The C library's name of it.
  private var conversion: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .shiftJIS: "CP932"
    case .eucKR: "EUC-KR"
    case .koi8R: "KOI8-R"
    case .latin1: "ISO-8859-1"
    }
  }

  /// Bytes read in this encoding; nil if they are none, or would be text that nobody writes: control characters, or
  /// signs where letters are to be expected.
  public func read(_ bytes: ArraySlice<UInt8>) -> String? {
    let text: String?
    if self == .utf8 {
      text = String(validating: bytes, as: UTF8.self)
    } else {
      text = OtherEncoding.convert(bytes, from: conversion)
    }
    guard let text, text.unicodeScalars.contains(where: { $0.value > 0x7F }) else { return nil }
    var letters = 0
    var others = 0
    for scalar in text.unicodeScalars where scalar.value > 0x7F || scalar.value < 0x20 {
      // Line ends and tabs.
      if (0x09...0x0D).contains(scalar.value) { continue }
      switch scalar.properties.generalCategory {
      case .control, .privateUse, .unassigned, .surrogate: return nil
      default: if scalar.properties.isAlphabetic { letters += 1 } else { others += 1 }
      }
    }
    // A word of Cyrillic is all Cyrillic; a single letter above 7F among ASCII is one of western Europe.
    if self == .koi8R, 2 * letters < bytes.count(where: { OtherEncoding.isLetter($0) }) { return nil }
    return letters >= others ? text : nil
  }

  /// Every encoding in which bytes are text, and that text, the encodings that are hard to meet by chance first.
  public static func readings(of bytes: ArraySlice<UInt8>) -> [(encoding: OtherEncoding, text: String)] {
    allCases.compactMap { encoding in encoding.read(bytes).map { (encoding, $0) } }
  }

  /// Whether bytes above 7F are whole characters of UTF-8, which bytes of another encoding hardly ever are.
  public static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains { $0 > 0x7F } && String(validating: bytes, as: UTF8.self) != nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte > 0x7F || (0x41...0x5A).contains(byte & 0xDF) }

  /// The C library's conversion to UTF-8; nil if it has no such set or the bytes are not of it.
  private static func convert(_ bytes: ArraySlice<UInt8>, from name: String) -> String? {
    guard let opened = iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else { return nil }
    defer { iconv_close(opened) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // Four bytes of UTF-8 at most for each byte.
    var output = [CChar](repeating: 0, count: 4 * input.count + 4)
    let room = output.count
    let written: Int? = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { goal in
        var from = source.baseAddress
        var to = goal.baseAddress
        var inputLeft = source.count
        var outputLeft = room
        let result = iconv(opened, &from, &inputLeft, &to, &outputLeft)
        return result != -1 && inputLeft == 0 ? room - outputLeft : nil
      }
    }
    guard let written else { return nil }
    return String(validating: output[..<written].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
