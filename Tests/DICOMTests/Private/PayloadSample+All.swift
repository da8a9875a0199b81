import DICOM
import Foundation

extension PayloadSample {
  private static let assignments = """
    ### ASCCONV BEGIN ###
    tReferenceImage0 = "1.2.3"
    sSliceArray.asSlice[0].dThickness = 5.5

    ### ASCCONV END ###
    """
  private static let inner = """
    <XProtocol>
    {
      <ParamMap."">
      {
        <ParamString."tPatientName"> { <Visible> "true" "Muster^Eva" }
        <ParamDouble."flUsedPatientWeight"> { <Precision> 1 70.5 }
        <ParamArray."Ages"> { <Default> <ParamLong.""> { } { 1 } { 2 } }
        <ParamString."Said"> { "so ""it"" is" }
      }
    }
    \(assignments)
    """
  /// The protocol above as a string of another.
  private static let phoenix = """
    <XProtocol> { <ParamMap.""> { <ParamLong."Count"> { 1 } <ParamString."Protocol0">
      { "\(inner.replacingOccurrences(of: "\"", with: "\"\""))" } } }
    """
  private static let innerFields = [
    "{tPatientName}{Visible} true", "{tPatientName} Muster^Eva", "{flUsedPatientWeight}{Precision} 1",
    "{flUsedPatientWeight} 70.5", "{Ages}[0] 1", "{Ages}[1] 2", "{Said} so \"it\" is",
  ]
  private static let assigned = ["{tReferenceImage0} 1.2.3", "{sSliceArray.asSlice[0].dThickness} 5.5"]
  private static let entries: [(name: String, vr: String, items: [String])] = [
    ("ImaCoilString", "LO", ["HE1-4", ""]), ("UsedPatientWeight", "DS", ["70.5", "0"]),
    ("PatientOrientation", "CS", []),
  ]
  private static let csaFields = [
    "{ImaCoilString} HE1-4", "{UsedPatientWeight}[0] 70.5", "{UsedPatientWeight}[1] 0",
  ]
  private static let geLines = "ENTRY \"Head First\"\nset NOTES \"for \"\"Eva\"\"\"\nrest\n"
  private static let geFields = ["{ENTRY} Head First", "{NOTES} for \"\"Eva\"\"", "{#line} rest"]
  private static let explicit =
    element(0x0008, 0x0090, "PN", "Who^Dr") + element(0x0010, 0x0010, "PN", "Eva^M ")

  /// All samples, at least one for each kind that is opened.
  static let all: [PayloadSample] = [
    PayloadSample(name: "CSA of type 2", bytes: csa(2, entries), layers: [.csa2], fields: csaFields),
    PayloadSample(
      name: "CSA of type 1", bytes: csa(1, entries), layers: [.csa1], fields: csaFields,
      creator: "SIEMENS CSA HEADER"),
    PayloadSample(
      name: "XProtocol with ASCCONV", bytes: text(inner), layers: [.siemensProtocol],
      fields: innerFields + assigned),
    PayloadSample(
      name: "ASCCONV alone", bytes: text(assignments), layers: [.siemensProtocol], fields: assigned),
    PayloadSample(
      name: "protocol in a protocol in a header",
      bytes: csa(2, [("MrPhoenixProtocol", "UN", [phoenix]), ("Operation_mode_flag", "IS", ["2"])]),
      layers: [.csa2, .siemensProtocol, .siemensProtocol],
      fields: ["{Operation_mode_flag} 2", "{MrPhoenixProtocol}{Count} 1"]
        + innerFields.map { "{MrPhoenixProtocol}{Protocol0}\($0)" }
        + assigned.map { "{MrPhoenixProtocol}\($0)" }),
    PayloadSample(
      name: "GE protocol data block",
      bytes: u32(gzip(text(geLines), name: "Ex1Ser2").count) + gzip(text(geLines), name: "Ex1Ser2") + [0],
      layers: [.gzip, .geProtocol],
      fields: ["{#modified} 20010909014640", "{#name} Ex1Ser2"] + geFields),
    PayloadSample(
      name: "zlib", bytes: [0x78, 0x01] + stored(text("Eva Muster was here today")) + u32(0),
      layers: [.zlib, .plainText], fields: [" Eva Muster was here today"]),
    PayloadSample(
      name: "zip",
      bytes: zip([("a.txt", text("{\"name\": \"Eva\"}")), ("b", text("one: 1\ntwo: 2"))], comment: "by Eva"),
      layers: [.zip, .iniText, .json],
      fields: [
        "{#comment} by Eva", "{a.txt}{#modified} 20250101120000", "{b}{#modified} 20250101120000",
        "{b}{one} 1",
        "{b}{two} 2", "{a.txt}{name} Eva",
      ]),
    PayloadSample(
      name: "XML",
      bytes: text(
        "<?xml version=\"1.0\"?><!-- for Eva --><a id='7'><b>x &lt; &#233;</b><b/>tail<![CDATA[<raw>]]></a>"),
      layers: [.xml],
      fields: [
        "{#instruction} xml version=\"1.0\"", "{#comment} for Eva", "{a}{@id} 7", "{a}{b}[0] x < é",
        "{a}[0] tail", "{a}[1] <raw>",
      ]),
    PayloadSample(
      name: "JSON",
      bytes: text("{\"a\": [1, true, \"x\\n\\u00e9\\ud83d\\ude00\"], \"b\": {\"c\": null, \"d\": \"\"}}"),
      layers: [.json], fields: ["{a}[0] 1", "{a}[1] true", "{a}[2] x\né😀", "{b}{c} null", "{b}{d} "]),
    PayloadSample(
      name: "settings", bytes: text("[Patient]\r\nName=Eva\r\nId = 7\r\n[Scan]\r\nEmpty=\r\n"),
      layers: [.iniText],
      fields: ["{Patient}{Name} Eva", "{Patient}{Id} 7"]),
    PayloadSample(
      name: "base64", bytes: Array(Data(text("<a><b>Eva Muster</b></a>")).base64EncodedString().utf8),
      layers: [.base64, .xml], fields: ["{a}{b} Eva Muster"]),
    PayloadSample(
      name: "UTF-16", bytes: [0xFF, 0xFE] + "Eva Muster, Köln".utf16.flatMap { u16(Int($0)) },
      layers: [.utf16Text],
      fields: [" Eva Muster, K\u{FFFD}ln"]),
    PayloadSample(
      name: "XML in UTF-16", bytes: "<a>Eva</a>".utf16.flatMap { u16(Int($0)).reversed() },
      layers: [.utf16Text, .xml], fields: ["{a} Eva"]),
    PayloadSample(
      name: "certificate",
      bytes: der(
        0x30,
        der(0x30, der(0x02, [7]) + der(0x30, der(0x06, [0x55, 4, 3]) + der(0x0C, text("Eva Muster"))))
          + der(0x17, text("250101000000Z"))),
      layers: [.der], fields: ["{#value}[0] 7", "{2.5.4.3} Eva Muster", "{#value}[1] 250101000000Z"]),
    PayloadSample(
      name: "STEP",
      bytes: text(
        "STEP;\nHEADER;\nFILE_IDENTIFICATION('', 'a;b');\nENDSEC;\nDATA;\n@1 = CsaUVString(0, (69, 118, 97));\n"
          + "ENDSEC;\nENDSTEP;\n"), layers: [.step],
      fields: ["{FILE_IDENTIFICATION} ('', 'a;b')", "{CsaUVString} Eva"]),
    PayloadSample(
      name: "report messages", bytes: text("00100010PN0003Eva00100020LO0001700010107LO0000"),
      layers: [.reportMessages], fields: ["{00100010} Eva", "{00100020} 7"]),
    PayloadSample(
      name: "data set backwards", bytes: explicit.reversed(), layers: [.reversed, .dicomExplicit], fields: []),
    PayloadSample(name: "data set with VRs", bytes: explicit, layers: [.dicomExplicit], fields: []),
    PayloadSample(
      name: "data set without VRs",
      bytes: [(8, 0x60), (0x10, 0x10), (0x10, 0x20)].flatMap {
        u16($0.0) + u16($0.1) + u32(4) + text("ABCD")
      },
      layers: [.dicomImplicit], fields: []),
    PayloadSample(
      name: "items", bytes: [0xFE, 0xFF, 0, 0xE0] + u32(explicit.count) + explicit, layers: [.dicomItems],
      fields: []),
    PayloadSample(
      name: "DICOM file", bytes: [UInt8](repeating: 0, count: 128) + text("DICM") + explicit,
      layers: [.dicomFile],
      fields: []),
    PayloadSample(
      name: "JPEG", bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74, 70, 73, 70], layers: [.jpeg], fields: []),
    PayloadSample(name: "PDF", bytes: text("%PDF-1.4\n1 0 obj"), layers: [.pdf], fields: []),
    PayloadSample(
      name: "text", bytes: text("Dr. Eva Muster saw the patient"), layers: [.plainText],
      fields: [" Dr. Eva Muster saw the patient"]),
    PayloadSample(name: "zeros", bytes: [UInt8](repeating: 0, count: 40), layers: [.blank], fields: []),
    PayloadSample(name: "nothing", bytes: [], layers: [.blank], fields: []),
    PayloadSample(
      name: "bytes", bytes: [1, 0, 200, 3, 255, 9, 0, 1, 77, 2], layers: [.binary],
      fields: [" 1 0 c8 3 ff 9 0 1 4d 2"]),
  ]
}
