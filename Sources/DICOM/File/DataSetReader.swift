/// Reads a data set step by step, at all levels, without recursion and without copying values.
///
/// Ask ``next()`` until it gives nil. Values are read on demand by ``value(of:)``.
public struct DataSetReader: ~Copyable {
  /// One level that is being read.
  struct Level {
    enum Kind { case dataSet, sequence, item, fragments }
    let kind: Kind
    /// Where the level ends at the latest.
    let limit: Int
    /// Whether a delimiter ends it before that.
    let isDelimited: Bool
    /// Whether elements carry their VR.
    let isExplicitVR: Bool
    let isBigEndian: Bool
  }

  /// A block of private elements that a creator reserves. PS3.5 section 7.8.1.
  private struct Block {
    /// The number of levels that were open where the creator stands.
    let level: Int
    /// The creator element's tag.
    let tag: UInt32
    let creator: [UInt8]
  }

  private var window: ByteWindow
  private let dictionary: any VRDictionary
  private var levels: [Level]
  private var blocks: [Block] = []
  private var position: Int
  private var pending: [ReaderEvent] = []
  private var elements = 0
  private var sequencesOpen = 0
  private let stopsAtGroup: UInt16?

  /// Reads `range` of a window's source.
  ///
  /// - Parameter stopsAtGroup: the group at which to stop, for file meta information; nil to read to the end.
  init(
    _ window: consuming ByteWindow, range: Range<Int>, syntax: TransferSyntax, dictionary: any VRDictionary,
    readsOnlyGroup group: UInt16? = nil
  ) {
    self.window = window
    self.dictionary = dictionary
    position = range.lowerBound
    stopsAtGroup = group
    levels = [
      Level(
        kind: .dataSet, limit: range.upperBound, isDelimited: false, isExplicitVR: syntax.isExplicitVR,
        isBigEndian: syntax.isBigEndian)
    ]
  }

  /// The offset of the next step.
  public var offset: Int { position }

  /// How many sequences are open.
  public var depth: Int { sequencesOpen }

  /// Gives the window away, for the next reader; this one has nothing to read any more.
  mutating func takeWindow() -> ByteWindow {
    let taken = window
    window.forget()
    return taken
  }

  /// The bytes of an element's value as they stand in the file; nil if it is longer than ``Limits/valueInBytes`` or
  /// the file ends before it does.
  ///
  /// The slice is to be let go before the next step, or the reader's buffer is copied.
  public mutating func value(of element: Element) -> ArraySlice<UInt8>? {
    guard element.value.count <= Limits.valueInBytes, window.load(element.value) else { return nil }
    return window.slice(element.value)
  }

  /// The bytes of a range; nil if the file ends before it does.
  mutating func bytes(of range: Range<Int>) -> ArraySlice<UInt8>? {
    window.load(range) ? window.slice(range) : nil
  }

  /// SHA-256 of a range, read in steps; nil if the file ends before it does.
  mutating func sha256(of range: Range<Int>) -> String? {
    let digest = SHA256()
    var offset = range.lowerBound
    while offset < range.upperBound {
      let part = offset..<min(range.upperBound, offset + Limits.readInBytes)
      guard window.load(part) else { return nil }
      digest.update(window.slice(part))
      offset = part.upperBound
    }
    return digest.finish()
  }

  /// The first bytes of a range, at most 64.
  public mutating func beginning(of range: Range<Int>) -> ArraySlice<UInt8>? {
    let part = range.lowerBound..<min(range.upperBound, range.lowerBound + 64)
    guard window.load(part) else { return nil }
    return window.slice(part)
  }

  /// The next step; nil at the end.
  public mutating func next() -> ReaderEvent? {
    if !pending.isEmpty { return pending.removeFirst() }
    let level = levels[levels.count - 1]
    if position >= level.limit { return end(level) }
    switch level.kind {
    case .dataSet, .item: return element(in: level)
    case .sequence: return item(in: level)
    case .fragments: return fragment(in: level)
    }
  }

  // MARK: levels

  /// Leaves the innermost level and forgets its private blocks.
  @discardableResult
  private mutating func close() -> Level {
    while let last = blocks.last, last.level == levels.count { blocks.removeLast() }
    return levels.removeLast()
  }

  /// Ends a level at its limit.
  private mutating func end(_ level: Level) -> ReaderEvent? {
    guard levels.count > 1 else { return nil }
    close()
    let here = position..<position
    // An undefined length whose delimiter never came: something is missing at the end.
    if level.isDelimited {
      pending.append(closing(level.kind, here))
      return .irregular(.missingDelimiter, at: here)
    }
    return closing(level.kind, here)
  }

  private mutating func closing(_ kind: Level.Kind, _ delimiter: Range<Int>) -> ReaderEvent {
    switch kind {
    case .item, .dataSet: return .itemEnd(delimiter: delimiter)
    case .sequence:
      sequencesOpen -= 1
      return .sequenceEnd(delimiter: delimiter)
    case .fragments: return .fragmentsEnd(delimiter: delimiter)
    }
  }

  /// Gives up on the rest of the innermost level that says where it ends.
  private mutating func giveUp(_ reason: UnreadReason, tag: Tag? = nil) -> ReaderEvent {
    let start = position
    while levels.count > 1, levels[levels.count - 1].isDelimited {
      let level = close()
      // What is closed here ends behind the range that is not read.
      pending.append(closing(level.kind, level.limit..<level.limit))
    }
    position = levels[levels.count - 1].limit
    if let error = window.error { return .unread(Unread(start..<position, .system(error), tag: tag)) }
    return .unread(Unread(start..<position, reason, tag: tag))
  }

  /// The bytes of the window do not reach as far as the source's length promised.
  private mutating func cutShort(_ level: Level, tag: Tag? = nil) -> ReaderEvent {
    giveUp(.truncated(missing: 0), tag: tag)
  }

  // MARK: items

  private mutating func item(in level: Level) -> ReaderEvent {
    guard level.limit - position >= 8 else { return giveUp(.malformed) }
    guard window.load(position..<position + 8) else { return cutShort(level) }
    let group = window.uint16(at: position, bigEndian: level.isBigEndian)
    let number = window.uint16(at: position + 2, bigEndian: level.isBigEndian)
    let length = Int(window.uint32(at: position + 4, bigEndian: level.isBigEndian))
    let header = position..<position + 8
    guard group == 0xFFFE else { return giveUp(.malformed) }
    switch number {
    case 0xE000:
      position += 8
      elements += 1
      guard elements < Limits.elements else { return giveUp(.tooManyElements) }
      let isDelimited = length == 0xFFFF_FFFF
      var limit = isDelimited ? level.limit : position + length
      let overrun = limit - level.limit
      if overrun > 0 {
        pending.append(.itemBegin(header: header))
        limit = level.limit
      }
      levels.append(
        Level(
          kind: .item, limit: limit, isDelimited: isDelimited, isExplicitVR: level.isExplicitVR,
          isBigEndian: level.isBigEndian))
      if overrun > 0 { return overrunning(header, missing: overrun) }
      return .itemBegin(header: header)
    case 0xE0DD:
      guard level.isDelimited else { return stray(header, length: length, level) }
      position += 8
      close()
      return delimiter(closing(.sequence, header), header, length: length)
    case 0xE00D: return stray(header, length: length, level)
    default: return giveUp(.malformed)
    }
  }

  /// Reports a length that reaches past what is around it. What is there is read; what is missing makes the file
  /// not fully checked, at the end of the level around.
  private mutating func overrunning(_ header: Range<Int>, missing: Int) -> ReaderEvent {
    pending.append(.unread(Unread(header.upperBound..<header.upperBound, .truncated(missing: missing))))
    return .irregular(.lengthOverrun, at: header)
  }

  /// Ends a level by a delimiter; one that announces bytes of its own has them reported as unread.
  private mutating func delimiter(_ event: ReaderEvent, _ header: Range<Int>, length: Int) -> ReaderEvent {
    guard length != 0 else { return event }
    pending.append(.irregular(.delimiterWithLength, at: header))
    let end = min(position + length, levels[levels.count - 1].limit)
    // An announced length is not believed where elements go on behind the delimiter.
    if length != 0xFFFF_FFFF, position + length <= levels[levels.count - 1].limit {
      pending.append(.unread(Unread(position..<end, .malformed)))
      position = end
    }
    return event
  }

  private mutating func stray(_ header: Range<Int>, length: Int, _ level: Level) -> ReaderEvent {
    position = header.upperBound
    let event = delimiter(.strayDelimiter(header), header, length: length)
    pending.insert(event, at: 0)
    return .irregular(.unexpectedDelimiter, at: header)
  }

  // MARK: fragments

  private mutating func fragment(in level: Level) -> ReaderEvent {
    guard level.limit - position >= 8 else { return giveUp(.malformed) }
    guard window.load(position..<position + 8) else { return cutShort(level) }
    let tag = Tag(
      window.uint16(at: position, bigEndian: level.isBigEndian),
      window.uint16(at: position + 2, bigEndian: level.isBigEndian))
    let length = Int(window.uint32(at: position + 4, bigEndian: level.isBigEndian))
    let header = position..<position + 8
    switch tag {
    case .item:
      guard length != 0xFFFF_FFFF else { return giveUp(.malformed) }
      guard header.upperBound + length <= level.limit else {
        let missing = header.upperBound + length - level.limit
        return giveUp(.truncated(missing: missing))
      }
      position = header.upperBound + length
      return .fragment(header: header, value: header.upperBound..<position)
    case .sequenceDelimitation:
      position += 8
      close()
      return delimiter(.fragmentsEnd(delimiter: header), header, length: length)
    default: return giveUp(.malformed)
    }
  }
}

// MARK: elements

extension DataSetReader {
  /// What stands in an element's header.
  struct Header {
    let tag: Tag
    let vr: VR?
    let range: Range<Int>
    let length: Int
  }

  private mutating func element(in level: Level) -> ReaderEvent? {
    let left = level.limit - position
    guard left >= 8 else {
      return levels.count == 1 ? trailing(level) : giveUp(.malformed)
    }
    guard window.load(position..<position + min(12, left)) else { return cutShort(level) }
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

  /// Reads VR and length. Nil if no reading of them fits.
  private mutating func header(of tag: Tag, in level: Level) -> Header? {
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
  private mutating func unusualHeader(of tag: Tag, _ vr: VR, in level: Level) -> Header? {
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

  private mutating func read(_ header: Header, in level: Level) -> ReaderEvent {
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
  private mutating func queued(_ event: ReaderEvent) -> ReaderEvent {
    if pending.isEmpty { return event }
    pending.append(event)
    return pending.removeFirst()
  }

  private func vrInForce(_ header: Header, creator: [UInt8]?) -> VR {
    if let written = header.vr, written != .un, written.isKnown { return written }
    let tag = header.tag
    if tag.isGroupLength { return .ul }
    if tag.isPrivateCreator { return .lo }
    if let creator { return dictionary.vr(of: tag, creator: creator) ?? .un }
    return tag.isPrivate ? .un : dictionary.vr(of: tag) ?? .un
  }

  // MARK: private blocks

  private func creator(of tag: Tag) -> [UInt8]? {
    let reserving = tag.rawValue & 0xFFFF_0000 | UInt32(tag.element >> 8)
    return blocks.last { $0.level == levels.count && $0.tag == reserving }?.creator
  }

  private mutating func reserve(_ element: Element) {
    guard let bytes = value(of: element) else { return }
    let creator = bytes.trimmed(for: .lo)
    guard !creator.isEmpty else { return }
    blocks.append(Block(level: levels.count, tag: element.tag.rawValue, creator: Array(creator)))
  }

  // MARK: sequences

  /// Whether the value of a sequence, or of a UN of defined length, is a run of items that ends where it should.
  private mutating func isSequence(_ element: Element, isUN: Bool, in level: Level) -> Bool {
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

  private mutating func startsWithItem(_ range: Range<Int>, _ bigEndian: Bool) -> Bool {
    let start = range.lowerBound
    guard range.count >= 8, window.load(start..<start + 8) else { return false }
    return window.uint16(at: start, bigEndian: bigEndian) == 0xFFFE
      && window.uint16(at: start + 2, bigEndian: bigEndian) == 0xE000
  }

  private mutating func undefined(_ element: Element, in level: Level) -> ReaderEvent {
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
  private mutating func giveUpAfter(_ element: Element, _ reason: UnreadReason) -> ReaderEvent {
    position = element.header.lowerBound
    return giveUp(reason, tag: element.tag)
  }

  private mutating func sequence(
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
  private mutating func delimiter(_ tag: Tag, in level: Level) -> ReaderEvent {
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
  private mutating func trailing(_ level: Level, _ tag: Tag? = nil) -> ReaderEvent {
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
