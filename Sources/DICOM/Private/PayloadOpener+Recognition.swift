/// What bytes are, by how they begin.
extension PayloadOpener {
  private static let magics: [(StaticString, PayloadKind)] = [
    ("GIF87a", .gif), ("GIF89a", .gif), ("%PDF-", .pdf), ("BZh", .bzip2), ("SQLite format 3", .sqlite),
    ("{\\rtf", .rtf),
  ]
  private static let binaryMagics: [([UInt8], PayloadKind)] = [
    ([0xFF, 0xD8, 0xFF], .jpeg), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .png),
    ([0x49, 0x49, 0x2A, 0x00], .tiff),
    ([0x4D, 0x4D, 0x00, 0x2A], .tiff), ([0x49, 0x49, 0x2B, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2B], .tiff),
    ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20], .jpeg2000), ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz), ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .ole2), ([0x7F, 0x45, 0x4C, 0x46], .elf),
  ]

  /// What a whole value or an unpacked stream is.
  mutating func recognize(_ view: ByteView, _ buffer: Int32, _ range: Range<Int>) -> PayloadKind {
    guard !range.isEmpty else { return .blank }
    if view.isOneByte(range) { return .blank }
    if let kind = container(view, range) { return kind }
    if let kind = dataSetKind(view, range) { return kind }
    if isCSA1(view, range, isAnnounced: isSiemensHeader && buffer == OpenedPayload.valueBuffer) {
      return .csa1
    }
    if isZlib(view, buffer, range) { return .zlib }
    if let kind = textKind(view, range) { return kind }
    return utf16Order(view, range) == nil ? .binary : .utf16Text
  }

  /// How many bytes before a container say its length: 4, as GE writes it, or none.
  func prefixInBytes(_ view: ByteView, _ range: Range<Int>) -> Int {
    let announced = Int(view.uint32(range.lowerBound))
    guard range.count > 12, (range.count - 5...range.count - 4).contains(announced) else { return 0 }
    return container(view, range.lowerBound + 4..<range.upperBound) == nil ? 0 : 4
  }

  /// What container begins a range; nil for a bare value. Cheap: asked of each value that a container has.
  ///
  /// - Parameter isBeginning: whether the range is the beginning of something longer.
  func container(_ view: ByteView, _ whole: Range<Int>, isBeginning: Bool = false) -> PayloadKind? {
    guard whole.count >= 8 else { return nil }
    let start = whole.lowerBound
    let first = view[start]
    // Numbers, and words of a length that no container has.
    if whole.count < 12, first < 0x7B, first > 0x20, first != 0x3C, first != 0x5B { return nil }
    if first == 0x1F { return isGzip(view, start) && whole.count >= 18 ? .gzip : nil }
    if first == 0x30, isDER(view, whole) { return .der }
    if first == UInt8(ascii: "P"), view[start + 1] == UInt8(ascii: "K") { return zipKind(view, start) }
    if first == UInt8(ascii: "S"), view.has("SV10", at: start) { return .csa2 }
    if PayloadOpener.beginsMagic(first), let kind = magicKind(view, whole) { return kind }
    let range = view.trimmed(whole)
    guard range.count >= 2 else { return nil }
    switch view[range.lowerBound] {
    case UInt8(ascii: "<"):
      if isSiemensProtocol(view, range) { return .siemensProtocol }
      return isXML(view, range) ? .xml : nil
    case UInt8(ascii: "#"): return isSiemensProtocol(view, range) ? .siemensProtocol : nil
    case UInt8(ascii: "{"), UInt8(ascii: "["): return isJSON(view, range) ? .json : nil
    case UInt8(ascii: "S") where view.has("STEP;", at: range.lowerBound): return .step
    case UInt8(ascii: "I") where view.has("ISO-10303-21;", at: range.lowerBound): return .step
    case UInt8(ascii: "0") where isReportMessages(view, range): return .reportMessages
    default: return !isBeginning && isBase64(view, range) ? .base64 : nil
    }
  }

  private func zipKind(_ view: ByteView, _ start: Int) -> PayloadKind? {
    let magic = view.uint16(start + 2)
    return magic == 0x0403 || magic == 0x0605 || magic == 0x0807 ? .zip : nil
  }

  /// Whether a magic number of the tables begins with a byte: for text, seldom.
  private static func beginsMagic(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x25, 0x28, 0x42, 0x47, 0x49, 0x4D, 0x52, 0x53, 0x7B, 0x7F...0xFF: true
    default: false
    }
  }

  private func magicKind(_ view: ByteView, _ range: Range<Int>) -> PayloadKind? {
    let start = range.lowerBound
    let first = view[start]
    if first == UInt8(ascii: "B"), view[start + 1] == UInt8(ascii: "M") {
      let length = Int(view.uint32(start + 2))
      return range.count >= 54 && abs(length - range.count) <= 2 && view.uint32(start + 6) == 0 ? .bmp : nil
    }
    if first == UInt8(ascii: "M"), view[start + 1] == UInt8(ascii: "Z") {
      let header = Int(view.uint32(start + 0x3C))
      return range.count > 64 && view.has("PE\0\0", at: start + header) ? .windowsProgram : nil
    }
    if view.has("RIFF", at: start), range.count >= 12 { return .riff }
    for (magic, kind) in PayloadOpener.magics where view.has(magic, at: start) { return kind }
    for (magic, kind) in PayloadOpener.binaryMagics where magic[0] == first {
      if magic.indices.allSatisfy({ view[start + $0] == magic[$0] }) { return kind }
    }
    return nil
  }
}
