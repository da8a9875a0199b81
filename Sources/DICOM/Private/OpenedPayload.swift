/// One step of the path to a field: a name as the file gives it, such as `MrPhoenixProtocol`.
public struct PayloadStep: Sendable {
  /// The bytes of the name.
  public let name: ArraySlice<UInt8>
  /// Which of those of that name beside each other, from 0; nil if there is one.
  public let index: Int?
}

/// A value inside an opened value. Small: its bytes, path and place are asked of the ``OpenedPayload``.
public struct PayloadField: Sendable {
  /// The VR that the container gives it, as CSA headers do.
  public let vr: VR?
  /// How its bytes are to be read.
  public let encoding: PayloadEncoding
  /// Which of the values of its name it is, from 0.
  public let index: Int32
  /// Its name's number in ``OpenedPayload/names``; -1 for the content of the whole value.
  public let name: Int32
  /// The number of its container in ``OpenedPayload/layers``.
  public let layer: Int32
  let buffer: Int32
  let start: Int32
  let count: Int32
  /// Where the decoded bytes came from in the container's buffer, if they do not stand in it as such; else -1.
  let sourceStart: Int32
  let sourceCount: Int32

  /// The length of its bytes.
  public var lengthInBytes: Int { Int(count) }
}

/// A name in an opened value and the name that it stands below.
public struct PayloadName: Sendable {
  /// The number of the name above; -1 at the top.
  public let parent: Int32
  /// How many values have it.
  public internal(set) var values: Int32
  /// The number of its container in ``OpenedPayload/layers``.
  public let layer: Int32
  let buffer: Int32
  let start: Int32
  let count: Int32
}

/// A container that was opened: what it is, where it stands and what it is a part of.
public struct PayloadLayer: Sendable {
  /// What it is.
  public let kind: PayloadKind
  /// The container around it; -1 for the outermost.
  public let parent: Int32
  /// The name of the field that it is the content of; -1 for the whole value.
  public let name: Int32
  /// Its bytes in the value of the element; nil if it was decoded and so stands in no file.
  public let range: Range<Int>?
  let buffer: Int32
  let place: Range<Int>
}

/// A part that is recognized and not opened, or not wholly, and why.
public struct UnopenedPart: Sendable {
  /// What it is.
  public let kind: PayloadKind
  /// Why.
  public let reason: UnopenedReason
  /// The container that it is in, or is; its number in ``OpenedPayload/layers``.
  public let layer: Int32
  /// The name that it is the content of; -1 for the whole value.
  public let name: Int32
  /// Where it stands in the value of the element; nil if below something that was decoded.
  public let range: Range<Int>?
}

/// Bytes of a container that are in no field and no part of its structure, such as what is left behind the end of
/// a name. Never empty, never only zeros.
public struct PayloadRemnant: Sendable {
  /// The number of its container in ``OpenedPayload/layers``.
  public let layer: Int32
  let buffer: Int32
  let start: Int32
  let count: Int32
}

/// What was found inside a value.
///
/// Every byte of every layer is in a field, a remnant, an unopened part, or is structure: names, quotes, braces,
/// lengths, blanks and zeros.
public struct OpenedPayload: Sendable {
  /// The containers, outermost first; at least one.
  public internal(set) var layers: [PayloadLayer] = []
  /// The values, in the order of the bytes within a container.
  public internal(set) var fields: [PayloadField] = []
  /// The names that values stand below.
  public internal(set) var names: [PayloadName] = []
  /// What was not opened.
  public internal(set) var unopened: [UnopenedPart] = []
  /// What belongs to nothing.
  public internal(set) var remnants: [PayloadRemnant] = []
  /// Names that no file has, the value, and what was decoded of it.
  var buffers: [ArraySlice<UInt8>]

  /// What the value is as a whole.
  public var kind: PayloadKind { layers[0].kind }

  /// The bytes of a field, decoded of its containers; text stays as it is encoded.
  public func value(of field: PayloadField) -> ArraySlice<UInt8> {
    slice(field.buffer, field.start, field.count)
  }

  /// The bytes of a remnant.
  public func value(of remnant: PayloadRemnant) -> ArraySlice<UInt8> {
    slice(remnant.buffer, remnant.start, remnant.count)
  }

  /// The bytes of a name.
  public func bytes(ofName number: Int32) -> ArraySlice<UInt8> {
    let name = names[Int(number)]
    return slice(name.buffer, name.start, name.count)
  }

  /// All bytes of a layer.
  public func bytes(of layer: PayloadLayer) -> ArraySlice<UInt8> {
    slice(layer.buffer, Int32(layer.place.lowerBound), Int32(layer.place.count))
  }

  /// Where a field stands in the value of the element, decoded or as such; nil if it is below something that was
  /// inflated, unpacked or turned round.
  public func range(of field: PayloadField) -> Range<Int>? {
    if field.sourceStart >= 0 {
      guard layers[Int(field.layer)].buffer == OpenedPayload.valueBuffer else { return nil }
      return Int(field.sourceStart)..<Int(field.sourceStart + field.sourceCount)
    }
    return field.buffer == OpenedPayload.valueBuffer
      ? Int(field.start)..<Int(field.start + field.count) : nil
  }

  /// Whether the bytes of a field stand in its container as they are: no escapes or doubled marks were undone.
  public func isVerbatim(_ field: PayloadField) -> Bool { field.sourceStart < 0 }

  /// Where a remnant stands in the value of the element; nil if it is below something that was decoded.
  public func range(of remnant: PayloadRemnant) -> Range<Int>? {
    remnant.buffer == OpenedPayload.valueBuffer
      ? Int(remnant.start)..<Int(remnant.start + remnant.count) : nil
  }

  /// What a field is in, outermost first: `csa2`, `siemens-protocol`.
  public func kinds(of field: PayloadField) -> [PayloadKind] {
    var kinds: [PayloadKind] = []
    var layer = field.layer
    while layer >= 0 {
      kinds.append(layers[Int(layer)].kind)
      layer = layers[Int(layer)].parent
    }
    return kinds.reversed()
  }

  /// The names down to a field: `MrPhoenixProtocol`, `tReferenceImage0`. Empty for the content of the whole value.
  ///
  /// Costs a look at all names: for what is to be printed.
  public func path(of field: PayloadField) -> [PayloadStep] {
    guard field.name >= 0 else { return [] }
    var steps = path(ofName: field.name)
    let last = steps.removeLast()
    let several = names[Int(field.name)].values > 1
    steps.append(PayloadStep(name: last.name, index: several ? Int(field.index) : last.index))
    return steps
  }

  /// The names down to a name, itself included.
  ///
  /// Costs a look at all names: for what is to be printed.
  public func path(ofName number: Int32) -> [PayloadStep] {
    var steps: [PayloadStep] = []
    var current = number
    while current >= 0 {
      let bytes = bytes(ofName: current)
      let parent = names[Int(current)].parent
      var before = 0
      var after = 0
      for (other, name) in names.enumerated() where name.parent == parent && other != Int(current) {
        guard self.bytes(ofName: Int32(other)) == bytes else { continue }
        if other < current { before += 1 } else { after += 1 }
      }
      steps.append(PayloadStep(name: bytes, index: before + after > 0 ? before : nil))
      current = parent
    }
    return steps.reversed()
  }

  /// The number of the buffer that holds the value of the element.
  static let valueBuffer: Int32 = 1

  func slice(_ buffer: Int32, _ start: Int32, _ count: Int32) -> ArraySlice<UInt8> {
    let bytes = buffers[Int(buffer)]
    let from = bytes.startIndex + Int(start)
    return bytes[from..<from + Int(count)]
  }
}
