/// One data element of a file: its header and where its value lies. The value stays in the file.
public struct Element: Sendable {
  /// The tag.
  public let tag: Tag
  /// The VR in force: as written, or for implicit VR and UN what the dictionary says.
  public let vr: VR
  /// The VR as written; nil in implicit VR.
  public let writtenVR: VR?
  /// The range of tag, VR and length.
  public let header: Range<Int>
  /// The range of the value; for an undefined length empty, at the end of the header.
  public let value: Range<Int>
  /// Whether the length is FFFFFFFF.
  public let hasUndefinedLength: Bool
  /// The value of the private creator that reserves the element's block, without padding; nil for public elements
  /// and where no creator does.
  public let creator: [UInt8]?
  /// Whether numbers in the value have their most significant byte first.
  public let isBigEndian: Bool
  /// The length that the header of a sequence announces, in bytes; nil if it is undefined, or not a sequence.
  public let announcedLength: Int?

  init(
    tag: Tag, vr: VR, writtenVR: VR?, header: Range<Int>, value: Range<Int>, hasUndefinedLength: Bool,
    creator: [UInt8]?, isBigEndian: Bool, announcedLength: Int? = nil
  ) {
    self.tag = tag
    self.vr = vr
    self.writtenVR = writtenVR
    self.header = header
    self.value = value
    self.hasUndefinedLength = hasUndefinedLength
    self.creator = creator
    self.isBigEndian = isBigEndian
    self.announcedLength = announcedLength
  }

  /// None, at the beginning of a file.
  static let none = Element(
    tag: .item, vr: .un, writtenVR: nil, header: 0..<0, value: 0..<0, hasUndefinedLength: false, creator: nil,
    isBigEndian: false)

  /// Header and value.
  public var range: Range<Int> { header.lowerBound..<value.upperBound }
}
