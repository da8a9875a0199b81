internal import DICOM

/// What was removed from one data set or item together, so that an overlay plane or a palette that is gone is said once.
struct RemovedCompany {
  /// What overlay planes are judged at that are gone, by group: their data, or their rows where the dots stand in unused bits of
  /// the pixels.
  private var planes: [UInt16: Tag] = [:]
  /// The first element of a palette that is gone.
  private let firstOfPalette: Tag?

  /// Takes the tags of all that was removed.
  init(_ tags: [Tag]) {
    for tag in tags where RemovedCompany.isOverlay(tag) && tag.element == Tag.overlayRows.element {
      planes[tag.group] = tag
    }
    for tag in tags where RemovedCompany.isOverlayData(tag) { planes[tag.group] = tag }
    firstOfPalette = tags.filter(RemovedCompany.isPalette).min()
  }

  /// Whether an element is judged where another one stood: what describes an overlay plane at its data or rows, and the
  /// tables of a palette at the first of them.
  func takesAlong(_ tag: Tag) -> Bool {
    if let plane = planes[tag.group] { return tag != plane }
    return RemovedCompany.isPalette(tag) && tag != firstOfPalette
  }

  /// Whether it is the descriptor or the data of one of a palette's tables.
  static func isPalette(_ tag: Tag) -> Bool {
    tag.group == 0x0028
      && ((0x1101...0x1103).contains(tag.element) || (0x1201...0x1203).contains(tag.element)
        || (0x1221...0x1223).contains(tag.element))
  }

  /// Whether it holds the dots of an overlay plane.
  static func isOverlayData(_ tag: Tag) -> Bool { isOverlay(tag) && tag.element == Tag.overlayData.element }

  private static func isOverlay(_ tag: Tag) -> Bool { tag.group & 0xFF01 == 0x6000 }
}
