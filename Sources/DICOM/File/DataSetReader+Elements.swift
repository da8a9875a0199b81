extension DataSetReader {
  /// What stands in an element's header.
  struct Header {
    let tag: Tag
    let vr: VR?
    let range: Range<Int>
    let length: Int
  }

  mutating func element(in level: Level) -> ReaderEvent? {
    let left = level.limit - position
    guard left >= 8 else {
      return levels.count == 1 ? trailing(level) : giveUp(.malformed)
    }
    guard window.load(position..<position + min(12, left)) else { return cutShort(level) }
    if let element = usualElement(in: level, left) { return .element(element) }
    let tag = Tag(
      window.uint16(at: position, bigEndian: level.isBigEndian),
      window.uint16(at: position + 2, bigEndian: level.isBigEndian))
    if let group = stopsAtGroup, tag.group != group { return nil }
    if tag.group == 0xFFFE { return delimiter(tag, in: level) }
    // Zeros after the last element read as a command group length.
    if tag.rawValue == 0, elements > 0 {
      return levels.count == 1 ? trailing(level) : giveUp(.malformed)
    }
    guard let header = header(of: tag, in: level) else {
      return levels.count == 1 ? trailing(level, tag) : giveUp(.malformed, tag: tag)
    }
    elements += 1
    guard elements < Limits.elements else { return giveUp(.tooManyElements) }
    return read(header, in: level)
  }

  /// Reads an element of the usual kind into `element`; false if another step is due.
  mutating func readUsualElement(into element: inout Element) -> Bool {
    let level = levels[levels.count - 1]
    let left = level.limit - position
    guard left >= 8, level.kind == .dataSet || level.kind == .item, window.load(position..<position + 8),
      let usual = usualElement(in: level, left)
    else { return false }
    element = usual
    return true
  }

  /// A public element of explicit VR little endian with a 16-bit length, all of it as it should be: most are. Nil for
  /// any other, which is read with more care.
  @inline(__always)
  private mutating func usualElement(in level: Level, _ left: Int) -> Element? {
    guard level.isExplicitVR, !level.isBigEndian, pending.isEmpty else { return nil }
    let header = window.uint64(at: position)
    let tag = Tag(UInt16(truncatingIfNeeded: header), UInt16(truncatingIfNeeded: header >> 16))
    let vr = VR(UInt8(truncatingIfNeeded: header >> 32), UInt8(truncatingIfNeeded: header >> 40))
    let length = Int(header >> 48)
    // Neither private nor a delimiter, nor zeros.
    guard tag.group & 1 == 0, tag.group != 0xFFFE, tag.rawValue != 0, !vr.hasLongLength, length & 1 == 0,
      length <= left - 8, stopsAtGroup.map({ $0 == tag.group }) ?? true, elements + 1 < Limits.elements
    else { return nil }
    elements += 1
    let start = position + 8
    let element = Element(
      tag: tag, vr: vr, writtenVR: vr, header: position..<start, value: start..<start + length,
      hasUndefinedLength: false, creator: nil, isBigEndian: false)
    position = start + length
    return element
  }

  /// Reads VR and length. Nil if no reading of them fits.
  mutating func header(of tag: Tag, in level: Level) -> Header? {
    let big = level.isBigEndian
    guard level.isExplicitVR else {
      return Header(
        tag: tag, vr: nil, range: position..<position + 8,
        length: Int(window.uint32(at: position + 4, bigEndian: big)))
    }
    let vr = VR(window.bytes[position + 4 - window.start], window.bytes[position + 5 - window.start])
    if !vr.isKnown { return unusualHeader(of: tag, vr, in: level) }
    if !vr.hasLongLength {
      return Header(
        tag: tag, vr: vr, range: position..<position + 8,
        length: Int(window.uint16(at: position + 6, bigEndian: big)))
    }
    guard level.limit - position >= 12 else { return nil }
    return Header(
      tag: tag, vr: vr, range: position..<position + 12,
      length: Int(window.uint32(at: position + 8, bigEndian: big)))
  }

  /// A header whose VR the standard does not have: a new VR with a long length (PS3.5 section 6.2.2), one with a
  /// short length, or no VR at all, whichever fits into the level.
  mutating func unusualHeader(of tag: Tag, _ vr: VR, in level: Level) -> Header? {
    let big = level.isBigEndian
    let left = level.limit - position
    let letters = vr.description != "??"
    if letters, left >= 12 {
      let length = Int(window.uint32(at: position + 8, bigEndian: big))
      if window.uint16(at: position + 6, bigEndian: big) == 0, length <= left - 12 {
        pending.append(.irregular(.unknownVR, at: position..<position + 12))
        return Header(tag: tag, vr: vr, range: position..<position + 12, length: length)
      }
    }
    let short = Int(window.uint16(at: position + 6, bigEndian: big))
    if letters, short <= left - 8 {
      pending.append(.irregular(.unknownVR, at: position..<position + 8))
      return Header(tag: tag, vr: vr, range: position..<position + 8, length: short)
    }
    let long = Int(window.uint32(at: position + 4, bigEndian: big))
    guard !letters, long <= left - 8, dictionary.vr(of: tag) != nil || tag.isPrivate || tag.isGroupLength
    else { return nil }
    pending.append(.irregular(.implicitElementInExplicit, at: position..<position + 8))
    return Header(tag: tag, vr: nil, range: position..<position + 8, length: long)
  }

  mutating func read(_ header: Header, in level: Level) -> ReaderEvent {
    let tag = header.tag
    let creator = tag.isPrivate && !tag.isPrivateCreator && tag.element >= 0x1000 ? creator(of: tag) : nil
    let vr = vrInForce(header, creator: creator)
    let isUndefined = header.length == 0xFFFF_FFFF
    let valueStart = header.range.upperBound
    let length = isUndefined ? 0 : header.length
    var element = Element(
      tag: tag, vr: vr, writtenVR: header.vr, header: header.range, value: valueStart..<valueStart + length,
      hasUndefinedLength: isUndefined, creator: creator, isBigEndian: level.isBigEndian)
    if isUndefined { return undefined(element, in: level) }
    if vr == .sq || vr == .un, length > 0 || vr == .sq {
      // PS3.5 section 6.2.2: what stands in a UN is implicit VR little endian.
      let isUN = header.vr == .un
      if isSequence(element, isUN: isUN, in: level) {
        return sequence(
          element, limit: valueStart + length, isDelimited: false,
          isExplicitVR: level.isExplicitVR && header.vr != nil && !isUN,
          isBigEndian: level.isBigEndian && !isUN, in: level)
      }
      // A UN that should be a sequence and holds no items: bytes, not a sequence without items.
      if vr == .sq {
        element = Element(
          tag: tag, vr: .un, writtenVR: header.vr, header: header.range, value: element.value,
          hasUndefinedLength: false, creator: creator, isBigEndian: level.isBigEndian)
      }
    }
    guard valueStart + length <= level.limit else {
      return giveUp(.truncated(missing: valueStart + length - level.limit), tag: tag)
    }
    position = valueStart + length
    if tag.isPrivateCreator { reserve(element) }
    if length & 1 == 1 { pending.append(.irregular(.oddLength, at: element.range)) }
    return queued(.element(element))
  }

  /// Irregularities that a header brought come before the step itself.
  @inline(__always)
  mutating func queued(_ event: ReaderEvent) -> ReaderEvent {
    if pending.isEmpty { return event }
    pending.append(event)
    return pending.removeFirst()
  }

  func vrInForce(_ header: Header, creator: [UInt8]?) -> VR {
    if let written = header.vr, written != .un, written.isKnown { return written }
    let tag = header.tag
    if tag.isGroupLength { return .ul }
    if tag.isPrivateCreator { return .lo }
    if let creator { return dictionary.vr(of: tag, creator: creator) ?? .un }
    return tag.isPrivate ? .un : dictionary.vr(of: tag) ?? .un
  }

  // MARK: private blocks

  func creator(of tag: Tag) -> [UInt8]? {
    let reserving = tag.rawValue & 0xFFFF_0000 | UInt32(tag.element >> 8)
    return blocks.last { $0.level == levels.count && $0.tag == reserving }?.creator
  }

  mutating func reserve(_ element: Element) {
    guard let bytes = value(of: element) else { return }
    let creator = bytes.trimmed(for: .lo)
    guard !creator.isEmpty else { return }
    blocks.append(Block(level: levels.count, tag: element.tag.rawValue, creator: Array(creator)))
  }

  // MARK: sequences

  /// Whether the value of a sequence, or of a UN of defined length, is a run of items that ends where it should.
  mutating func isSequence(_ element: Element, isUN: Bool, in level: Level) -> Bool {
    let big = level.isBigEndian && !isUN
    let range = element.value
    guard element.vr == .un else {
      // A sequence of the dictionary's in a UN is believed only if it begins like one.
      if !isUN || range.isEmpty { return true }
      return startsWithItem(range, big)
    }
    guard range.upperBound <= level.limit, startsWithItem(range, big) else { return false }
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard range.upperBound - offset >= 8, window.load(offset..<offset + 8),
        window.uint16(at: offset, bigEndian: big) == 0xFFFE,
        window.uint16(at: offset + 2, bigEndian: big) == 0xE000
      else { return false }
      let length = Int(window.uint32(at: offset + 4, bigEndian: big))
      // An item of undefined length cannot be stepped over; its first tag spoke for it.
      if length == 0xFFFF_FFFF { return true }
      offset += 8 + length
    }
    return offset == range.upperBound
  }

  mutating func startsWithItem(_ range: Range<Int>, _ bigEndian: Bool) -> Bool {
    let start = range.lowerBound
    guard range.count >= 8, window.load(start..<start + 8) else { return false }
    return window.uint16(at: start, bigEndian: bigEndian) == 0xFFFE
      && window.uint16(at: start + 2, bigEndian: bigEndian) == 0xE000
  }

  mutating func undefined(_ element: Element, in level: Level) -> ReaderEvent {
    let start = element.header.upperBound
    let isUN = element.writtenVR == .un
    let holdsFragments = element.vr.isOpaque && !isUN && element.writtenVR != nil || element.tag == .pixelData
    if holdsFragments {
      position = start
      levels.append(
        Level(
          kind: .fragments, limit: level.limit, isDelimited: true, isExplicitVR: level.isExplicitVR,
          isBigEndian: level.isBigEndian))
      return queued(.fragmentsBegin(element))
    }
    guard level.limit - start >= 8, window.load(start..<start + 8) else {
      position = start
      return giveUpAfter(element, .truncated(missing: 8))
    }
    let big = level.isBigEndian && !isUN
    let next = Tag(window.uint16(at: start, bigEndian: big), window.uint16(at: start + 2, bigEndian: big))
    guard element.vr == .sq || next == .item || next == .sequenceDelimitation else {
      return giveUp(.malformed, tag: element.tag)
    }
    return sequence(
      element, limit: level.limit, isDelimited: true,
      isExplicitVR: level.isExplicitVR && element.writtenVR != nil && !isUN, isBigEndian: big, in: level)
  }

  /// The header is read, what should follow is not there.
  mutating func giveUpAfter(_ element: Element, _ reason: UnreadReason) -> ReaderEvent {
    position = element.header.lowerBound
    return giveUp(reason, tag: element.tag)
  }

  mutating func sequence(
    _ element: Element, limit: Int, isDelimited: Bool, isExplicitVR: Bool, isBigEndian: Bool, in level: Level
  ) -> ReaderEvent {
    guard sequencesOpen < Limits.nesting else {
      guard !isDelimited, limit <= level.limit else { return giveUp(.nestingTooDeep, tag: element.tag) }
      let start = position
      position = limit
      return queued(.unread(Unread(start..<limit, .nestingTooDeep, tag: element.tag)))
    }
    let header = Element(
      tag: element.tag, vr: .sq, writtenVR: element.writtenVR, header: element.header,
      value: element.header.upperBound..<element.header.upperBound,
      hasUndefinedLength: element.hasUndefinedLength, creator: element.creator, isBigEndian: isBigEndian,
      announcedLength: isDelimited ? nil : limit - element.header.upperBound)
    position = element.header.upperBound
    sequencesOpen += 1
    levels.append(
      Level(
        kind: .sequence, limit: min(limit, level.limit), isDelimited: isDelimited, isExplicitVR: isExplicitVR,
        isBigEndian: isBigEndian))
    guard limit > level.limit else { return queued(.sequenceBegin(header)) }
    pending.append(.irregular(.lengthOverrun, at: element.header))
    pending.append(.sequenceBegin(header))
    return queued(
      .unread(Unread(position..<position, .truncated(missing: limit - level.limit), tag: element.tag)))
  }

  // MARK: ends

  /// A delimiter among elements: the end of an item of undefined length, or astray.
  mutating func delimiter(_ tag: Tag, in level: Level) -> ReaderEvent {
    let header = position..<position + 8
    let length = Int(window.uint32(at: position + 4, bigEndian: level.isBigEndian))
    switch tag {
    case .itemDelimitation where level.kind == .item && level.isDelimited:
      position += 8
      close()
      return delimiter(.itemEnd(delimiter: header), header, length: length)
    case .sequenceDelimitation
    where level.kind == .item && level.isDelimited && levels[levels.count - 2].isDelimited:
      // The item's own delimiter is missing; the sequence's is read next, one level up.
      close()
      pending.append(.itemEnd(delimiter: position..<position))
      return .irregular(.missingDelimiter, at: header)
    case .itemDelimitation, .sequenceDelimitation: return stray(header, length: length, level)
    default: return giveUp(.malformed, tag: tag)
    }
  }

  /// The rest of the data set, where no element can be read any more.
  mutating func trailing(_ level: Level, _ tag: Tag? = nil) -> ReaderEvent {
    let range = position..<level.limit
    var isZero = true
    var offset = range.lowerBound
    while offset < range.upperBound, isZero {
      let part = offset..<min(range.upperBound, offset + Limits.readInBytes)
      guard window.load(part) else { return giveUp(.truncated(missing: 0)) }
      isZero = window.slice(part).allSatisfy { $0 == 0 }
      offset = part.upperBound
    }
    position = level.limit
    return .trailing(range, isZero: isZero)
  }
}
