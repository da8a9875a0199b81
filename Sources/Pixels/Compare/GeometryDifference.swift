/// An attribute of how pixels are encoded that an output has with another value than its original.
///
/// Values are numbers and the standard's own terms, so that none can be of a patient. Lookup tables of modality,
/// values of interest and presentation are left to whoever compares elements; palettes count here, since colours are
/// made with them.
public struct GeometryDifference: Codable, Sendable, Equatable {
  /// What differs.
  public enum Attribute: String, Codable, Sendable {
    /// Rows (0028,0010).
    case rows
    /// Columns (0028,0011).
    case columns
    /// How many frames are there, whatever Number of Frames (0028,0008) says.
    case frames
    /// Samples per Pixel (0028,0002).
    case samples
    /// Bits Allocated (0028,0100).
    case bitsAllocated
    /// Bits Stored (0028,0101).
    case bitsStored
    /// High Bit (0028,0102).
    case highBit
    /// Pixel Representation (0028,0103): 1 is signed.
    case pixelRepresentation
    /// Photometric Interpretation (0028,0004).
    case photometricInterpretation
    /// Planar Configuration (0028,0006).
    case planarConfiguration
    /// Whether samples are integers, or floating-point numbers of 32 or 64 bits.
    case sampleType
    /// The palette's tables (0028,1101) to (0028,1223).
    case palette
    /// Transfer Syntax UID (0002,0010).
    case transferSyntax
    /// How frames are compressed.
    case codec
  }

  /// What differs.
  public let attribute: Attribute
  /// What the original has: a number, a term or a UID of the standard, or `another`.
  public let original: String
  /// What the output has.
  public let output: String
  /// How the tables differ, where they do.
  public var palette: PaletteDifference?

  /// Names what differs.
  public init(
    attribute: Attribute, original: String, output: String, palette: PaletteDifference? = nil
  ) {
    self.attribute = attribute
    self.original = original
    self.output = output
    self.palette = palette
  }
}

/// How the tables of a palette differ, in the 8 bits a colour that are shown.
public struct PaletteDifference: Codable, Sendable, Equatable {
  /// How many stored values there are from the first to the last that the original's tables or the output's have.
  public let values: Int
  /// How many of them have another colour in the table of red.
  public let red: Int
  /// In that of green.
  public let green: Int
  /// In that of blue.
  public let blue: Int

  /// Takes numbers as they are.
  public init(values: Int, red: Int, green: Int, blue: Int) {
    self.values = values
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Counts what differs.
  init(_ original: Palette, _ output: Palette) {
    let lowest = min(original.first, output.first)
    let end = max(original.first + original.tables[0].count, output.first + output.tables[0].count)
    let counts = (0..<3).map { colour in
      (lowest..<end).count {
        original.tables[colour][original.entry(for: $0)] != output.tables[colour][output.entry(for: $0)]
      }
    }
    self.init(values: end - lowest, red: counts[0], green: counts[1], blue: counts[2])
  }
}

extension GeometryDifference {
  /// All that differs between how two elements are encoded, in the order of ``Attribute``.
  static func all(_ original: FrameSource, _ output: FrameSource) -> [GeometryDifference] {
    var found: [GeometryDifference] = []
    func add(_ attribute: Attribute, _ value: (FrameSource) -> String) {
      let (before, after) = (value(original), value(output))
      guard before != after else { return }
      found.append(GeometryDifference(attribute: attribute, original: before, output: after))
    }
    add(.rows) { "\($0.description.size.height)" }
    add(.columns) { "\($0.description.size.width)" }
    add(.frames) { "\($0.frameCount)" }
    add(.samples) { "\($0.description.size.components)" }
    add(.bitsAllocated) { "\($0.description.bitsAllocated)" }
    add(.bitsStored) { "\($0.description.bitsStored)" }
    add(.highBit) { "\($0.description.highBit)" }
    add(.pixelRepresentation) { $0.description.isSigned ? "1" : "0" }
    add(.photometricInterpretation) { $0.description.photometricInterpretation.rawValue }
    add(.planarConfiguration) { $0.description.isPlanar ? "1" : "0" }
    add(.sampleType) { "\($0.description.sampleType)" }
    if let before = original.description.palette, let after = output.description.palette,
      !before.isSame(as: after)
    {
      found.append(
        GeometryDifference(
          attribute: .palette, original: "\(before.tables[0].count) entries",
          output: "\(after.tables[0].count) entries", palette: PaletteDifference(before, after)))
    }
    if original.transferSyntax != output.transferSyntax {
      found.append(
        GeometryDifference(
          attribute: .transferSyntax, original: name(original.transferSyntax),
          output: name(output.transferSyntax)))
    }
    add(.codec) { $0.codec.rawValue }
    return found
  }

  /// The UID of a transfer syntax of the standard; what stands in its place otherwise is not passed on.
  private static func name(_ uid: String) -> String {
    let isOfStandard = uid.hasPrefix("1.2.840.10008.1.2") && uid.utf8.count <= 26
    return isOfStandard && uid.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) } ? uid : "another"
  }
}

extension Palette {
  /// Whether another palette makes the same colour of every index.
  func isSame(as other: Palette) -> Bool { first == other.first && tables == other.tables }
}
