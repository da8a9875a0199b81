import DICOM
import Testing

/// Bytes as Python 3.11's codecs write the text; the encoding that is named first.
@Test(
  arguments: [
    ([0x4B, 0x6E, 0x69, 0xC3, 0xA9], .utf8, "Knié"),
    ([0x4B, 0x6E, 0x69, 0xE9], .latin1, "Knié"),
    ([0xCD, 0xF5, 0xD0, 0xA1, 0xB6, 0xAB], .gb18030, "王小东"),
    ([0x83, 0x84, 0x83, 0x7D, 0x83, 0x5F], .shiftJIS, "ヤマダ"),
    ([0xF0, 0xC5, 0xD4, 0xD2, 0xCF, 0xD7], .koi8R, "Петров"),
  ] as [([UInt8], OtherEncoding, String)])
func bytesAreReadInTheEncodingThatTheyAreIn(_ bytes: [UInt8], _ encoding: OtherEncoding, _ text: String) {
  #expect(encoding.read(bytes[...]) == text)
  #expect(OtherEncoding.readings(of: bytes[...]).contains { $0.text == text })
}

@Test(arguments: [[0x4B, 0x6E, 0x69, 0x80], [0xFF, 0xFE, 0x00], [0x41, 0x42]] as [[UInt8]])
func bytesThatAreNoTextAreReadInNone(_ bytes: [UInt8]) {
  #expect(OtherEncoding.readings(of: bytes[...]).isEmpty)
}
