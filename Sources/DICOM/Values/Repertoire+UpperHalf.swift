/// Characters of the sets that have one byte a character.
extension Repertoire {
  /// The character that a byte from A0 on stands for; nil if the set has none there, or is no upper half.
  func upper(_ byte: UInt8) -> Unicode.Scalar? {
    guard byte >= 0xA0 else { return nil }
    let place = Int(byte) - 0xA0
    let scalar: Unicode.Scalar?
    switch self {
    case .latin1: scalar = Unicode.Scalar(byte)
    case .latin2: scalar = Repertoire.latin2Upper[place]
    case .latin3: scalar = Repertoire.latin3Upper[place]
    case .latin4: scalar = Repertoire.latin4Upper[place]
    case .cyrillic: scalar = Repertoire.cyrillic(byte)
    case .arabic: scalar = Repertoire.arabic(byte)
    case .greek: scalar = Repertoire.greek(byte)
    case .hebrew: scalar = Repertoire.hebrew(byte)
    case .latin5: scalar = Repertoire.latin5(byte)
    case .latin9: scalar = Repertoire.latin9(byte)
    case .thai: scalar = Repertoire.thai(byte)
    case .katakana: scalar = (0xA1...0xDF).contains(byte) ? Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1) : nil
    default: scalar = nil
    }
    return scalar == Repertoire.nothing ? nil : scalar
  }

  /// What stands in the tables below where a set has no character.
  private static let nothing: Unicode.Scalar = "\u{FFFD}"

  /// ISO 8859-2 from A0 on.
  private static let latin2Upper = Array(
    ("\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż"
      + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
      + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ\u{2D9}").unicodeScalars)

  /// ISO 8859-3 from A0 on.
  private static let latin3Upper = Array(
    ("\u{A0}Ħ˘£¤\u{FFFD}Ĥ§¨İŞĞĴ\u{AD}\u{FFFD}Ż°ħ²³´µĥ·¸ışğĵ½\u{FFFD}ż"
      + "ÀÁÂ\u{FFFD}ÄĊĈÇÈÉÊËÌÍÎÏ\u{FFFD}ÑÒÓÔĠÖ×ĜÙÚÛÜŬŜß"
      + "àáâ\u{FFFD}äċĉçèéêëìíîï\u{FFFD}ñòóôġö÷ĝùúûüŭŝ\u{2D9}").unicodeScalars)

  /// ISO 8859-4 from A0 on.
  private static let latin4Upper = Array(
    ("\u{A0}ĄĸŖ¤ĨĻ§¨ŠĒĢŦ\u{AD}Ž¯°ą˛ŗ´ĩļˇ¸šēģŧŊžŋ"
      + "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪß"
      + "āáâãäåæįčéęëėíîīđņōķôõö÷øųúûüũū\u{2D9}").unicodeScalars)

  /// ISO 8859-5.
  private static func cyrillic(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xA0, 0xAD: Unicode.Scalar(byte)
    case 0xF0: "\u{2116}"
    case 0xFD: "\u{A7}"
    default: Unicode.Scalar(0x0401 + UInt32(byte) - 0xA1)
    }
  }

  /// ISO 8859-6.
  private static func arabic(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xA0, 0xA4, 0xAD: Unicode.Scalar(byte)
    case 0xAC, 0xBB, 0xBF, 0xC1...0xDA, 0xE0...0xF2: Unicode.Scalar(0x0600 + UInt32(byte) - 0xA0)
    default: nil
    }
  }

  /// ISO 8859-7 of 2003, with the euro, drachma and ypogegrammeni that the edition of 1987 left free.
  private static func greek(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xA1: "\u{2018}"
    case 0xA2: "\u{2019}"
    case 0xA4: "\u{20AC}"
    case 0xA5: "\u{20AF}"
    case 0xAA: "\u{037A}"
    case 0xAF: "\u{2015}"
    case 0xAE, 0xD2, 0xFF: nil
    case 0xA0, 0xA3, 0xA6...0xA9, 0xAB...0xAD, 0xB0...0xB3, 0xB7, 0xBB, 0xBD: Unicode.Scalar(byte)
    default: Unicode.Scalar(0x0370 + UInt32(byte) - 0xA0)
    }
  }

  /// ISO 8859-8.
  private static func hebrew(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xAA: "\u{D7}"
    case 0xBA: "\u{F7}"
    case 0xDF: "\u{2017}"
    case 0xFD: "\u{200E}"
    case 0xFE: "\u{200F}"
    case 0xA0, 0xA2...0xBE: Unicode.Scalar(byte)
    case 0xE0...0xFA: Unicode.Scalar(0x05D0 + UInt32(byte) - 0xE0)
    default: nil
    }
  }

  /// ISO 8859-9.
  private static func latin5(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xD0: "\u{11E}"
    case 0xDD: "\u{130}"
    case 0xDE: "\u{15E}"
    case 0xF0: "\u{11F}"
    case 0xFD: "\u{131}"
    case 0xFE: "\u{15F}"
    default: Unicode.Scalar(byte)
    }
  }

  /// ISO 8859-15.
  private static func latin9(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xA4: "\u{20AC}"
    case 0xA6: "\u{160}"
    case 0xA8: "\u{161}"
    case 0xB4: "\u{17D}"
    case 0xB8: "\u{17E}"
    case 0xBC: "\u{152}"
    case 0xBD: "\u{153}"
    case 0xBE: "\u{178}"
    default: Unicode.Scalar(byte)
    }
  }

  /// TIS 620.
  private static func thai(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0xA1...0xDA, 0xDF...0xFB: Unicode.Scalar(0x0E01 + UInt32(byte) - 0xA1)
    default: nil
    }
  }
}
