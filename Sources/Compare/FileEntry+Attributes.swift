internal import DICOM

extension FileEntry {
  /// What an attribute says of a file, for pairing.
  enum AttributeUse {
    /// A name that is looked at by itself.
    case key
    /// What kind of object it is and how large.
    case size
    /// Which one of its series it is.
    case place
    /// How it was acquired.
    case structure
    /// Whose it is.
    case identity
  }

  /// The attributes by which a file is known again: numbers and codes that no action of the Basic Profile touches; and
  /// those that identify, to see which of two folders holds the originals.
  private static let uses: AttributeUses = {
    var uses = AttributeUses()
    let size: [Tag] = [
      .sopClassUID, Tag(0x0028, 0x0002), Tag(0x0028, 0x0008), Tag(0x0028, 0x0010), Tag(0x0028, 0x0011),
    ]
    let place: [Tag] = [
      Tag(0x0018, 0x0081), Tag(0x0018, 0x1060), Tag(0x0020, 0x0012), Tag(0x0020, 0x0013), Tag(0x0020, 0x0032),
      Tag(0x0020, 0x0100), Tag(0x0020, 0x1041), Tag(0x0054, 0x1330),
    ]
    let structure: [Tag] = [
      .modality, .bodyPartExamined, Tag(0x0018, 0x0020), Tag(0x0018, 0x0021), Tag(0x0018, 0x0050),
      Tag(0x0018, 0x0060), Tag(0x0018, 0x0080), Tag(0x0018, 0x0082), Tag(0x0018, 0x0084), Tag(0x0018, 0x0087),
      Tag(0x0018, 0x0088), Tag(0x0018, 0x0090), Tag(0x0018, 0x1100), Tag(0x0018, 0x1110), Tag(0x0018, 0x1111),
      Tag(0x0018, 0x1120), Tag(0x0018, 0x1130), Tag(0x0018, 0x1150), Tag(0x0018, 0x1151), Tag(0x0018, 0x1152),
      Tag(0x0018, 0x1164), Tag(0x0018, 0x1314), Tag(0x0018, 0x5100), Tag(0x0018, 0x5101), Tag(0x0020, 0x0011),
      Tag(0x0020, 0x0037), Tag(0x0020, 0x0060), Tag(0x0020, 0x0062), Tag(0x0028, 0x0030), Tag(0x0054, 0x0081),
    ]
    let identity: [Tag] = [
      .patientBirthDate, Tag(0x0008, 0x0050), Tag(0x0008, 0x0080), Tag(0x0008, 0x0081), Tag(0x0008, 0x0090),
      Tag(0x0008, 0x1010), Tag(0x0008, 0x1040), Tag(0x0008, 0x1050), Tag(0x0008, 0x1070), Tag(0x0010, 0x1000),
      Tag(0x0010, 0x1040), Tag(0x0010, 0x2154), Tag(0x0018, 0x1000), Tag(0x0032, 0x1032), Tag(0x0040, 0x0244),
    ]
    let keys: [Tag] = [
      .mediaStorageSOPInstanceUID, .sopInstanceUID, .patientName, .patientID, .studyInstanceUID,
      .seriesInstanceUID, .frameOfReferenceUID, .patientIdentityRemoved,
    ]
    for tag in keys { uses.insert(tag, .key) }
    for tag in size { uses.insert(tag, .size) }
    for tag in place { uses.insert(tag, .place) }
    for tag in structure { uses.insert(tag, .structure) }
    for tag in identity { uses.insert(tag, .identity) }
    return uses
  }()

  /// Whether a UID says what a file belongs to.
  static func isOwner(_ tag: Tag) -> Bool {
    tag == .studyInstanceUID || tag == .seriesInstanceUID || tag == .frameOfReferenceUID
  }

  /// What an attribute says; nil if nothing.
  static func use(of tag: Tag) -> AttributeUse? { uses[tag] }
}

/// What attributes say, by tag: most that are asked for say nothing, and are found out faster than by a dictionary.
private struct AttributeUses {
  private static let size = 1_024
  private var places = [(tag: Tag, use: FileEntry.AttributeUse)?](repeating: nil, count: size)

  mutating func insert(_ tag: Tag, _ use: FileEntry.AttributeUse) { places[place(of: tag)] = (tag, use) }

  subscript(tag: Tag) -> FileEntry.AttributeUse? { places[place(of: tag)]?.use }

  /// Where a tag stands, or else the free place for it.
  private func place(of tag: Tag) -> Int {
    var place = Int((tag.rawValue &* 0x9E37_79B1) >> 22)
    while let one = places[place], one.tag != tag { place = (place + 1) % AttributeUses.size }
    return place
  }
}

extension Tag {
  /// (0020,000E).
  static var seriesInstanceUID: Tag { Tag(0x0020, 0x000E) }
  /// (0020,0052).
  static var frameOfReferenceUID: Tag { Tag(0x0020, 0x0052) }
  /// (0002,0003).
  static var mediaStorageSOPInstanceUID: Tag { Tag(0x0002, 0x0003) }
}
