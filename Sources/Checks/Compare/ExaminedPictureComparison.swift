internal import DICOM
internal import Findings
internal import Pixels

/// The pictures of a file beside those of its original, compared.
struct ExaminedPictureComparison {
  /// A rectangle that is the same in one frame or several.
  struct Area {
    /// Where it was seen first.
    let place: Place
    /// Where the picture stands in the original.
    let originalPath: ElementPath
    let kind: ChangedArea.Kind
    let rectangle: PixelRect
    /// In how many frames it was seen.
    var frames = 1
  }

  /// An element of pixel data, or an overlay.
  struct Element {
    let compared: PixelDataComparison
    /// Where it stands in the output.
    let place: Place
    let isOverlay: Bool
  }

  /// A line of text that the original shows.
  struct OriginalLine {
    /// Where the picture stands that shows it.
    let path: ElementPath
    let frame: Int
    let rectangle: PixelRect
  }

  let elements: [Element]
  /// What was painted over or changed, in the order in which it was seen.
  let areas: [Area]
  /// Where pixel data stand in the original that the output does not have.
  let lost: [Place]
  /// The text of the original; nil if it was not read, since nothing is painted over.
  let lines: [OriginalLine]?
}

/// A check that judges what became of the pictures of a file.
protocol PictureComparisonCheck: Check {
  /// Judges the pictures of one file beside those of its original.
  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport)
}
