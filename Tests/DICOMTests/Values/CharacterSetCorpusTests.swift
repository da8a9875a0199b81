import DICOM
import Foundation
import Testing

/// The published sample files with text beyond ASCII, against pydicom 3.0.2.
@Suite struct ValuesCharsetCorpus {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/../shared/corpus/charset"
  private static let isThere = FileManager.default.fileExists(atPath: folder)

  // File, (0008,0005) in force, VR, offset and length of the value; then pydicom's text without padding:
  // how many scalars, and the FNV-1a hash of its UTF-8.
  private static let values: [(String, String, VR, Int, Int, Int, UInt64)] = [
    ("enc-cyrillic.dcm", "ISO_IR 144", .pn, 518, 8, 7, 0x440EDCC44DB0CE9C),
    ("enc-greek.dcm", "ISO_IR 126", .pn, 518, 6, 6, 0x978F9B71FCDF29EE),
    ("enc-latin1.dcm", "ISO_IR 100", .pn, 518, 10, 10, 0x8DB15E0F4B453BF0),
    ("enc-utf8.dcm", "ISO_IR 192", .pn, 518, 38, 20, 0xEB50FBBE6E7AB2F2),
    ("chrArab.dcm", "ISO_IR 127", .pn, 580, 12, 11, 0x7B037D1184FAE679),
    ("chrFren.dcm", "ISO_IR 100", .pn, 580, 10, 10, 0x62E624F1FA4414FC),
    ("chrFrenMulti.dcm", "ISO_IR 100", .pn, 580, 10, 10, 0x62E624F1FA4414FC),
    ("chrFrenMulti.dcm", "ISO_IR 100", .pn, 648, 22, 21, 0x34D764644BA9E329),
    ("chrGerm.dcm", "ISO_IR 100", .pn, 580, 14, 13, 0x52100E6F504B5933),
    ("chrGreek.dcm", "ISO_IR 126", .pn, 580, 10, 9, 0x5F13D5CCBC4FFEC5),
    ("chrH31.dcm", "\\ISO 2022 IR 87", .pn, 586, 60, 26, 0x56C0B5EEE1391666),
    ("chrH32.dcm", "ISO 2022 IR 13\\ISO 2022 IR 87", .pn, 600, 56, 22, 0xB60E02DEB9512F05),
    ("chrHbrw.dcm", "ISO_IR 138", .pn, 580, 10, 10, 0x59F15F5761200620),
    ("chrI2.dcm", "\\ISO 2022 IR 149", .pn, 586, 44, 22, 0x0DAFBBE5D6BE5415),
    ("chrJapMulti.dcm", "\\ISO 2022 IR 87", .pn, 774, 26, 7, 0x98062DC5C6EB3EEB),
    ("chrJapMulti.dcm", "\\ISO 2022 IR 87", .pn, 848, 52, 15, 0x433E1E223DEAC5FB),
    ("chrJapMulti.dcm", "\\ISO 2022 IR 87", .lt, 936, 12, 3, 0xF5FE918FB0059CE8),
    ("chrJapMultiExplicitIR6.dcm", "ISO 2022 IR 6\\ISO 2022 IR 87", .pn, 796, 26, 7, 0x98062DC5C6EB3EEB),
    ("chrJapMultiExplicitIR6.dcm", "ISO 2022 IR 6\\ISO 2022 IR 87", .pn, 870, 52, 15, 0x433E1E223DEAC5FB),
    ("chrJapMultiExplicitIR6.dcm", "ISO 2022 IR 6\\ISO 2022 IR 87", .lt, 958, 12, 3, 0xF5FE918FB0059CE8),
    ("chrKoreanMulti.dcm", "\\ISO 2022 IR 149", .pn, 738, 14, 3, 0x0D578A9DAF2ABF49),
    ("chrKoreanMulti.dcm", "\\ISO 2022 IR 149", .pn, 788, 14, 3, 0x0D578A9DAF2ABF49),
    ("chrKoreanMulti.dcm", "\\ISO 2022 IR 149", .pn, 850, 28, 7, 0x477A3DCA01EE4DCB),
    ("chrKoreanMulti.dcm", "\\ISO 2022 IR 149", .lt, 914, 14, 3, 0x0D578A9DAF2ABF49),
    ("chrRuss.dcm", "ISO_IR 144", .pn, 580, 10, 10, 0x338C71C9B8B8D436),
    ("chrSQEncoding.dcm", "ISO 2022 IR 13\\ISO 2022 IR 87", .pn, 464, 56, 22, 0xB60E02DEB9512F05),
    ("chrSQEncoding1.dcm", "ISO 2022 IR 13\\ISO 2022 IR 87", .pn, 464, 56, 22, 0xB60E02DEB9512F05),
    ("chrX1.dcm", "ISO_IR 192", .pn, 580, 26, 19, 0xDC6B9BE130E42831),
    ("chrX2.dcm", "GB18030", .pn, 578, 22, 19, 0x19E152ED5493AF61),
  ]

  @Test(.enabled(if: isThere, "../shared/corpus/charset is not here"))
  func everyValueDecodesToPydicomsText() throws {
    var files: [String: [UInt8]] = [:]
    let found = try #require(FileManager.default.enumerator(atPath: ValuesCharsetCorpus.folder))
    for case let path as String in found where path.hasSuffix(".dcm") {
      let data = try Data(contentsOf: URL(fileURLWithPath: ValuesCharsetCorpus.folder + "/" + path))
      files[(path as NSString).lastPathComponent] = [UInt8](data)
    }
    for (name, term, vr, offset, length, scalars, hash) in ValuesCharsetCorpus.values {
      let file = try #require(files[name], "\(name) is missing")
      let value = file[offset..<offset + length].trimmed(for: vr)
      let set = SpecificCharacterSet(Array(term.utf8)[...])
      let decoded = set.decode(value, vr: vr)
      #expect(set.problems.isEmpty, "\(name) at \(offset)")
      #expect(decoded.badRanges.isEmpty && !decoded.usedUndeclaredEscapes, "\(name) at \(offset)")
      #expect(decoded.text.unicodeScalars.count == scalars, "\(name) at \(offset)")
      #expect(fnv1a(decoded.text.utf8) == hash, "\(name) at \(offset)")
    }
  }
}

/// The hash FNV-1a of 64 bits.
private func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
