/// What the first bytes of something say that it is. A guess from magic numbers, for reports.
public enum ContentKind: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case jpeg, png, gif, bmp, tiff, jpeg2000, pdf, zip, gzip, bzip2, xz, zstd, sqlite, ole2, elf, nifti, xml,
    json,
    html, rtf, riff, text, zeros, unknown
  /// A DOS or Windows program.
  case executable = "windows-program"
  /// A script that names its interpreter.
  case script

  /// The name as reports print it.
  public var name: PublicName { PublicName(fromTable: rawValue) }

  /// Looks at the beginning of a content, 8 bytes or more if it has them.
  public init(of beginning: ArraySlice<UInt8>) {
    if beginning.allSatisfy({ $0 == 0 }) {
      self = .zeros
      return
    }
    for (magic, kind) in ContentKind.magics where beginning.starts(with: magic) {
      self = kind
      return
    }
    let printable = beginning.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    self = printable ? ContentKind.textKind(beginning) : .unknown
  }

  private static func textKind(_ beginning: ArraySlice<UInt8>) -> ContentKind {
    let first = beginning.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    case UInt8(ascii: "<"):
      let text = String(decoding: beginning, as: UTF8.self).lowercased()
      return text.contains("<!doctype html") || text.contains("<html") ? .html : .xml
    default: return .text
    }
  }

  private static let magics: [([UInt8], ContentKind)] = [
    ([0xFF, 0xD8, 0xFF], .jpeg), ([0x89, 0x50, 0x4E, 0x47], .png), (Array("GIF8".utf8), .gif),
    ([0x49, 0x49, 0x2A, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
    // BigTIFF.
    ([0x49, 0x49, 0x2B, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2B], .tiff),
    ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50], .jpeg2000), ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
    (Array("%PDF".utf8), .pdf), ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x1F, 0x8B], .gzip),
    (Array("BZh".utf8), .bzip2), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz), ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
    (Array("SQLite format 3".utf8), .sqlite), ([0xD0, 0xCF, 0x11, 0xE0], .ole2),
    ([0x7F, 0x45, 0x4C, 0x46], .elf), ([0x5C, 0x01, 0x00, 0x00], .nifti), ([0x00, 0x00, 0x01, 0x5C], .nifti),
    (Array("RIFF".utf8), .riff), (Array("{\\rtf".utf8), .rtf), (Array("#!".utf8), .script),
    (Array("MZ".utf8), .executable), (Array("BM".utf8), .bmp),
  ]
}
