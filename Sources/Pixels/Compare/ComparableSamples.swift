/// The samples of two frames in a form in which their numbers mean the same.
struct ComparableSamples {
  /// Those of the original, pixel by pixel.
  let original: Samples
  /// Those of the output; as many.
  let output: Samples
  /// Samples a pixel.
  let components: Int
  /// What was done to them.
  let form: FrameComparison.Form
  /// See ``FrameComparison/peak``.
  let peak: Double
  /// Up to what difference two samples are the same but for rounding.
  let tolerance: Double
  /// See ``FrameComparison/recolouredPixels``.
  let recolouredPixels: Int

  /// How far red, green and blue may be from what they were before they were written as luminance and differences of
  /// colour, each rounded: half a step of luminance, and half a step of a difference of colour times up to 1.772.
  /// PS3.3 section C.7.6.3.1.2.
  static let colourTolerance: Double = 2
  /// Tables of 16 bits are cut to 8 in one program and rounded in another.
  static let paletteTolerance: Double = 1

  /// How far two decoders of the same DCT may be from each other. ITU-T T.83.
  static let decoderTolerance: Double = 1

  /// Finds a common form.
  ///
  /// - Returns: nil if there is none, as for grey samples of 16 bits and colours.
  init?(_ original: Frame, _ before: FrameSource, _ output: Frame, _ after: FrameSource) {
    let old = original.photometricInterpretation
    let new = output.photometricInterpretation
    let isSameMeaning =
      old == new && original.size.components == output.size.components
      && (old != .paletteColor || ComparableSamples.haveSamePalette(before, after))
    let grey: [PhotometricInterpretation] = [.monochrome1, .monochrome2]
    if isSameMeaning {
      let bits = ComparableSamples.commonBits(original, before, output, after)
      self.original = original.samples.cut(toBits: bits)
      self.output = output.samples.cut(toBits: bits)
      components = original.size.components
      form = .stored
      peak = ComparableSamples.peak(of: original)
      tolerance = before.isDCT ? ComparableSamples.decoderTolerance : 0
      recolouredPixels = 0
    } else if grey.contains(old), grey.contains(new) {
      self.original = original.samples
      self.output = output.samples.inverted(bits: output.bitsStored)
      components = 1
      form = .inverted
      peak = ComparableSamples.peak(of: original)
      tolerance = 0
      recolouredPixels = 0
    } else {
      guard let colours = ComparableSamples.rgb(original, before),
        var others = ComparableSamples.rgb(output, after)
      else { return nil }
      recolouredPixels =
        old == .paletteColor && new == .paletteColor
        ? ComparableSamples.undoPalette(&others, colours, original.samples, output.samples) : 0
      self.original = .uint8(colours)
      self.output = .uint8(others)
      components = 3
      form = .rgb
      peak = 255
      let hasPalette = old == .paletteColor || new == .paletteColor
      tolerance =
        old.isYBR || new.isYBR
        ? ComparableSamples.colourTolerance : hasPalette ? ComparableSamples.paletteTolerance : 0
    }
  }

  /// Those of two overlays.
  init(_ original: GreyImage, _ output: GreyImage) {
    self.original = .uint8(original.pixels)
    self.output = .uint8(output.pixels)
    components = 1
    form = .stored
    peak = 255
    tolerance = 0
    recolouredPixels = 0
  }

  /// To how many bits samples are to be cut: where the attributes agree on them and one codestream has more, those above
  /// are an overlay or of no meaning, and no part of the picture. Nil for all.
  private static func commonBits(
    _ original: Frame, _ before: FrameSource, _ output: Frame, _ after: FrameSource
  ) -> Int? {
    let (old, new) = (before.description, after.description)
    guard original.bitsStored != output.bitsStored, old.bitsStored == new.bitsStored,
      old.highBit == new.highBit, old.highBit == old.bitsStored - 1, old.isSigned == new.isSigned,
      old.bitsStored < max(original.bitsStored, output.bitsStored)
    else { return nil }
    return old.bitsStored
  }

  private static func haveSamePalette(_ before: FrameSource, _ after: FrameSource) -> Bool {
    guard let old = before.description.palette, let new = after.description.palette else { return false }
    return old.isSame(as: new)
  }

  /// Gives the pixels of an output that have the original's index the original's colour, so that another palette is not
  /// taken for another picture.
  ///
  /// - Returns: how many of them had another colour, but for rounding.
  private static func undoPalette(
    _ output: inout [UInt8], _ original: [UInt8], _ indices: Samples, _ outputIndices: Samples
  ) -> Int {
    let (before, after) = (indices.numbers, outputIndices.numbers)
    var recoloured = 0
    for pixel in 0..<min(before.count, after.count) where before[pixel] == after[pixel] {
      let place = 3 * pixel..<3 * pixel + 3
      if place.contains(where: { abs(Double(original[$0]) - Double(output[$0])) > paletteTolerance }) {
        recoloured += 1
      }
      for sample in place { output[sample] = original[sample] }
    }
    return recoloured
  }

  /// Red, green and blue of every pixel; nil if there are none of 8 bits.
  private static func rgb(_ frame: Frame, _ source: FrameSource) -> [UInt8]? {
    if let colours = source.rgb(of: frame) { return colours }
    guard frame.size.components == 1, frame.photometricInterpretation == .monochrome2,
      case .uint8(let grey) = frame.samples, frame.bitsStored == 8
    else { return nil }
    var colours: [UInt8] = []
    colours.reserveCapacity(grey.count * 3)
    for value in grey {
      colours.append(value)
      colours.append(value)
      colours.append(value)
    }
    return colours
  }

  private static func peak(of frame: Frame) -> Double {
    switch frame.samples {
    case .float, .double:
      let finite = frame.samples.numbers.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return 0 }
      return high - low
    default:
      return Double(UInt64(1) << UInt64(frame.bitsStored) - 1)
    }
  }
}

extension FrameSource {
  /// Whether frames are encoded with the DCT, which decoders round in different ways.
  fileprivate var isDCT: Bool {
    let sequential = ["50", "51", "52", "53", "54", "55", "56", "59", "60", "61", "62", "63", "64"]
    return codec == .jpeg && sequential.contains { transferSyntax == "1.2.840.10008.1.2.4." + $0 }
  }
}

extension Samples {
  /// The lowest bits of integer samples, with the sign that they have then; nil for all of them.
  func cut(toBits bits: Int?) -> Samples {
    guard let bits else { return self }
    switch self {
    case .uint16(let all) where bits < 16:
      let mask = UInt16(1) << UInt16(bits) - 1
      return .uint16(all.map { $0 & mask })
    case .int16(let all) where bits < 16:
      let shift = Int16(16 - bits)
      return .int16(all.map { ($0 << shift) >> shift })
    case .uint8(let all) where bits < 8:
      let mask = UInt8(1) << UInt8(bits) - 1
      return .uint8(all.map { $0 & mask })
    default: return self
    }
  }

  /// The samples with black for white, as numbers of so many bits: `2^bits - 1 - value`, or `-1 - value` of signed ones.
  func inverted(bits: Int) -> Samples {
    let mask = bits >= 32 ? UInt32.max : UInt32(1) << UInt32(bits) - 1
    switch self {
    case .uint8(let all): return .uint8(all.map { ~$0 & UInt8(truncatingIfNeeded: mask) })
    case .uint16(let all): return .uint16(all.map { ~$0 & UInt16(truncatingIfNeeded: mask) })
    case .uint32(let all): return .uint32(all.map { ~$0 & mask })
    case .int8(let all): return .int8(all.map { ~$0 })
    case .int16(let all): return .int16(all.map { ~$0 })
    case .int32(let all): return .int32(all.map { ~$0 })
    case .float(let all): return .float(all.map { -$0 })
    case .double(let all): return .double(all.map { -$0 })
    }
  }
}
