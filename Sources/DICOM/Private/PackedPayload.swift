/// Streams that are inflated: gzip (RFC 1952), zlib (RFC 1950) and the entries of zip.
extension PayloadOpener {
  /// How many bytes are inflated at a time at first.
  private static let stepInBytes = 16 << 10

  /// What a deflate stream held.
  struct Inflated {
    /// The bytes, up to a bound.
    var bytes: [UInt8]
    /// Why that is not all; nil if it is.
    var reason: UnopenedReason?
    /// How many bytes the stream took.
    var consumedInBytes: Int
  }

  /// Inflates a raw deflate stream (RFC 1951) that begins a range, up to what is left of the bounds.
  mutating func inflate(_ buffer: Int32, _ range: Range<Int>, atMost bound: Int = .max) -> Inflated {
    let packed = Array(payload.slice(buffer, Int32(range.lowerBound), Int32(range.count)))
    let inflater = Inflater(MemoryBytes(packed), range: 0..<packed.count)
    let free = limits.expansionFreeInBytes
    let (product, isHuge) = packed.count.multipliedReportingOverflow(by: limits.expansion)
    let allowed = min(bound, limits.decodedInBytes - decodedInBytes, isHuge ? .max : max(free, product))
    var bytes: [UInt8] = []
    var failure: UnopenedReason?
    while inflater.ended == nil {
      let start = bytes.count
      // One more than allowed: only that tells a stream that ends there from one that goes on.
      let step = min(max(PayloadOpener.stepInBytes, start), allowed + 1 - start)
      guard step > 0 else {
        failure = .growsTooLong
        break
      }
      bytes.append(contentsOf: repeatElement(0, count: step))
      do throws(SystemError) {
        let got = try inflater.read(at: start, count: step, into: &bytes, position: start)
        bytes.removeLast(step - got)
      } catch {
        // Bytes in memory are always there; if not, the stream is cut off.
        bytes.removeLast(step)
        failure = .truncated
        break
      }
    }
    if bytes.count > allowed { bytes.removeLast(bytes.count - allowed) }
    switch inflater.ended {
    case .corrupt: failure = .malformed
    case .truncated: failure = .truncated
    case .tooLong: failure = .growsTooLong
    case .complete, nil: break
    }
    return Inflated(bytes: bytes, reason: failure, consumedInBytes: inflater.consumed)
  }

  /// Has decoded bytes opened next, as the content of a container.
  mutating func openDecoded(
    _ view: ByteView, _ place: Place, _ bytes: [UInt8], name: Int32, kind: PayloadKind? = nil
  ) {
    guard !bytes.isEmpty else { return }
    decodedInBytes += bytes.count
    guard place.depth < limits.depth else {
      payload.unopened.append(
        UnopenedPart(
          kind: payload.layers[Int(place.layer)].kind, reason: .nestedTooDeep, layer: place.layer, name: name,
          range: place.buffer == OpenedPayload.valueBuffer ? place.range : nil))
      return
    }
    payload.buffers.append(bytes[...])
    pending.append(
      Pending(
        buffer: Int32(payload.buffers.count - 1), place: 0..<bytes.count, name: name, layer: place.layer,
        depth: place.depth + 1, kind: kind))
  }

  /// Reads the members of a gzip file; what it says of itself, such as the file's name, is fields as well.
  mutating func readGzip(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    var position = place.range.lowerBound
    while position + 18 <= end, isGzip(view, position) {
      let start = position
      guard let body = readGzipHeader(view, place, at: position) else {
        return addUnopened(view, place, position..<end, .truncated)
      }
      let inflated = inflate(place.buffer, body..<end)
      openDecoded(view, place, inflated.bytes, name: place.name)
      if let reason = inflated.reason { return addUnopened(view, place, start..<end, reason) }
      position = min(end, body + inflated.consumedInBytes + 8)
    }
    addRemnant(view, place, position..<end)
  }

  /// Whether the header of a gzip member stands at an offset.
  func isGzip(_ view: ByteView, _ offset: Int) -> Bool {
    view[offset] == 0x1F && view[offset + 1] == 0x8B && view[offset + 2] == 8 && view[offset + 3] < 0x20
  }

  /// Returns where the deflate stream begins; nil if the header is not whole.
  private mutating func readGzipHeader(_ view: ByteView, _ place: Place, at start: Int) -> Int? {
    let end = place.range.upperBound
    let flags = view[start + 3]
    let seconds = Int(view.uint32(start + 4))
    if seconds != 0 {
      let from = undoneBytes.count
      undoneBytes += PayloadOpener.dateTime(secondsSince1970: seconds)
      let name = addName(place, "#modified", below: place.name)
      _ = addUndone(place, from: from, source: start + 4..<start + 8, name: name, vr: .dt)
    }
    var position = start + 10
    if flags & 4 != 0 {
      let length = Int(view.uint16(position))
      guard position + 2 + length <= end else { return nil }
      let name = addName(place, "#extra", below: place.name)
      _ = add(place, position + 2..<position + 2 + length, name: name, encoding: .binary)
      position += 2 + length
    }
    for (flag, name) in [(8, "#name"), (16, "#comment")] as [(UInt8, StaticString)] where flags & flag != 0 {
      let zero = view.first(0, in: position..<end)
      guard zero < end else { return nil }
      let number = addName(place, name, below: place.name)
      _ = add(place, position..<zero, name: number, encoding: .latin1)
      position = zero + 1
    }
    if flags & 2 != 0 { position += 2 }
    return position <= end ? position : nil
  }

  /// Inflates a zlib stream.
  mutating func readZlib(_ view: ByteView, _ place: Place) {
    let end = place.range.upperBound
    let body = place.range.lowerBound + 2
    let inflated = inflate(place.buffer, body..<end)
    openDecoded(view, place, inflated.bytes, name: place.name)
    if let reason = inflated.reason { return addUnopened(view, place, place.range, reason) }
    addRemnant(view, place, min(end, body + inflated.consumedInBytes + 4)..<end)
  }

  /// Whether a zlib stream begins a range: its header, and 64 bytes that inflate, or all there are.
  mutating func isZlib(_ view: ByteView, _ buffer: Int32, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    let header = Int(view[start]) << 8 | Int(view[start + 1])
    guard range.count >= 8, view[start] & 0x8F == 0x08, header % 31 == 0, view[start + 1] & 0x20 == 0 else {
      return false
    }
    let probe = inflate(buffer, start + 2..<range.upperBound, atMost: 64)
    switch probe.reason {
    case nil: return !probe.bytes.isEmpty
    case .growsTooLong: return true
    default: return probe.bytes.count >= 64
    }
  }

  /// A time as DICOM writes it, UTC: `20181116191236`.
  static func dateTime(secondsSince1970 seconds: Int) -> [UInt8] {
    var days = seconds / 86_400
    let time = seconds % 86_400
    var year = 1970
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    while days >= (isLeap(year) ? 366 : 365) {
      days -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 0
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while days >= lengths[month] {
      days -= lengths[month]
      month += 1
    }
    let parts = [
      (year, 4), (month + 1, 2), (days + 1, 2), (time / 3600, 2), (time / 60 % 60, 2), (time % 60, 2),
    ]
    return parts.flatMap { number, width -> [UInt8] in
      let digits = Array(String(number).utf8)
      return [UInt8](repeating: 0x30, count: max(0, width - digits.count)) + digits
    }
  }
}
