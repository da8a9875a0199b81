import DICOM
import Pixels

/// A data set of a picture, written byte by byte: explicit VR little endian behind its file meta information.
struct PictureFile {
  var transferSyntax = "1.2.840.10008.1.2.1"
  var rows = 2
  var columns = 4
  var samples = 1
  var interpretation = "MONOCHROME2"
  var allocated = 8
  var stored: Int?
  var high: Int?
  var representation = 0
  var planar = 0
  var frames: String?
  /// Elements before the description, in order.
  var before: [UInt8] = []
  /// Elements between the description and the pixels, in order.
  var more: [UInt8] = []
  /// The pixel element and all behind it.
  var pixels: [UInt8] = []

  /// An element of explicit VR.
  static func element(_ group: Int, _ number: Int, _ vr: String, _ value: [UInt8]) -> [UInt8] {
    let padded = value.count % 2 == 0 ? value : value + [vr == "UI" || vr == "OB" ? 0 : 0x20]
    let head = le16(group) + le16(number) + Array(vr.utf8)
    let isLong = ["OB", "OW", "OF", "OD", "OV", "SQ", "UN"].contains(vr)
    return head + (isLong ? [0, 0] + le32(padded.count) : le16(padded.count)) + padded
  }

  static func element(_ group: Int, _ number: Int, _ text: String, vr: String) -> [UInt8] {
    element(group, number, vr, Array(text.utf8))
  }

  static func element(_ group: Int, _ number: Int, us value: Int...) -> [UInt8] {
    element(group, number, "US", value.flatMap(le16))
  }

  static func le16(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
  static func le32(_ number: Int) -> [UInt8] { le16(number & 0xFFFF) + le16(number >> 16) }

  /// Native pixels as OW.
  static func native(_ bytes: [UInt8]) -> [UInt8] { element(0x7FE0, 0x0010, "OW", bytes) }

  /// Fragments: the offset table first.
  static func fragments(_ table: [Int], _ parts: [[UInt8]], delimited: Bool = true) -> [UInt8] {
    var bytes = le16(0x7FE0) + le16(0x0010) + Array("OB".utf8) + [0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
    for part in [table.flatMap(le32)] + parts {
      bytes += [0xFE, 0xFF, 0x00, 0xE0] + le32(part.count + part.count % 2) + part
      if part.count % 2 == 1 { bytes.append(0) }
    }
    return delimited ? bytes + [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0] : bytes
  }

  /// All bytes of the file.
  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
    let meta = PictureFile.element(0x0002, 0x0010, transferSyntax, vr: "UI")
    bytes += PictureFile.element(0x0002, 0x0000, "UL", PictureFile.le32(meta.count)) + meta
    bytes += before
    bytes += PictureFile.element(0x0028, 0x0002, us: samples)
    bytes += PictureFile.element(0x0028, 0x0004, interpretation, vr: "CS")
    if samples > 1 { bytes += PictureFile.element(0x0028, 0x0006, us: planar) }
    if let frames { bytes += PictureFile.element(0x0028, 0x0008, frames, vr: "IS") }
    bytes += PictureFile.element(0x0028, 0x0010, us: rows) + PictureFile.element(0x0028, 0x0011, us: columns)
    bytes += PictureFile.element(0x0028, 0x0100, us: allocated)
    bytes += PictureFile.element(0x0028, 0x0101, us: stored ?? allocated)
    bytes += PictureFile.element(0x0028, 0x0102, us: high ?? (stored ?? allocated) - 1)
    bytes += PictureFile.element(0x0028, 0x0103, us: representation)
    return bytes + more + pixels
  }

  /// What the file holds.
  var pictures: Pictures { Pictures(FileReader(bytes, dictionary: NoDictionary())) }

  /// The frames of its first pixel data.
  func source() throws -> FrameSource {
    guard let bitmap = pictures.bitmaps.last else { throw PixelError.noFrames }
    return try bitmap.source.get()
  }

  /// Why its first frame cannot be had; nil if it can.
  func failure() -> PixelError? {
    guard let bitmap = pictures.bitmaps.last else { return nil }
    switch bitmap.source {
    case .failure(let error): return error
    case .success(let source):
      switch Result(catching: { () throws(PixelError) in try source.frame(0) }) {
      case .failure(let error): return error
      case .success: return nil
      }
    }
  }
}

/// Explicit VR needs none.
struct NoDictionary: VRDictionary {
  func vr(of tag: Tag) -> VR? { nil }
  func vr(of tag: Tag, creator: [UInt8]) -> VR? { nil }
}
