internal import DICOM
internal import Findings
internal import Pixels
internal import Rules

/// The pictures of a file, looked at and judged.
struct ExaminedPictures {
  /// A line of text, the same in one frame or several.
  struct Line {
    /// Where it was seen first.
    let place: Place
    /// What was read; empty if nothing could be.
    let text: String
    /// What it is.
    let verdict: WordVerdict
    /// The way of showing the picture in which it was read, as `deid-audit show` names it.
    let rendering: PublicName
    /// In how many frames it was seen.
    var frames = 1
    let crop: [UInt8]?
    let preview: [UInt8]?
  }

  /// Bytes of a codestream that are no pixels and hold text.
  struct Part {
    let kind: PublicName
    let offset: Int
    let lengthInBytes: Int
    let text: String
    let verdict: WordVerdict
  }

  /// Lines that are not harmless, in the order in which they were seen.
  let lines: [Line]
  /// How many lines were harmless.
  let harmless: Int
  let parts: [Part]
  /// What does not fit together in an element, in fixed words.
  let irregularities: [(place: Place, words: PublicName)]
  /// How many frames were looked at.
  let frames: Int
  let facts: FileFacts
}
