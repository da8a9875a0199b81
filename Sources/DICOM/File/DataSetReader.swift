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
  struct Block {
    /// The number of levels that were open where the creator stands.
    let level: Int
    /// The creator element's tag.
    let tag: UInt32
    let creator: [UInt8]
  }

  var window: ByteWindow
  let dictionary: any VRDictionary
  var levels: [Level]
  var blocks: [Block] = []
  var position: Int
  var pending: [ReaderEvent] = []
  var elements = 0
  var sequencesOpen = 0
  let stopsAtGroup: UInt16?

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
  mutating func close() -> Level {
    while let last = blocks.last, last.level == levels.count { blocks.removeLast() }
    return levels.removeLast()
  }

  /// Ends a level at its limit.
  mutating func end(_ level: Level) -> ReaderEvent? {
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

  mutating func closing(_ kind: Level.Kind, _ delimiter: Range<Int>) -> ReaderEvent {
    switch kind {
    case .item, .dataSet: return .itemEnd(delimiter: delimiter)
    case .sequence:
      sequencesOpen -= 1
      return .sequenceEnd(delimiter: delimiter)
    case .fragments: return .fragmentsEnd(delimiter: delimiter)
    }
  }

  /// Gives up on the rest of the innermost level that says where it ends.
  mutating func giveUp(_ reason: UnreadReason, tag: Tag? = nil) -> ReaderEvent {
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
  mutating func cutShort(_ level: Level, tag: Tag? = nil) -> ReaderEvent {
    giveUp(.truncated(missing: 0), tag: tag)
  }

  // MARK: items

  mutating func item(in level: Level) -> ReaderEvent {
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
  mutating func overrunning(_ header: Range<Int>, missing: Int) -> ReaderEvent {
    pending.append(.unread(Unread(header.upperBound..<header.upperBound, .truncated(missing: missing))))
    return .irregular(.lengthOverrun, at: header)
  }

  /// Ends a level by a delimiter; one that announces bytes of its own has them reported as unread.
  mutating func delimiter(_ event: ReaderEvent, _ header: Range<Int>, length: Int) -> ReaderEvent {
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

  mutating func stray(_ header: Range<Int>, length: Int, _ level: Level) -> ReaderEvent {
    position = header.upperBound
    let event = delimiter(.strayDelimiter(header), header, length: length)
    pending.insert(event, at: 0)
    return .irregular(.unexpectedDelimiter, at: header)
  }

  // MARK: fragments

  mutating func fragment(in level: Level) -> ReaderEvent {
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
