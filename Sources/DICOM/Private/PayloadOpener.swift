/// Opens a value container by container, from a list of what is still to be looked at instead of by recursion, so
/// that no nesting can exhaust the stack.
struct PayloadOpener {
  /// Something that may be a container.
  struct Pending {
    /// The buffer that it stands in, and where.
    var buffer: Int32
    var place: Range<Int>
    /// The name that it is the content of; -1 for the whole value.
    var name: Int32
    /// The container around it; -1 for the whole value.
    var layer: Int32
    /// How many containers are around it.
    var depth: Int
    /// How many quotation marks stand for one: doubled for each string that the bytes are the content of.
    var quotes = 1
    /// The VR that the container gives it.
    var vr: VR?
    /// What it is, if that is known before its bytes are looked at.
    var kind: PayloadKind?
    /// Which of the values of its name it is.
    var index: Int32 = 0
    /// How its bytes are to be read, if they are text.
    var encoding = PayloadEncoding.dataSet
  }

  /// The number of the buffer with names that no file has.
  static let literals: Int32 = 0
  /// The number of the buffer with strings whose doubled quotation marks or escapes were undone.
  static let undone: Int32 = 2

  var payload: OpenedPayload
  let limits: PayloadLimits
  var pending: [Pending] = []
  var literalBytes: [UInt8] = []
  var undoneBytes: [UInt8] = []
  /// How many bytes were decoded so far.
  var decodedInBytes = 0
  /// The length of the value of the element.
  private let valueInBytes: Int
  /// Whether the creator of the value's block writes CSA headers.
  let isSiemensHeader: Bool

  /// Takes a value.
  init(_ value: ArraySlice<UInt8>, creator: [UInt8]?, limits: PayloadLimits) {
    payload = OpenedPayload(buffers: [[], value, []])
    self.limits = limits
    valueInBytes = value.count
    let headers: [StaticString] = ["SIEMENS CSA HEADER", "SIEMENS CSA NON-IMAGE", "SIEMENS MEDCOM HEADER"]
    isSiemensHeader = headers.contains { name in
      let bytes = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      return creator?.starts(with: bytes) == true
    }
  }

  /// Opens everything that is pending and what comes up meanwhile.
  mutating func run() -> OpenedPayload {
    pending.append(
      Pending(
        buffer: OpenedPayload.valueBuffer, place: 0..<valueInBytes, name: -1, layer: -1, depth: 0)
    )
    while let next = pending.popLast() {
      let bytes = payload.buffers[Int(next.buffer)]
      bytes.withUnsafeBufferPointer { open(next, ByteView($0)) }
    }
    payload.buffers[Int(PayloadOpener.literals)] = literalBytes[...]
    payload.buffers[Int(PayloadOpener.undone)] = undoneBytes[...]
    return payload
  }

  /// Makes a layer of something that was recognized and reads it.
  private mutating func open(_ next: Pending, _ view: ByteView) {
    let prefix = next.kind == nil ? prefixInBytes(view, next.place) : 0
    let content = next.place.lowerBound + prefix..<next.place.upperBound
    let kind = next.kind ?? recognize(view, next.buffer, content)
    let layer = Int32(payload.layers.count)
    let isInFile = next.buffer == OpenedPayload.valueBuffer
    payload.layers.append(
      PayloadLayer(
        kind: kind, parent: next.layer, name: next.name, range: isInFile ? next.place : nil,
        buffer: next.buffer, place: next.place))
    if kind.isForAnotherReader { return }
    let place = Place(
      buffer: next.buffer, range: content, name: next.name, layer: layer, depth: next.depth,
      quotes: next.quotes)
    switch kind {
    case .csa1, .csa2: readCSA(view, place, type: kind == .csa2 ? 2 : 1)
    case .siemensProtocol: readSiemensProtocol(view, place)
    case .gzip: readGzip(view, place)
    case .zlib: readZlib(view, place)
    case .zip: readZip(view, place)
    case .base64: readBase64(view, place)
    case .reversed: readReversed(view, place)
    case .xml: readXML(view, place)
    case .json: readJSON(view, place)
    case .der: readDER(view, place)
    case .step: readStep(view, place)
    case .reportMessages: readReportMessages(view, place)
    case .utf16Text: readUTF16(view, place)
    case .geProtocol: readGEProtocol(view, place)
    case .iniText: readSettings(view, place)
    default: readAsOneValue(view, place, kind, next)
    }
  }

  /// Where a container stands: what its reader has to know.
  struct Place {
    let buffer: Int32
    let range: Range<Int>
    let name: Int32
    let layer: Int32
    let depth: Int
    let quotes: Int
  }

  private mutating func readAsOneValue(
    _ view: ByteView, _ place: Place, _ kind: PayloadKind, _ next: Pending
  ) {
    if kind == .blank { return }
    if kind.isUnsupported { addUnopened(view, place, place.range, .unsupported, isNoted: false) }
    _ = add(
      place, place.range, name: place.name, index: next.index, vr: next.vr,
      encoding: kind == .plainText ? next.encoding : .binary)
  }

  /// Adds a name; -1 stands for none above it.
  mutating func addName(_ place: Place, _ range: Range<Int>, below parent: Int32) -> Int32 {
    guard payload.names.count < limits.fields else { return parent }
    payload.names.append(
      PayloadName(
        parent: parent, values: 0, layer: place.layer, buffer: place.buffer, start: Int32(range.lowerBound),
        count: Int32(range.count)))
    return Int32(payload.names.count - 1)
  }

  /// Adds a name that no file has, such as `#comment`.
  mutating func addName(_ place: Place, _ name: StaticString, below parent: Int32) -> Int32 {
    guard payload.names.count < limits.fields else { return parent }
    payload.names.append(
      PayloadName(
        parent: parent, values: 0, layer: place.layer, buffer: PayloadOpener.literals,
        start: Int32(literalBytes.count), count: Int32(name.utf8CodeUnitCount)))
    literalBytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    return Int32(payload.names.count - 1)
  }

  /// Adds a name whose bytes were appended to ``undoneBytes`` from `start` on.
  mutating func addUndoneName(_ place: Place, from start: Int, below parent: Int32) -> Int32 {
    guard payload.names.count < limits.fields else { return parent }
    payload.names.append(
      PayloadName(
        parent: parent, values: 0, layer: place.layer, buffer: PayloadOpener.undone, start: Int32(start),
        count: Int32(undoneBytes.count - start)))
    return Int32(payload.names.count - 1)
  }

  /// Adds a value that stands in the container's buffer as such. False when there are too many.
  mutating func add(
    _ place: Place, _ range: Range<Int>, name: Int32, index: Int32? = nil, vr: VR? = nil,
    encoding: PayloadEncoding = .dataSet
  ) -> Bool {
    append(
      PayloadField(
        vr: vr, encoding: encoding, index: nextIndex(name, index), name: name, layer: place.layer,
        buffer: place.buffer, start: Int32(range.lowerBound), count: Int32(range.count), sourceStart: -1,
        sourceCount: 0))
  }

  /// Adds a value whose bytes were appended to ``undoneBytes`` from `start` on, made of a range of the container.
  mutating func addUndone(
    _ place: Place, from start: Int, source: Range<Int>, name: Int32, vr: VR? = nil,
    encoding: PayloadEncoding = .dataSet
  ) -> Bool {
    append(
      PayloadField(
        vr: vr, encoding: encoding, index: nextIndex(name, nil), name: name, layer: place.layer,
        buffer: PayloadOpener.undone, start: Int32(start), count: Int32(undoneBytes.count - start),
        sourceStart: Int32(source.lowerBound), sourceCount: Int32(source.count)))
  }

  private mutating func append(_ field: PayloadField) -> Bool {
    guard payload.fields.count < limits.fields else { return false }
    payload.fields.append(field)
    return true
  }

  private mutating func nextIndex(_ name: Int32, _ index: Int32?) -> Int32 {
    guard name >= 0 else { return 0 }
    let values = payload.names[Int(name)].values
    payload.names[Int(name)].values = values + 1
    return index ?? values
  }

  /// Notes bytes that belong to nothing, unless they are zeros only.
  mutating func addRemnant(_ view: ByteView, _ place: Place, _ range: Range<Int>) {
    guard !range.isEmpty, !view.isZero(range), payload.remnants.count < limits.fields else { return }
    payload.remnants.append(
      PayloadRemnant(
        layer: place.layer, buffer: place.buffer, start: Int32(range.lowerBound), count: Int32(range.count)))
  }

  /// Notes that a part of a container was not read. Its bytes are a remnant as well, unless they are a field.
  mutating func addUnopened(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, _ reason: UnopenedReason, isNoted: Bool = true
  ) {
    let kind = payload.layers[Int(place.layer)].kind
    let isInFile = place.buffer == OpenedPayload.valueBuffer
    payload.unopened.append(
      UnopenedPart(
        kind: kind, reason: reason, layer: place.layer, name: place.name, range: isInFile ? range : nil))
    if isNoted { addRemnant(view, place, range) }
  }

  /// Adds a value, or, if its beginning is that of a container, has it opened next.
  mutating func addOrOpen(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32, index: Int32? = nil, vr: VR? = nil,
    quotes: Int? = nil, encoding: PayloadEncoding = .dataSet
  ) -> Bool {
    guard let kind = container(view, range) else {
      return add(place, range, name: name, index: index, vr: vr, encoding: encoding)
    }
    guard place.depth < limits.depth else {
      payload.unopened.append(
        UnopenedPart(
          kind: kind, reason: .nestedTooDeep, layer: place.layer, name: name,
          range: place.buffer == OpenedPayload.valueBuffer ? range : nil))
      return add(place, range, name: name, index: index, vr: vr, encoding: encoding)
    }
    pending.append(
      Pending(
        buffer: place.buffer, place: range, name: name, layer: place.layer, depth: place.depth + 1,
        quotes: quotes ?? place.quotes, vr: vr, kind: kind, index: nextIndex(name, index), encoding: encoding)
    )
    return true
  }
}
