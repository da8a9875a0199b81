/// What bytes are, by how they begin.
extension PayloadOpener {
  /// What a whole value or an unpacked stream is.
  mutating func recognize(_ view: ByteView, _ buffer: Int32, _ range: Range<Int>) -> PayloadKind {
    if let kind = container(view, range) { return kind }
    if isZlib(view, buffer, range) { return .zlib }
    if range.allSatisfy({ view[$0] == view[range.lowerBound] }) { return .blank }
    return textKind(view, range) ?? .binary
  }

  /// How many bytes before a container say its length: 4, as GE writes it, or none.
  func prefixInBytes(_ view: ByteView, _ range: Range<Int>) -> Int {
    let announced = Int(view.uint32(range.lowerBound))
    guard range.count > 12, (range.count - 5...range.count - 4).contains(announced) else { return 0 }
    return container(view, range.lowerBound + 4..<range.upperBound) == nil ? 0 : 4
  }

  /// What container begins a range; nil for a bare value.
  func container(_ view: ByteView, _ range: Range<Int>) -> PayloadKind? {
    guard range.count >= 8 else { return nil }
    let start = range.lowerBound
    switch view[start] {
    case UInt8(ascii: "S") where view.has("SV10", at: start): return .csa2
    case 0x1F where isGzip(view, start) && range.count >= 18: return .gzip
    default: break
    }
    if isSiemensProtocol(view, range) { return .siemensProtocol }
    return nil
  }
}
