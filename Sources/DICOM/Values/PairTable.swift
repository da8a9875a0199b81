internal import Glibc

/// The characters of a set in which two bytes are one character.
///
/// Made once, on first use, by asking the C library for every pair; decoding a value then needs no C handle
/// and is safe on any thread. PS3.3 table C.12-4.
struct PairTable: Sendable {
  /// A Unicode scalar for each pair, 0 where there is none; `trails.count` a row.
  private let scalars: [UInt32]
  private let leads: ClosedRange<UInt8>
  private let trails: ClosedRange<UInt8>

  /// JIS X 0208, rows and columns from 21 to 7E.
  static let kanji = PairTable(name: "EUC-JP", before: nil, isLowerHalf: true)
  /// JIS X 0212, rows and columns from 21 to 7E.
  static let supplementaryKanji = PairTable(name: "EUC-JP", before: 0x8F, isLowerHalf: true)
  /// KS X 1001, rows and columns from A1 to FE.
  static let hangul = PairTable(name: "EUC-KR", before: nil, isLowerHalf: false)
  /// GB 2312, rows and columns from A1 to FE.
  static let hanzi = PairTable(name: "GB2312", before: nil, isLowerHalf: false)
  /// GBK, leads from 81 to FE, trails from 40 to FE.
  static let gbk = PairTable(name: "GBK", leads: 0x81...0xFE, trails: 0x40...0xFE, before: nil, highBit: 0)
  /// The pairs of GB 18030, as in GBK.
  static let gb18030 = PairTable(
    name: "GB18030", leads: 0x81...0xFE, trails: 0x40...0xFE, before: nil, highBit: 0)

  /// A set of 94 rows and columns; what lies in the lower half here lies in the upper half in the C
  /// library's sets.
  private init?(name: String, before: UInt8?, isLowerHalf: Bool) {
    let range: ClosedRange<UInt8> = isLowerHalf ? 0x21...0x7E : 0xA1...0xFE
    self.init(name: name, leads: range, trails: range, before: before, highBit: 0x80)
  }

  /// Nil if the C library does not have the set.
  private init?(
    name: String, leads: ClosedRange<UInt8>, trails: ClosedRange<UInt8>, before: UInt8?, highBit: UInt8
  ) {
    guard let converter = Converter(from: name) else { return nil }
    var scalars: [UInt32] = []
    scalars.reserveCapacity(leads.count * trails.count)
    for lead in leads {
      for trail in trails {
        let (first, second) = (lead | highBit, trail | highBit)
        scalars.append(converter.scalar(before.map { ($0, first, second, 0) } ?? (first, second, 0, 0)))
      }
    }
    self.scalars = scalars
    self.leads = leads
    self.trails = trails
  }

  /// Whether two bytes can be a pair, if not an assigned one.
  func contains(_ lead: UInt8, _ trail: UInt8) -> Bool {
    leads.contains(lead) && trails.contains(trail) && trail != 0x7F
  }

  /// The character of a pair; nil if there is none.
  subscript(lead: UInt8, trail: UInt8) -> Unicode.Scalar? {
    guard contains(lead, trail) else { return nil }
    let scalar = scalars[Int(lead - leads.lowerBound) * trails.count + Int(trail - trails.lowerBound)]
    return scalar == 0 ? nil : Unicode.Scalar(scalar)
  }
}

/// The characters of GB 18030 that are four bytes.
struct QuadTable: Sendable {
  /// A Unicode scalar of the first plane for each number up to 84 31 A4 39, 0 where there is none.
  private let scalars: [UInt32]

  /// GB 18030; nil if the C library does not have it.
  static let gb18030 = QuadTable()

  private init?() {
    guard let converter = Converter(from: "GB18030") else { return nil }
    var scalars: [UInt32] = []
    scalars.reserveCapacity(QuadTable.count)
    for number in 0..<QuadTable.count {
      let first = UInt8(0x81 + number / 12_600)
      let second = UInt8(0x30 + number / 1_260 % 10)
      let third = UInt8(0x81 + number / 10 % 126)
      let fourth = UInt8(0x30 + number % 10)
      scalars.append(converter.scalar((first, second, third, fourth)))
    }
    self.scalars = scalars
  }

  /// How many numbers the first plane takes.
  private static let count = 39_420

  /// Whether four bytes have the form of one character.
  static func hasForm(_ bytes: (UInt8, UInt8, UInt8, UInt8)) -> Bool {
    (0x81...0xFE).contains(bytes.0) && (0x30...0x39).contains(bytes.1) && (0x81...0xFE).contains(bytes.2)
      && (0x30...0x39).contains(bytes.3)
  }

  /// The character of four bytes that have the form; nil if there is none.
  subscript(bytes: (UInt8, UInt8, UInt8, UInt8)) -> Unicode.Scalar? {
    guard QuadTable.hasForm(bytes) else { return nil }
    let number =
      (Int(bytes.0 - 0x81) * 10 + Int(bytes.1 - 0x30)) * 1_260 + Int(bytes.2 - 0x81) * 10
      + Int(bytes.3 - 0x30)
    if number < scalars.count { return scalars[number] == 0 ? nil : Unicode.Scalar(scalars[number]) }
    // The other planes are in one run from 90 30 81 30 on.
    let beyond = number - 189_000
    return (0..<0x10_0000).contains(beyond) ? Unicode.Scalar(UInt32(0x1_0000 + beyond)) : nil
  }
}

/// A conversion by the C library's iconv, which it owns.
private struct Converter: ~Copyable {
  private let handle: iconv_t

  /// Nil if the C library does not have the set.
  init?(from name: String) {
    guard let opened = iconv_open("UCS-4LE", name), Int(bitPattern: opened) != -1 else { return nil }
    handle = opened
  }

  deinit { iconv_close(handle) }

  /// The scalar of one character, of two bytes or more, padded with NULs to four; 0 if the set has none.
  func scalar(_ bytes: (UInt8, UInt8, UInt8, UInt8)) -> UInt32 {
    iconv(handle, nil, nil, nil, nil)
    var input = bytes
    var inputLeft = bytes.2 == 0 ? 2 : bytes.3 == 0 ? 3 : 4
    var scalar: UInt32 = 0
    var outputLeft = 4
    let result = withUnsafeMutableBytes(of: &input) { source in
      withUnsafeMutableBytes(of: &scalar) { goal in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = goal.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(handle, &from, &inputLeft, &to, &outputLeft)
      }
    }
    return result == 0 && inputLeft == 0 && outputLeft == 0 ? UInt32(littleEndian: scalar) : 0
  }
}
