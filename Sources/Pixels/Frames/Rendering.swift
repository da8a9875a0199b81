/// A frame as an 8-bit grey picture. Text may be hidden in what one way of showing it leaves out, so there are several.
public struct Rendering: Sendable {
  /// A way of making grey of samples.
  public enum Kind: Hashable, Sendable {
    /// From the lowest to the highest value that occurs.
    case fullRange
    /// A display window of the file, by its number from 0 on.
    case window(Int)
    /// The darkest fiftieth of the pixels, stretched.
    case lowTail
    /// What lies between the tails, stretched.
    case middle
    /// The brightest fiftieth of the pixels, stretched.
    case highTail
    /// One of red, green and blue, or of other colours, by its number from 0 on.
    case plane(Int)
    /// How bright a colour is.
    case luma
    /// The indices of PALETTE COLOR instead of their colours.
    case index
    /// A lookup table of the file, by its number from 0 on: those of Modality LUT Sequence, then those of VOI LUT
    /// Sequence.
    case lut(Int)
  }

  /// How it was made.
  public let kind: Kind
  /// The picture.
  public let image: GreyImage
}

extension FrameSource {
  /// Renders a frame in all ways that show something of their own.
  public func renderings(of frame: Frame) -> [Rendering] {
    Renderer(frame, description).all()
  }
}

/// Makes the renderings of one frame.
struct Renderer {
  /// What part of the pixels a tail has.
  static let tail = 0.02

  private let frame: Frame
  private let description: PixelDescription
  private var done: [Rendering] = []
  /// Tables that were used, as far as levels occur: the same again would be the same picture.
  private var tables: Set<[UInt8]> = []

  init(_ frame: Frame, _ description: PixelDescription) {
    self.frame = frame
    self.description = description
  }

  /// All renderings, the plainest first.
  consuming func all() -> [Rendering] {
    switch frame.photometricInterpretation {
    case .monochrome1, .monochrome2: grey(frame.samples)
    case .paletteColor:
      if let palette = description.palette {
        colour(palette.colours(of: frame.samples), components: 3)
      }
      plain(Levels(frame.samples), .index)
    default:
      let bytes = Renderer.bytes(frame.samples)
      if frame.photometricInterpretation.isYBR {
        let isPartial =
          frame.photometricInterpretation != .ybrFull && frame.photometricInterpretation != .ybrFull422
        colour(Renderer.rgb(ofYBR: bytes, isPartial: isPartial), components: 3)
      } else {
        colour(bytes, components: frame.size.components)
      }
    }
    return done
  }

  // MARK: grey

  /// Renders samples in all ways; brightness of colours as it is first, and without windows, which are not for it.
  private mutating func grey(_ samples: Samples, as luma: Rendering.Kind? = nil) {
    let levels = Levels(samples)
    if let luma {
      render(levels, luma, from: 0, to: 255)
      plain(levels, .fullRange)
      return tails(samples, levels, levels)
    }
    // What stands for no pixel would take the range from those that are some, and may still hide something itself.
    let pixels = description.padding.flatMap { levels.without($0) } ?? levels
    render(levels, .fullRange, from: pixels.lowest, to: pixels.highest)
    for (number, window) in description.windows.prefix(PixelLimits.windows).enumerated() {
      render(levels, .window(number), table: windowTable(levels, window))
    }
    lookupTables(levels)
    tails(samples, levels, pixels)
    if pixels.count < levels.count {
      render(levels, .lowTail, from: levels.lowest, to: levels.next(after: levels.lowest))
      render(levels, .highTail, from: levels.next(before: levels.highest), to: levels.highest)
    }
  }

  /// Renders the ends of a range and what is between them.
  ///
  /// - Parameter pixels: the same levels, of which only some count.
  private mutating func tails(_ samples: Samples, _ levels: Levels, _ pixels: Levels) {
    let low = pixels.level(below: Renderer.tail)
    let high = pixels.level(below: 1 - Renderer.tail)
    render(levels, .lowTail, from: pixels.lowest, to: max(low, pixels.next(after: pixels.lowest)))
    // Not where it would hardly differ from the full range.
    if 5 * (high - low) < 4 * (pixels.highest - pixels.lowest), high > low {
      let levels = detailed(samples, levels, low, high)
      render(levels.levels, .middle, from: levels.low, to: levels.high)
    }
    render(levels, .highTail, from: min(high, pixels.next(before: pixels.highest)), to: pixels.highest)
  }

  /// Renders by the tables of the file: the values that the modality's make, and what each of the others makes of them.
  private mutating func lookupTables(_ levels: Levels) {
    var number = 0
    for table in description.modalityTables {
      render(levels, .lut(number), entries: { Double(table.entry(for: $0)) })
      number += 1
    }
    for table in description.voiTables {
      let meant = modality
      render(levels, .lut(number), entries: { Double(table.entry(for: meant($0))) })
      number += 1
    }
  }

  /// What windows and tables of VOI are meant for: stored values by the modality's table, or rescaled.
  private var modality: (Double) -> Double {
    if let table = description.modalityTables.first { return { Double(table.entry(for: $0)) } }
    guard let rescale = description.rescale else { return { $0 } }
    return { rescale.slope * $0 + rescale.intercept }
  }

  /// Renders with the lowest entry that occurs black and the highest white.
  private mutating func render(_ levels: Levels, _ kind: Rendering.Kind, entries: (Double) -> Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for level in levels.lowest...levels.highest where levels.histogram[level] > 0 {
      let entry = entries(levels.value(level))
      low = min(low, entry)
      high = max(high, entry)
    }
    guard high > low else { return }
    var table = [UInt8](repeating: 0, count: 65_536)
    for level in levels.lowest...levels.highest where levels.histogram[level] > 0 {
      table[level] = UInt8((entries(levels.value(level)) - low) * 255 / (high - low))
    }
    render(levels, kind, table: table)
  }

  /// Levels that keep what lies between two levels apart, for samples that have more than 65,536 values.
  private func detailed(
    _ samples: Samples, _ levels: Levels, _ low: Int, _ high: Int
  ) -> (levels: Levels, low: Int, high: Int) {
    guard levels.isRounded else { return (levels, low, high) }
    return (Levels(samples, within: levels.value(low)...levels.value(high + 1)), 0, 65_535)
  }

  private mutating func plain(_ levels: Levels, _ kind: Rendering.Kind) {
    render(levels, kind, from: levels.lowest, to: levels.highest)
  }

  /// Renders with `low` black and `high` white.
  private mutating func render(_ levels: Levels, _ kind: Rendering.Kind, from low: Int, to high: Int) {
    var table = [UInt8](repeating: 0, count: 65_536)
    let span = max(1, high - low)
    for level in levels.lowest...levels.highest {
      table[level] = UInt8((min(max(level - low, 0), span) * 255 + span / 2) / span)
    }
    render(levels, kind, table: table)
  }

  /// The table of a window. PS3.3 section C.11.2.1.2.
  private func windowTable(_ levels: Levels, _ window: PixelDescription.Window) -> [UInt8] {
    let meant = modality
    var table = [UInt8](repeating: 0, count: 65_536)
    let width = max(window.width - 1, 1e-9)
    for level in levels.lowest...levels.highest {
      let value = meant(levels.value(level))
      let part = (value - (window.center - 0.5)) / width + 0.5
      table[level] = UInt8(min(max(part.isNaN ? 0 : part, 0), 1) * 255)
    }
    return table
  }

  private mutating func render(_ levels: Levels, _ kind: Rendering.Kind, table: [UInt8]) {
    var table = table
    if frame.photometricInterpretation == .monochrome1 {
      for level in levels.lowest...levels.highest { table[level] = 255 - table[level] }
    }
    var used: [UInt8] = []
    for level in levels.lowest...levels.highest where levels.histogram[level] > 0 {
      used.append(table[level])
    }
    guard tables.insert(used).inserted else { return }
    add(kind, levels.indices.map { table[Int($0)] })
  }

  private mutating func add(_ kind: Rendering.Kind, _ pixels: [UInt8]) {
    done.append(
      Rendering(
        kind: kind, image: GreyImage(width: frame.size.width, height: frame.size.height, pixels: pixels)))
  }

  // MARK: colour

  private mutating func colour(_ bytes: [UInt8], components: Int) {
    let pixels = bytes.count / components
    var planes: [[UInt8]] = []
    for component in 0..<components {
      var plane = [UInt8](repeating: 0, count: pixels)
      for pixel in 0..<pixels { plane[pixel] = bytes[pixel * components + component] }
      planes.append(plane)
    }
    let isGrey = planes.allSatisfy { $0 == planes[0] }
    var luma = planes[0]
    if components == 3, !isGrey {
      for pixel in 0..<pixels {
        let red = 299 * Int(bytes[3 * pixel])
        let green = 587 * Int(bytes[3 * pixel + 1])
        let blue = 114 * Int(bytes[3 * pixel + 2])
        luma[pixel] = UInt8((red + green + blue) / 1000)
      }
    }
    if !isGrey {
      for (number, plane) in planes.enumerated() where !planes[..<number].contains(plane) {
        add(.plane(number), plane)
      }
    }
    grey(.uint8(luma), as: .luma)
  }

  /// Samples as bytes, all components by one scale.
  private static func bytes(_ samples: Samples) -> [UInt8] {
    if case .uint8(let bytes) = samples { return bytes }
    let levels = Levels(samples)
    let span = max(1, levels.highest - levels.lowest)
    return levels.indices.map { UInt8((Int($0) - levels.lowest) * 255 / span) }
  }

  /// Red, green and blue of luminance and differences of colour. PS3.3 section C.7.6.3.1.2.
  static func rgb(ofYBR samples: [UInt8], isPartial: Bool) -> [UInt8] {
    var colours = samples
    func byte(_ number: Int) -> UInt8 { UInt8(min(max(number, 0), 255)) }
    for start in stride(from: 0, to: samples.count - 2, by: 3) {
      let blue = Int(samples[start + 1]) - 128
      let red = Int(samples[start + 2]) - 128
      if isPartial {
        let luminance = (Int(samples[start]) - 16) * 1164
        colours[start] = byte((luminance + 1596 * red) / 1000)
        colours[start + 1] = byte((luminance - 392 * blue - 813 * red) / 1000)
        colours[start + 2] = byte((luminance + 2017 * blue) / 1000)
      } else {
        let luminance = Int(samples[start]) * 1000
        colours[start] = byte((luminance + 1402 * red + 500) / 1000)
        colours[start + 1] = byte((luminance - 344 * blue - 714 * red + 500) / 1000)
        colours[start + 2] = byte((luminance + 1772 * blue + 500) / 1000)
      }
    }
    return colours
  }
}

extension Rendering.Kind: CustomStringConvertible {
  /// The way in one word, such as `full-range` or `window-1`; numbers count from 1.
  public var description: String {
    switch self {
    case .fullRange: "full-range"
    case .window(let number): "window-\(number + 1)"
    case .lowTail: "low-tail"
    case .middle: "middle"
    case .highTail: "high-tail"
    case .plane(let number): "plane-\(number + 1)"
    case .luma: "luma"
    case .index: "index"
    case .lut(let number): "lut-\(number + 1)"
    }
  }
}
