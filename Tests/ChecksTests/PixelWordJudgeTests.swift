import Checks
import DICOM
import Pixels
import Rules
import Testing
import Text

private let person: [(String, String, String)] = [
  ("(0010,0010)", "PN", "Harlow^Adele Ronja^B^Dr"), ("(0010,0020)", "LO", "MR-00417733"),
  ("(0010,0030)", "DA", "19570412"), ("(0008,0020)", "DA", "20190307"), ("(0008,0030)", "TM", "141530.25"),
  ("(0008,0050)", "SH", "A4471902"), ("(0008,0080)", "LO", "Northgate General Hospital"),
  ("(0008,0081)", "ST", "14 Quarry Lane, Eastmere"), ("(0008,0090)", "PN", "Brennan^Felix"),
  ("(0008,1010)", "SH", "NGCT07B"), ("(0018,1000)", "LO", "SN551207"), ("(0010,1010)", "AS", "061Y"),
]

@Test(
  arguments: [
    // line, kind
    ("HARLOW", .personName), ("Harlow, Adele", .personName), ("ADELE HARLOW", .personName),
    ("HARLOW^ADELE", .personName), ("Hario w", .personName), ("HARL0W", .personName), ("Har1ow", .personName),
    ("Hatlow", .personName), ("H.ARLOW", .personName), ("HARLOWADELE", .personName),
    ("xyzAdeleHarlow", .personName),
    ("Dr. Brennan", .personName), ("Br3nnan", .personName), ("RONJA", .personName),
    ("MR-00417733", .identifier), ("417733", .identifier), ("OO4I7733", .identifier),
    ("MR 0041 7733", .identifier),
    ("A4471902", .accessionNumber), ("A447l9O2", .accessionNumber), ("Acc A4471902", .accessionNumber),
    ("12.04.1957", .birthDate), ("04/12/1957", .birthDate), ("12-APR-1957", .birthDate),
    ("Apr 12 1957", .birthDate),
    ("April 12, 1957", .birthDate), ("1957-04-12", .birthDate), ("19570412", .birthDate),
    ("12.4.57", .birthDate),
    ("12.04.57", .birthDate), ("12.O4.I957", .birthDate), ("0411211957", .birthDate),
    ("12. Apr. 1957", .birthDate),
    ("4/12/1957", .birthDate), ("12APR57", .birthDate), ("12.94.57", .birthDate),
    ("07.03.2019", .date), ("14:15:30", .time), ("2:15:30 PM", .time),
    ("Northgate General", .institution), ("NORTHGATE", .institution), ("Eastmere", .address),
    ("14 Quarry Lane", .address), ("NGCT07B", .station), ("SN551207", .identifier), ("61Y", .age),
  ] as [(String, IdentifierKind)])
func aKnownValueIsRecognized(_ line: String, _ kind: IdentifierKind) throws {
  #expect(try PixelWords.judge(person).judge(line: PixelWords.words(line)) == .identifier(kind))
}

@Test(
  arguments: [
    // line, kind
    ("03/14/1988", .date), ("14.03.1988", .date), ("1988-03-14", .date), ("19880314", .date),
    ("14-MAR-1988", .date),
    ("Mar 14, 1988", .date), ("14 March 1988", .date), ("14.03.88", .date), ("3/14/88", .date),
    ("14MAR88", .date),
    ("19880314101530", .date), ("L 14.O3.1988 5 cm", .date), ("14. März 1988", .date),
    ("Name: Quist", .personName), ("Patient Name Quist", .personName), ("NAME: QUIST", .personName),
    ("Lat: Name: Vera Quist", .personName),
    ("DOB: 1988", .birthDate), ("D0B: 14/03/", .birthDate),
    ("ID: 99312", .identifier),
    ("MRN 99312", .identifier), ("Patient ID PLASTIC", .identifier), ("Acc: 0545", .accessionNumber),
    ("QUIST^VERA", .personName), ("Quist, Vera", .personName), ("QUIST, VERA 12 cm", .personName),
    ("(216) 555-0134", .telephone), ("216-555-0134", .telephone), ("+49 30 5550134", .telephone),
    ("Tel: 5550134", .telephone), ("vera@quist.example", .electronicMail), ("123-45-6789", .identifier),
  ] as [(String, IdentifierKind)])
func somethingThatIdentifiesByItselfIsRecognized(_ line: String, _ kind: IdentifierKind) throws {
  #expect(try PixelWords.judge().judge(line: PixelWords.words(line)) == .identifier(kind))
}

@Test(
  arguments: [
    "L", "R", "A", "P", "RPO", "120 kV", "120kVp", "MI 0.7", "TIS=0.5", "TIS0.5", "36Hz", "15.0cm", "512x512",
    "W:400 L:40",
    "Gain = 8 dB", "Liver, Right", "BREAST", "3D", "C5-1", "0:05", "00:12", "IM#1", "Im: 12/48",
    "T2 FLAIR TR 9000",
    "SIEMENS", "GE MEDICAL SYSTEMS", "LOGIQ", "Thyroid", "10 20 30 40", "-0.5", "6 cm/s", "mGy*cm",
    "DFOV 16,0cm",
    "3/2/0 mm/s", "GA1N", "R A P16 S45.5", "60%", "40 fps", "SL: 3.0 mm", "Sagittal", "Long axis",
    "PRF 5000",
  ])
func whatEquipmentDrawsIsHarmless(_ line: String) throws {
  #expect(try PixelWords.judge(person).judge(line: PixelWords.words(line)) == .harmless)
}

@Test(
  arguments: [
    "Milvue Suite", "Quist", "connlab", "12345", "1234567", "Name:", "DOB:", "14:15:31", "0545234234",
    "Scott",
    "GENERAL HOSPITAL", "ID: 12", "Mar 1988", "DOB 14.3.", "12 Oct", "12/1982", "5-AR-1943", "ID: 12.5 mm",
    "1.2.840.10008", "Protocol Name: Quist",
  ])
func otherTextIsReadable(_ line: String) throws {
  #expect(try PixelWords.judge(person).judge(line: PixelWords.words(line)) == .readable)
}

@Test(
  arguments: [
    // line, confidence
    ("", 0.9), ("~", 0.9), ("k", 0.9), ("- . |", 0.9), ("xkrt", 0.2), ("L", 0.2), ("L k", 0.9), ("----", 0.9),
    ("Gain", 0.1), ("5", 0.3),
  ] as [(String, Float)])
func whatIsNoTextIsNoise(_ line: String, _ confidence: Float) throws {
  #expect(try PixelWords.judge(person).judge(line: PixelWords.words(line, confidence: confidence)) == .noise)
}

@Test(arguments: ["HEAD", "Head Neck", "PHANTOM", "GE MEDICAL SYSTEMS", "CT4"])
func aKnownValueThatIsAHarmlessWordIsForAPerson(_ line: String) throws {
  let judge = try PixelWords.judge([
    ("(0010,0010)", "PN", "HEAD^PHANTOM"), ("(0008,0080)", "LO", "GE Medical Systems"),
    ("(0008,1010)", "SH", "CT4"),
  ])
  #expect(judge.judge(line: PixelWords.words(line)) == .readable)
  #expect(judge.judge(line: PixelWords.words("Name: HEAD")) == .identifier(.personName))
}

@Test(
  arguments: [
    // tag, VR, text: dummies, what is too short, what does not identify, descriptions
    ("(0010,0010)", "PN", "ANONYMIZED"), ("(0010,0010)", "PN", "ANONYMOUS^PATIENT"),
    ("(0010,0020)", "LO", "XXXX"),
    ("(0010,0010)", "PN", "Li^Bo"), ("(0010,0030)", "DA", "19000101"), ("(0008,0030)", "TM", "000000"),
    ("(0008,1030)", "LO", "Quist protocol"), ("(0008,0060)", "CS", "QUIST"),
    ("(0008,0018)", "UI", "1.2.3.4.5.6.7"),
    ("(0010,0020)", "LO", "0000000"), ("(0010,4000)", "LT", "Vera Quist"), ("(0010,0040)", "CS", "F"),
    ("(0010,0010)", "PN", "^^^"), ("(0008,0020)", "DA", "not"),
  ])
func aValueThatDoesNotIdentifyIsNotLookedFor(_ tag: String, _ vr: String, _ text: String) throws {
  let known = try PixelWords.known([(tag, vr, text)])
  let joined = text == "Li^Bo"  // The whole name has four letters.
  #expect(known.isEmpty != joined)
}

@Test func noHarmlessTermIsAMonth() throws {
  let terms = try PixelWords.tables().annotations.terms
  for month in [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC", "MAI", "OKT",
    "DEZ",
    "ENE", "ABR", "AGO", "DIC", "MRZ", "AVR", "FEV", "MARS",
  ] { #expect(terms[month] == nil, "\(month)") }
}
