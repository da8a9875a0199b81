/// How the pictures of an output differ from those of its original. Holds sizes, rectangles and measures, and no value.
///
/// Lookup tables of modality, values of interest and presentation states are not in it: they are elements, and compared
/// as such. Icons are pixel data of their own, with their paths.
public struct PictureComparison: Codable, Sendable, Equatable {
  /// Elements of pixel data that were compared, in the order in which they were asked for or stand in the original.
  public var elements: [PixelDataComparison] = []
  /// Overlay planes, likewise.
  public var overlays: [PixelDataComparison] = []
  /// Elements of pixel data and overlays of the original that the output does not have.
  public var onlyInOriginal: [PicturePlace] = []
  /// Those of the output that the original does not have.
  public var onlyInOutput: [PicturePlace] = []
  /// Why not all could be compared, in fixed words; nil if it was come to the end.
  public var failure: String?

  /// Nothing, yet.
  public init() {}

  /// Whether all pictures of both are the same, sample by sample, and all were compared.
  public var isIdentical: Bool {
    failure == nil && onlyInOriginal.isEmpty && onlyInOutput.isEmpty
      && (elements + overlays).allSatisfy(\.isIdentical)
  }
}

/// How one element of pixel data, or an overlay, differs.
public struct PixelDataComparison: Codable, Sendable, Equatable {
  /// Where it stands in the original.
  public let original: PicturePlace
  /// Where it stands in the output.
  public let output: PicturePlace
  /// What differs in how it is encoded.
  public var geometry: [GeometryDifference] = []
  /// How many frames the original has and how many the output.
  public var frameCounts = FrameCounts(original: 0, output: 0)
  /// Ranges of frames whose bytes are the same on both sides, so that they were not decoded; in order.
  public var sameBytes: [Range<Int>] = []
  /// The frames that were decoded on both sides, or could not be, in order.
  public var frames: [FrameComparison] = []
  /// Why nothing of it could be compared, in fixed words; nil if something was.
  public var problem: String?

  /// Numbers of frames on both sides.
  public struct FrameCounts: Codable, Sendable, Equatable {
    /// In the original.
    public var original: Int
    /// In the output.
    public var output: Int
  }

  /// A comparison of nothing yet.
  public init(original: PicturePlace, output: PicturePlace) {
    self.original = original
    self.output = output
  }

  /// How many frames have the same bytes.
  public var sameByteFrames: Int { sameBytes.reduce(0) { $0 + $1.count } }

  /// Whether there are as many frames on both sides, and all were compared and found the same, sample by sample and
  /// colour by colour.
  public var isIdentical: Bool { hasSameSamples && recolouredPixels == 0 }

  /// Whether there are as many frames on both sides, and all were compared and found the same, sample by sample; with
  /// another palette they look different all the same.
  public var hasSameSamples: Bool {
    problem == nil && frameCounts.original == frameCounts.output
      && sameByteFrames + frames.count == frameCounts.original
      && frames.allSatisfy { $0.problem == nil && $0.likeness == .identical }
  }

  /// Frames that were not compared, with why.
  public var notCompared: [FrameComparison] { frames.filter { $0.problem != nil } }

  /// How many pixels differ in all frames that were compared.
  public var changedPixels: Int { frames.reduce(0) { $0 + $1.changedPixels } }

  /// How many pixels another palette gives another colour, in all frames that were compared.
  public var recolouredPixels: Int { frames.reduce(0) { $0 + $1.recolouredPixels } }

  /// The difference outside of changed areas, of all frames that were compared together; samples of frames with the
  /// same bytes are not counted.
  public var outside: SampleDifference { frames.reduce(into: SampleDifference()) { $0.add($1.outside) } }
}

/// How one frame differs.
public struct FrameComparison: Codable, Sendable, Equatable {
  /// What the differences outside of changed areas look like.
  public enum Likeness: String, Codable, Sendable {
    /// All samples are the same, whatever colours palettes give them.
    case identical
    /// The same but for rounding: the colours are encoded in another way, or two programs decoded one codestream.
    case rounding
    /// All samples outside of ``FrameComparison/areas`` are the same.
    case areas
    /// Small differences all over what is not flat, as encoding with loss makes them.
    case lossy
    /// The output's samples follow the original's by another scale, exactly or with loss.
    case rescaled
    /// None of these: another picture, or one that was worked over.
    case replaced
  }

  /// A straight line: `slope * original + offset`.
  public struct Scale: Codable, Sendable, Equatable {
    /// The factor.
    public let slope: Double
    /// What is added.
    public let offset: Double
  }

  /// What samples were compared as.
  public enum Form: String, Codable, Sendable {
    /// As they are stored.
    case stored
    /// As stored, those of the output inverted, since one is MONOCHROME1 and the other MONOCHROME2.
    case inverted
    /// As red, green and blue of 8 bits.
    case rgb
  }

  /// The frame, from 0.
  public let frame: Int
  /// What it looks like.
  public var likeness = Likeness.identical
  /// What samples were compared as.
  public var form = Form.stored
  /// The largest value that a sample may have, less the smallest: `2^bits - 1` with the original's Bits Stored, of signed
  /// samples too and whether or not the picture makes use of all of them; 255 for colours that had to be made comparable;
  /// the range that occurs in the original for floating-point numbers. With another ``scale`` it is in the output's
  /// numbers, as ``outside`` is.
  public var peak: Double = 0
  /// How many pixels differ in any sample by more than rounding.
  public var changedPixels = 0
  /// How many pixels have the original's index, and another colour since the palette is another. They count as the same
  /// in all else: what differs is the palette.
  public var recolouredPixels = 0
  /// Where they differ by more than encoding with loss explains; in no order. Rectangles do not tell how much of them
  /// changed.
  public var areas: [ChangedArea] = []
  /// The line by which the output's samples follow the original's, if they do so by another than their own values.
  /// ``areas``, ``outside`` and ``peak`` are then of what is left of the difference.
  public var scale: Scale?
  /// The difference of all samples outside of changed places. These are not the rectangles of ``areas`` but what of
  /// them changed, to 8 pixels.
  public var outside = SampleDifference()
  /// The difference of all samples.
  public var whole = SampleDifference()
  /// Why the frame's end is missing on one side, in fixed words; what could be decoded was compared.
  public var damage: String?
  /// Why it was not compared, in fixed words; nil if it was.
  public var problem: String?

  /// A frame that nothing is known of yet.
  public init(frame: Int) { self.frame = frame }

  /// The peak signal-to-noise ratio outside of changed areas, in dB, of ``peak``, which Bits Stored gives and not the
  /// range that occurs: 12 bits of data in 16 bits stored have 24 dB more than in 12. Nil if nothing differs there.
  public var psnr: Double? { outside.psnr(peak: peak) }
  /// The same of the whole frame.
  public var wholePSNR: Double? { whole.psnr(peak: peak) }
}

/// A rectangle in which the output shows something else than the original.
public struct ChangedArea: Codable, Sendable, Equatable {
  /// What the output shows.
  public enum Kind: String, Codable, Sendable {
    /// One value: painted over.
    case masked
    /// The same picture without its detail: mosaic or blurred.
    case coarsened
    /// Something else.
    case changed
  }

  /// What the output shows there.
  public let kind: Kind
  /// The leftmost column, from 0.
  public let x: Int
  /// The topmost row, from 0.
  public let y: Int
  /// How many columns.
  public let width: Int
  /// How many rows.
  public let height: Int
  /// How many pixels in it differ by more than encoding with loss explains.
  public let changedPixels: Int

  /// The rectangle.
  public var rectangle: PixelRect { PixelRect(x: x, y: y, width: width, height: height) }
}
