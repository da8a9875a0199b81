public import DICOM

/// A small picture of a file, for the report's first page.
public struct Thumbnail: Sendable {
  /// How many a report has, and of one modality.
  public static let most = 12, mostOfModality = 3
  /// What a finding of these families speaks of may be in the picture.
  private static let families: Set<Substring> = ["pixel", "compare"]

  /// The file.
  public let path: ShownPath
  /// The modality; nil for a file without one that the tables have.
  public let modality: PublicName?
  /// The picture as PNG.
  public let png: [UInt8]

  /// Takes a file's picture; nil if it has none, or a check of pictures has something to say, or anything of the file was
  /// not judged.
  init?(_ file: FileResult) {
    guard let png = file.thumbnail, file.notChecked.isEmpty,
      !file.findings.contains(where: { Thumbnail.families.contains($0.check.family) })
    else { return nil }
    path = file.path
    modality = file.modality?.name
    self.png = png
  }
}

extension Tally {
  /// Takes in a picture, if there is room.
  mutating func add(_ thumbnail: Thumbnail) {
    guard thumbnails.count < Thumbnail.most,
      thumbnails.count(where: { $0.modality == thumbnail.modality }) < Thumbnail.mostOfModality
    else { return }
    thumbnails.append(thumbnail)
  }
}
