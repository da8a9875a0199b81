internal import DICOM
internal import Pixels

/// Judges whether text of a key is still to be read in pictures.
struct PixelJudge: Sendable {
  /// What the key says of a place with text.
  struct Box: Equatable, Sendable {
    /// The text in the words that are looked for, in small letters.
    let text: String
    /// Left, top, right and bottom in pixels, right and bottom exclusive.
    let left: Int, top: Int, right: Int, bottom: Int

    /// Reads the JSON text of a key; nil if it is none, or lacks a corner.
    init?(_ actionText: String) {
      let value: JSONValue
      do throws(JSONText.Malformed) {
        value = try JSONText.value(of: Array(OfficialJudge.withoutEdges(actionText).utf8))
      } catch {
        return nil
      }
      func corner(_ name: String) -> (Int, Int)? {
        guard case .array(let numbers) = value[name], numbers.count >= 2,
          case .number(let x) = numbers[0], case .number(let y) = numbers[1], let left = Double(x),
          let top = Double(y), abs(left) < 1e6, abs(top) < 1e6
        else { return nil }
        return (Int(left), Int(top))
      }
      guard let text = value["text"]?.string, let begin = corner("top_left"), let end = corner("bottom_right")
      else { return nil }
      self.text = Box.withoutMarks(text)
      (left, top) = begin
      (right, bottom) = end
    }

    /// Reads the text of a check.
    init?(_ check: AnswerCheck) {
      guard case .text(let text) = check.actionText else { return nil }
      self.init(text)
    }

    /// Whether a line stands in it, or partly.
    func overlaps(_ line: SeenLine) -> Bool {
      line.x < right && line.x + line.width > left && line.y < bottom && line.y + line.height > top
    }

    /// The text without line ends, the label of birth dates, and letters in brackets.
    private static func withoutMarks(_ text: String) -> String {
      let joined = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
      return joined.replacing("DOB:", with: "").replacing(/\[[A-Za-z]\]/, with: "")
    }
  }

  let comparison: TextComparison

  /// Judges a check.
  func judge(_ check: AnswerCheck, _ seen: SeenPictures) -> (OfficialResult, StrictResult) {
    guard let box = Box(check) else {
      return (.blank(nil), .failed(.errored))
    }
    let pictures = seen.pictures
    guard seen.failure == nil, !pictures.isEmpty, pictures.allSatisfy({ $0.problem == nil }) else {
      return (.blank(nil), .failed(.notRead))
    }
    let inBox = pictures.filter { $0.place.path == ElementPath([], Tag(0x7FE0, 0x0010)) }.flatMap { picture in
      picture.lines.filter { box.overlaps($0) }
    }
    let found = inBox.flatMap(\.words).map(\.text).joined(separator: " ")
    let official: OfficialResult
    if found.isEmpty {
      official = .judged(true, "")
    } else {
      switch comparison.compare(found, box.text, retains: false) {
      case .errored: official = .blank(found)
      case .judged(let passed, let score):
        official = OfficialResult(passed: passed, score: score, found: found)
      }
    }
    return (official, strict(official, box, pictures))
  }

  private func strict(_ official: OfficialResult, _ box: Box, _ pictures: [SeenPicture]) -> StrictResult {
    guard let passed = official.passed else { return .failed(.errored) }
    guard passed else { return .failed(.official) }
    let wanted = comparison.words(of: TextComparison.plain(box.text)).filter { $0.count >= 3 }
    for line in pictures.flatMap(\.lines) {
      let words = line.words.map { TextComparison.plain($0.text) }
      let whole = words.joined(separator: " ")
      // A short word may be a part of any other.
      if wanted.contains(where: { $0.count >= 5 ? TextComparison.contains(whole, $0) : words.contains($0) }) {
        return .failed(.textElsewhere)
      }
    }
    return .passed
  }
}
