internal import DICOM
public import Findings

/// A binary value, kept by a list, that holds a run of text.
public struct PayloadTextRun: ElementCheck {
  /// How many letters, digits and blanks in a row make a run.
  private static let shortestRun = 12

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "payload.text-run",
    title: "Binary value holds text",
    why: "A list vouches for numbers; a run of words among them is something else.",
    remedy: "Look at the value; remove the element if it is not what the list describes.",
    source: .ps315("section E.3.10"),
    severity: .review,
    flagged: [
      "↓payload.text-run,text.person-name:fail (0028,1201) OW = 4D 6F 72 67 61 6E 20 41 76 65 72 79 20 31"
    ],
    clean: ["(0028,1201) OW = 00 00 01 01 02 02 03 03"])

  static let concern = Concern.opaque

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.isValueLoaded, !examined.isOpened else { return }
    var run = 0
    var letters = 0
    // Counted on the way: looking back over each run would take its length squared.
    var steps = 0
    var last: UInt8 = 0
    for byte in examined.rawValue {
      if run > 0, TextRun.isStep(from: last, to: byte) { steps += 1 }
      last = byte
      let isLetter = (0x41...0x5A).contains(byte & 0xDF)
      if isLetter || byte == 0x20 || (0x2C...0x39).contains(byte) || byte == 0x5E {
        run += 1
        if isLetter { letters += 1 }
        if run >= PayloadTextRun.shortestRun, 2 * letters >= run, !TextRun.isRamp(steps: steps, of: run) {
          report.add(.review, examined, "The binary value holds a run of \(run) characters of text or more.")
          return
        }
      } else {
        run = 0
        letters = 0
        steps = 0
      }
    }
  }
}
