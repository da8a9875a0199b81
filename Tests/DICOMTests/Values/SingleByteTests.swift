import DICOM
import Testing

/// Sets of one byte a character, against Python's codecs.
@Suite struct ValuesSingleByte {
  /// Runs as Python's codecs have them: first byte, `+` how many, `=` the scalar of the first.
  private static let runs: [(term: String, runs: String)] = [
    (
      "ISO_IR 100",
      "A0+96=A0"
    ),
    (
      "ISO_IR 101",
      "A0+1=A0 A1+1=104 A2+1=2D8 A3+1=141 A4+1=A4 A5+1=13D A6+1=15A A7+2=A7 A9+1=160 AA+1=15E "
        + "AB+1=164 AC+1=179 AD+1=AD AE+1=17D AF+1=17B B0+1=B0 B1+1=105 B2+1=2DB B3+1=142 B4+1=B4 "
        + "B5+1=13E B6+1=15B B7+1=2C7 B8+1=B8 B9+1=161 BA+1=15F BB+1=165 BC+1=17A BD+1=2DD BE+1=17E "
        + "BF+1=17C C0+1=154 C1+2=C1 C3+1=102 C4+1=C4 C5+1=139 C6+1=106 C7+1=C7 C8+1=10C C9+1=C9 CA+1=118 "
        + "CB+1=CB CC+1=11A CD+2=CD CF+1=10E D0+1=110 D1+1=143 D2+1=147 D3+2=D3 D5+1=150 D6+2=D6 D8+1=158 "
        + "D9+1=16E DA+1=DA DB+1=170 DC+2=DC DE+1=162 DF+1=DF E0+1=155 E1+2=E1 E3+1=103 E4+1=E4 E5+1=13A "
        + "E6+1=107 E7+1=E7 E8+1=10D E9+1=E9 EA+1=119 EB+1=EB EC+1=11B ED+2=ED EF+1=10F F0+1=111 F1+1=144 "
        + "F2+1=148 F3+2=F3 F5+1=151 F6+2=F6 F8+1=159 F9+1=16F FA+1=FA FB+1=171 FC+2=FC FE+1=163 FF+1=2D9"
    ),
    (
      "ISO_IR 109",
      "A0+1=A0 A1+1=126 A2+1=2D8 A3+2=A3 A6+1=124 A7+2=A7 A9+1=130 AA+1=15E AB+1=11E AC+1=134 AD+1=AD "
        + "AF+1=17B B0+1=B0 B1+1=127 B2+4=B2 B6+1=125 B7+2=B7 B9+1=131 BA+1=15F BB+1=11F BC+1=135 BD+1=BD "
        + "BF+1=17C C0+3=C0 C4+1=C4 C5+1=10A C6+1=108 C7+9=C7 D1+4=D1 D5+1=120 D6+2=D6 D8+1=11C D9+4=D9 "
        + "DD+1=16C DE+1=15C DF+4=DF E4+1=E4 E5+1=10B E6+1=109 E7+9=E7 F1+4=F1 F5+1=121 F6+2=F6 F8+1=11D "
        + "F9+4=F9 FD+1=16D FE+1=15D FF+1=2D9"
    ),
    (
      "ISO_IR 110",
      "A0+1=A0 A1+1=104 A2+1=138 A3+1=156 A4+1=A4 A5+1=128 A6+1=13B A7+2=A7 A9+1=160 AA+1=112 "
        + "AB+1=122 AC+1=166 AD+1=AD AE+1=17D AF+2=AF B1+1=105 B2+1=2DB B3+1=157 B4+1=B4 B5+1=129 "
        + "B6+1=13C B7+1=2C7 B8+1=B8 B9+1=161 BA+1=113 BB+1=123 BC+1=167 BD+1=14A BE+1=17E BF+1=14B "
        + "C0+1=100 C1+6=C1 C7+1=12E C8+1=10C C9+1=C9 CA+1=118 CB+1=CB CC+1=116 CD+2=CD CF+1=12A D0+1=110 "
        + "D1+1=145 D2+1=14C D3+1=136 D4+5=D4 D9+1=172 DA+3=DA DD+1=168 DE+1=16A DF+1=DF E0+1=101 E1+6=E1 "
        + "E7+1=12F E8+1=10D E9+1=E9 EA+1=119 EB+1=EB EC+1=117 ED+2=ED EF+1=12B F0+1=111 F1+1=146 "
        + "F2+1=14D F3+1=137 F4+5=F4 F9+1=173 FA+3=FA FD+1=169 FE+1=16B FF+1=2D9"
    ),
    (
      "ISO_IR 144",
      "A0+1=A0 A1+12=401 AD+1=AD AE+66=40E F0+1=2116 F1+12=451 FD+1=A7 FE+2=45E"
    ),
    (
      "ISO_IR 127",
      "A0+1=A0 A4+1=A4 AC+1=60C AD+1=AD BB+1=61B BF+1=61F C1+26=621 E0+19=640"
    ),
    (
      "ISO_IR 126",
      "A0+1=A0 A1+2=2018 A3+1=A3 A4+1=20AC A5+1=20AF A6+4=A6 AA+1=37A AB+3=AB AF+1=2015 B0+4=B0 "
        + "B4+3=384 B7+1=B7 B8+3=388 BB+1=BB BC+1=38C BD+1=BD BE+20=38E D3+44=3A3"
    ),
    (
      "ISO_IR 138",
      "A0+1=A0 A2+8=A2 AA+1=D7 AB+15=AB BA+1=F7 BB+4=BB DF+1=2017 E0+27=5D0 FD+2=200E"
    ),
    (
      "ISO_IR 148",
      "A0+48=A0 D0+1=11E D1+12=D1 DD+1=130 DE+1=15E DF+17=DF F0+1=11F F1+12=F1 FD+1=131 FE+1=15F "
        + "FF+1=FF"
    ),
    (
      "ISO_IR 203",
      "A0+4=A0 A4+1=20AC A5+1=A5 A6+1=160 A7+1=A7 A8+1=161 A9+11=A9 B4+1=17D B5+3=B5 B8+1=17E B9+3=B9 "
        + "BC+2=152 BE+1=178 BF+65=BF"
    ),
    (
      "ISO_IR 166",
      "A1+58=E01 DF+29=E3F"
    ),
    (
      "ISO_IR 13",
      "A1+63=FF61"
    ),
  ]

  @Test(arguments: runs)
  func everyByteOfAnUpperHalfIsTheCharacterThatPythonHas(_ term: String, _ runs: String) throws {
    var expected: [UInt8: Unicode.Scalar] = [:]
    for run in runs.split(separator: " ") {
      let numbers = run.split { $0 == "+" || $0 == "=" }
      let first = try #require(Int(numbers[0], radix: 16))
      let count = try #require(Int(numbers[1]))
      let scalar = try #require(Int(numbers[2], radix: 16))
      for place in 0..<count { expected[UInt8(first + place)] = Unicode.Scalar(UInt32(scalar + place)) }
    }
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    #expect(set.problems.isEmpty)
    for byte in UInt8(0x80)...0xFF {
      let decoded = set.decode([byte], vr: .lt)
      #expect(decoded.text == String(expected[byte] ?? "\u{FFFD}"), "\(term) \(byte)")
      #expect(decoded.badRanges == (expected[byte] == nil ? [0..<1] : []), "\(term) \(byte)")
    }
  }

  @Test(arguments: runs.map(\.term))
  func theLowerHalfIsASCIIButForYenAndOverlineOfJISX0201(_ term: String) {
    let set = SpecificCharacterSet(Array(term.utf8)[...])
    for byte in UInt8(0x00)..<0x80 where byte != 0x1B {
      let isRomaji = term == "ISO_IR 13"
      let expected: Unicode.Scalar =
        isRomaji && byte == 0x5C ? "\u{A5}" : isRomaji && byte == 0x7E ? "\u{203E}" : Unicode.Scalar(byte)
      #expect(set.decode([byte], vr: .lt).text == String(expected))
    }
  }

  @Test func theBackslashBetweenValuesIsOneUnderEverySet() {
    for (term, _) in ValuesSingleByte.runs {
      let set = SpecificCharacterSet(Array(term.utf8)[...])
      #expect(set.decode([0x41, 0x5C, 0x42], vr: .lo).text == "A\\B")
    }
  }
}
