internal import DICOM
public import Findings
internal import Pixels

/// The pictures have another size, depth or meaning of samples than the original's.
public struct GeometryChanged: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.geometry-changed",
    title: "Pictures have another size or kind of samples",
    why: "Distances, values and the places that other objects point to are not those of the original.",
    remedy: "Leave rows, columns, frames, bits, sign, colours and tables as they are.",
    source: .ps315("section E.3.1, Clean Pixel Data Option"),
    severity: .review,
    flagged: [
      "! compares geometry rows 64 32\n↓(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 01 02 03 04",
      "! compares palette 256 0 0 1 40\n↓(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 01 03",
    ],
    clean: ["! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 01 03"])

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    for element in pictures.elements {
      for one in element.compared.geometry {
        if let palette = one.palette {
          examine(palette, of: element, &report)
          continue
        }
        let (before, after) = (PublicName(fromTable: one.original), PublicName(fromTable: one.output))
        let message: Message =
          "\(PublicName(fromTable: one.attribute.rawValue)): \(before) in the original, \(after) here."
        switch one.attribute {
        // How pixels are stored and compressed; whether they are the same is judged by themselves.
        case .transferSyntax, .codec: continue
        case .bitsAllocated, .highBit, .planarConfiguration, .photometricInterpretation:
          report.add(.note, at: element.place, message)
        case .rows, .columns, .frames, .samples, .bitsStored, .pixelRepresentation, .sampleType, .palette:
          report.add(.review, at: element.place, message)
        }
      }
    }
  }

  /// Says how the tables differ; a note only where all frames were compared and none shows it.
  private static func examine(
    _ palette: PaletteDifference, of element: ExaminedPictureComparison.Element, _ report: inout CheckReport
  ) {
    let compared = element.compared
    let isKnown = compared.problem == nil && !compared.frames.isEmpty && compared.notCompared.isEmpty
    report.add(
      isKnown && compared.recolouredPixels == 0 ? .note : .review, at: element.place,
      """
      The palette is another: of the colours of \(palette.values) values, \(palette.red) differ in red, \
      \(palette.green) in green and \(palette.blue) in blue. \(compared.recolouredPixels) pixels have the \
      original's value and another colour.
      """)
  }
}

/// Pixels differ from the original's where nothing was painted over.
public struct PixelsChanged: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.pixels-changed",
    title: "Pixels are changed outside of masks",
    why: "A mask paints over; anything else that differs is damage, or a picture of something else.",
    remedy: "Write the pixels of the original, and paint over nothing but what identifies.",
    source: .ps315("section E.3.1, Clean Pixel Data Option"),
    severity: .review,
    flagged: ["! compares replaced\n↓(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"],
    clean: ["! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"])

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    for element in pictures.elements {
      let frames = element.compared.frames
      let replaced = frames.count { $0.likeness == .replaced }
      let rescaled = frames.filter { $0.likeness == .rescaled }
      if replaced > 0 {
        report.add(
          .review, at: element.place, "\(replaced) of \(frames.count) frames that differ show something else."
        )
      }
      guard !rescaled.isEmpty else { continue }
      // Numbers of another scale were rounded, or encoded with loss as well.
      if let worst = rescaled.compactMap(\.psnr).min() {
        report.add(
          .review, at: element.place,
          """
          \(rescaled.count) of \(frames.count) frames that differ have another scale; the worst has a PSNR of \
          \(Int(worst.rounded())) dB in it.
          """)
      } else {
        report.add(
          .review, at: element.place,
          "\(rescaled.count) of \(frames.count) frames that differ have another scale.")
      }
    }
    for area in pictures.areas where area.kind == .changed {
      report.add(
        .review, at: area.place,
        "The picture differs here, and is not painted over; in \(area.frames) frames.")
    }
  }
}

/// Pictures were encoded anew with loss.
public struct PixelsLossy: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.pixels-lossy",
    title: "Pictures were encoded anew with loss",
    why: "Every value differs a little; what is measured in the pictures is not what was measured before.",
    remedy: "Keep the encoding, or use one without loss.",
    source: .ps33("section C.7.6.1.1.5, Lossy Image Compression"),
    severity: .review,
    flagged: ["! compares lossy\n↓(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"],
    clean: ["! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"])

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    for element in pictures.elements {
      let lossy = element.compared.frames.filter { $0.likeness == .lossy }
      guard !lossy.isEmpty else { continue }
      let worst = lossy.compactMap(\.psnr).min()
      if let worst {
        report.add(
          .review, at: element.place,
          "\(lossy.count) frames are encoded with loss; the worst has a PSNR of \(Int(worst.rounded())) dB.")
      } else {
        report.add(.review, at: element.place, "\(lossy.count) frames are encoded with loss.")
      }
    }
  }
}

/// Part of a picture was painted over.
public struct PixelsMasked: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.pixels-masked",
    title: "Part of the picture is painted over",
    why: "This is what the anonymizer hid; the rest of the picture is the original's.",
    remedy: "Nothing, if what is hidden identifies.",
    source: .ps315("section E.3.1, Clean Pixel Data Option"),
    severity: .note,
    flagged: [
      "! compares masked 10 20 100 14\n! shows-original 12 22 80 10\n↓(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"
    ],
    clean: ["! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"])

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    for area in pictures.areas where area.kind != .changed {
      if area.kind == .masked {
        report.add(.note, at: area.place, "Painted over in one value, in \(area.frames) frames.")
      } else {
        report.add(
          .note, at: area.place, "Made coarse, in \(area.frames) frames; large letters may still be read.")
      }
    }
  }
}

/// A mask covers no text, or only part of a line.
public struct MaskMissesText: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.mask-misses-text",
    title: "Mask covers no text, or part of a line",
    why: "What is left of a line may still be read; a mask where no text was hides the picture itself.",
    remedy: "Place masks on the whole of each line.",
    source: .ps315("section E.3.1, Clean Pixel Data Option"),
    severity: .review,
    flagged: [
      "! compares masked 10 20 40 14\n! shows-original 12 22 80 10\n↓compare.mask-misses-text,compare.pixels-masked:note (7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"
    ],
    clean: [
      "! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"
    ])

  /// How much of a line a mask has to cover, in hundredths, to have covered it.
  private static let whole = 85

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    guard let lines = pictures.lines else { return }
    let masks = pictures.areas.filter { $0.kind != .changed }
    for mask in masks {
      guard case .picture(_, _, let frame, _) = mask.place else { continue }
      let own = lines.filter {
        $0.path == mask.originalPath && $0.frame == frame && $0.rectangle.overlap(mask.rectangle) > 0
      }
      if own.isEmpty {
        report.add(.note, at: mask.place, "In the original no text could be read here.")
      }
      for line in own {
        // Masks beside each other may cover a line together.
        let covered = masks.reduce(0) { sum, other in
          guard other.originalPath == mask.originalPath, case .picture(_, _, frame, _) = other.place else {
            return sum
          }
          return sum + line.rectangle.overlap(other.rectangle)
        }
        guard 100 * covered < MaskMissesText.whole * line.rectangle.area else { continue }
        report.add(
          .review, at: mask.place,
          "The mask covers \(100 * covered / max(1, line.rectangle.area)) % of a line of the original's text."
        )
      }
    }
  }
}

/// The output has no pixel data where the original has.
public struct PixelsLost: PictureComparisonCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.pixels-lost",
    title: "Pixel data are gone",
    why: "The file says that it is an image and holds none.",
    remedy: "Keep the pixel data; what identifies in them is painted over.",
    source: .ps315("section E.3.1, Clean Pixel Data Option"),
    severity: .review,
    flagged: [
      "! compares lost\n! flagged compare.pixels-lost (7FE0,0010)\n! flagged compare.attribute-lost (7FE0,0010)\n! original\n(7FE0,0010) OW = 03 04"
    ],
    clean: ["! compares same\n(7FE0,0010) OW = 01 02\n! original\n(7FE0,0010) OW = 03 04"])

  static func examine(_ pictures: borrowing ExaminedPictureComparison, _ report: inout CheckReport) {
    for place in pictures.lost {
      report.add(.review, at: place, "The original has pixel data, and the output has none.")
    }
  }
}
