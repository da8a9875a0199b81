import Corpus
import DICOM
import Pixels

/// Stands for the worker that looks at pictures: "sees" what a case says.
final class ShownPictures: PictureLooking {
  private let shown: [Case.Shown]

  init(_ shown: [Case.Shown]) { self.shown = shown }

  func look(at path: [UInt8]) -> SeenPictures {
    let element = ElementPath([], Tag(0x7FE0, 0x0010))
    var picture = SeenPicture(number: 0, place: PicturePlace(element, frame: 0))
    var seen = SeenPictures()
    for (index, one) in shown.enumerated() {
      let words = one.text.split(separator: " ").map { SeenWord(text: String($0), confidence: 0.9) }
      switch one.kind {
      case .nothing: break
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
    seen.pictures = [picture]
    seen.counts = [SeenPictures.Count(path: element, frames: 1, asked: 1)]
    return seen
  }
}
