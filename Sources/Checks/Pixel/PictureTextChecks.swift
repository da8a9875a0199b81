internal import DICOM
public import Findings
internal import Pixels
internal import Text

/// A picture shows text that identifies.
public struct IdentifyingTextInPicture: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.identifying-text",
    title: "A picture shows identifying text",
    why: "Who looks at the picture reads it, whatever the attributes say.",
    remedy: "Cover the text in the pixels of every frame that shows it, and audit again.",
    source: .ps315("section E.3.1"),
    severity: .fail,
    flagged: [
      "! shows MORGAN^AVERY\n! flagged pixel.identifying-text (7FE0,0010)\n-(0028,0301)\n(7FE0,0010) OW = 00 00"
    ],
    clean: ["! shows L\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    for line in pictures.lines {
      guard case .identifier(let kind) = line.verdict else { continue }
      report.add(
        .fail, line,
        "The picture shows text \(Evidence(of: Array(line.text.utf8)[...])): \(kind.text). Seen in \(line.frames) of \(pictures.frames) frames (rendering \(line.rendering))."
      )
    }
  }
}

/// A picture shows text that may be anything.
public struct TextInPicture: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.text",
    title: "A picture shows text",
    why: "No rule says what the text is: it may be a name that the file does not hold elsewhere.",
    remedy: "Look at the picture; cover the text if it identifies.",
    source: .ps315("section E.3.1"),
    severity: .review,
    flagged: [
      "! shows WESTWOOD WING\n! flagged pixel.text (7FE0,0010)\n-(0028,0301)\n(7FE0,0010) OW = 00 00"
    ],
    clean: ["! shows 120 kV\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    for line in pictures.lines where line.verdict == .readable {
      report.add(
        .review, line,
        "The picture shows text \(Evidence(of: Array(line.text.utf8)[...])). Seen in \(line.frames) of \(pictures.frames) frames (rendering \(line.rendering))."
      )
    }
  }
}

/// A picture shows marks like text that could not be read.
public struct UnreadableTextInPicture: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.text-not-readable",
    title: "A picture shows what looks like text and could not be read",
    why: "What a program cannot read a person may.",
    remedy: "Look at the picture; cover the text if it is some.",
    source: .ps315("section E.3.1"),
    severity: .review,
    flagged: ["! shows-marks\n! flagged pixel.text-not-readable (7FE0,0010)\n(7FE0,0010) OW = 00 00"],
    clean: ["! shows R\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    for line in pictures.lines where line.verdict == .noise {
      report.add(
        .review, line,
        "The picture shows what looks like text and could not be read. Seen in \(line.frames) of \(pictures.frames) frames (rendering \(line.rendering))."
      )
    }
  }
}

/// Text beside the pixels in a codestream.
public struct TextInCodestream: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.stream-text",
    title: "A codestream holds text beside its pixels",
    why: "Comments, EXIF and XMP survive when the attributes are cleaned; no viewer of DICOM shows them.",
    remedy: "Compress the pixels anew, without comments and application segments.",
    source: .ps35("section 8.2"),
    severity: .review,
    flagged: ["! stream-text Scanned at Westwood\n! flagged pixel.stream-text\n(7FE0,0010) OW = 00 00"],
    clean: ["! stream-text ....\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    for part in pictures.parts {
      let place = Place.bytes(part.offset..<part.offset + part.lengthInBytes)
      switch part.verdict {
      case .identifier(let kind):
        report.add(
          .fail, at: place, value: part.text,
          "A part of the codestream (\(part.kind), \(part.lengthInBytes) bytes) holds identifying text: \(kind.text)."
        )
      case .readable:
        report.add(
          .review, at: place, value: part.text,
          "A part of the codestream (\(part.kind), \(part.lengthInBytes) bytes) holds text \(Evidence(of: Array(part.text.utf8)[...]))."
        )
      case .harmless, .noise: break
      }
    }
  }
}

/// Pixel data that does not fit together.
public struct PixelDataIrregular: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.irregular",
    title: "Pixel data does not fit together",
    why: "Frames or bytes that no viewer shows are a place in which anything may be left.",
    remedy: "Write the pixel data anew.",
    source: .ps35("section 8.1"),
    severity: .review,
    flagged: [
      "! irregular-pixels 12 bytes behind the last frame\n! flagged pixel.irregular (7FE0,0010)\n(7FE0,0010) OW = 00 00"
    ],
    clean: ["! shows L\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    for (place, words) in pictures.irregularities { report.add(.review, at: place, "Pixel data: \(words).") }
  }
}

/// The file's claim about its pixels, and what is seen.
public struct PixelClaimContradicted: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.claim-contradicted",
    title: "The file says that its pixels are clean, and they show text",
    why: "Who trusts the claim shares the text.",
    remedy: "Clean the pixels, or correct Burned In Annotation and the method codes.",
    source: .ps315("section E.3.1"),
    severity: .review,
    flagged: [
      "(0028,0301) CS NO\n! shows WESTWOOD WING\n! flagged pixel.text (7FE0,0010)\n! flagged pixel.claim-contradicted (0028,0301)\n(7FE0,0010) OW = 00 00"
    ],
    clean: ["(0028,0301) CS NO\n! shows L\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    let shown = pictures.lines.count { $0.verdict != .noise }
    guard shown > 0 else { return }
    let facts = pictures.facts
    if facts.burnedIn.map({ $0.elementsEqual("NO".utf8) }) == true {
      report.add(
        .review, at: report.claim(.burnedInAnnotation),
        "The file says that no text is burned in, and \(shown) lines of text were read.")
    }
    let claimsCleaned = facts.methodCodes?.contains { $0.value.elementsEqual("113101".utf8) } == true
    if claimsCleaned {
      report.add(
        .review, at: report.claim(.deidentificationMethodCodeSequence),
        "The file claims Clean Pixel Data, and \(shown) lines of text were read.")
    }
  }
}

/// No text where there usually is some.
public struct UsualTextMissing: PictureCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "pixel.usual-text-missing",
    title: "Pictures of a kind that usually shows text show none",
    why: "Either the text was removed well, or the recognizer missed it.",
    remedy: "Look at some of the pictures.",
    source: .ps315("section E.3.1"),
    severity: .note,
    flagged: [
      "(0008,0060) CS US\n! shows-nothing\n! flagged pixel.usual-text-missing\n(7FE0,0010) OW = 00 00"
    ],
    clean: ["(0008,0060) CS CT\n! shows-nothing\n(7FE0,0010) OW = 00 00"])

  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport) {
    guard pictures.lines.isEmpty, pictures.harmless == 0, pictures.frames > 0,
      pictures.facts.usuallyShowsText
    else { return }
    report.add(.note, at: .file, "Pictures of this kind usually show text; none was seen.")
  }
}
