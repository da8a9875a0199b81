import Corpus
import DICOM

@testable import Pixels

/// Stands for the worker that looks at pictures: "sees" what a case says.
final class ShownPictures: PictureLooking {
  private let shown: [Case.Shown]

  /// The folder of originals and outputs, with a slash behind it.
  private let folder: [UInt8]

  init(_ shown: [Case.Shown], folder: String = "") {
    self.shown = shown
    self.folder = Array(folder.utf8)
  }

  func compare(
    original: [UInt8], output: [UInt8], at pairs: [(original: ElementPath, output: ElementPath)]?
  ) -> PictureComparison {
    let place = PicturePlace(ElementPath([], Tag(0x7FE0, 0x0010)), frame: nil)
    var comparison = PictureComparison()
    var element = PixelDataComparison(original: place, output: place)
    var frame = FrameComparison(frame: 0)
    element.frameCounts = PixelDataComparison.FrameCounts(original: 1, output: 1)
    for one in shown where one.kind == .compared {
      let words = one.text.split(separator: " ").map(String.init)
      switch words[0] {
      case "lost":
        comparison.onlyInOriginal = [place]
        return comparison
      case "geometry":
        guard let attribute = GeometryDifference.Attribute(rawValue: words[1]) else { continue }
        element.geometry.append(
          GeometryDifference(attribute: attribute, original: words[2], output: words[3]))
      case "palette":
        let numbers = words.dropFirst().compactMap { Int($0) }
        element.geometry.append(
          GeometryDifference(
            attribute: .palette, original: "", output: "",
            palette: PaletteDifference(
              values: numbers[0], red: numbers[1], green: numbers[2], blue: numbers[3])))
        frame.recolouredPixels = numbers[4]
      case "masked", "coarsened", "changed":
        let numbers = words.dropFirst().compactMap { Int($0) }
        frame.likeness = .areas
        frame.areas.append(
          ChangedArea(
            kind: ChangedArea.Kind(rawValue: words[0]) ?? .changed, x: numbers[0], y: numbers[1],
            width: numbers[2], height: numbers[3], changedPixels: numbers[2] * numbers[3]))
      case let word: frame.likeness = FrameComparison.Likeness(rawValue: word) ?? .identical
      }
    }
    element.frames = [frame]
    comparison.elements = [element]
    return comparison
  }

  func look(at path: [UInt8], wantsThumbnail: Bool) -> SeenPictures {
    let element = ElementPath([], Tag(0x7FE0, 0x0010))
    var picture = SeenPicture(number: 0, place: PicturePlace(element, frame: 0))
    var seen = SeenPictures()
    for (index, one) in shown.enumerated() {
      let words = one.text.split(separator: " ").map { SeenWord(text: String($0), confidence: 0.9) }
      let isOriginal = path.starts(with: folder + Array("originals".utf8))
      switch one.kind {
      case .nothing, .compared: break
      case .originalLine:
        guard isOriginal else { continue }
        let place = one.text.split(separator: " ").compactMap { Int($0) }
        picture.lines.append(
          SeenLine(
            x: place[0], y: place[1], width: place[2], height: place[3], words: words, isCutShort: false,
            rendering: "full range", crop: nil))
      case .text, .marks:
        picture.lines.append(
          SeenLine(
            x: 10, y: 20 + 40 * index, width: 100, height: 14, words: words, isCutShort: false,
            rendering: "full range", crop: nil))
      case .streamText:
        picture.parts.append(SeenPart(kind: "comment", offset: 200, bytes: Array(one.text.utf8)))
      case .irregularity: seen.irregularities.append((element, one.text))
      }
    }
    if wantsThumbnail, picture.lines.isEmpty { picture.thumbnail = [0x89] }
    seen.pictures = [picture]
    seen.counts = [SeenPictures.Count(path: element, frames: 1, asked: 1)]
    return seen
  }
}
