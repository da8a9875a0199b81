internal import Pixels
internal import Text

/// Finds a label that announces a person's data, and what follows it.
struct LabelShape {
  /// What a line has behind a label.
  enum Found: Equatable {
    /// Something that can be such a value.
    case value(IdentifierKind)
    /// Nothing that can be: the label stands alone.
    case labelOnly
  }

  private struct Label {
    let words: [[UInt32]]
    let alike: [[UInt32]]
    let kind: IdentifierKind
    /// Whether only a colon or the like makes it a label.
    let needsMark: Bool

    init(_ text: String, _ kind: IdentifierKind, needsMark: Bool) {
      words = text.split(separator: " ").map { Glyphs.folded($0) }
      alike = words.map { $0.map { Glyphs.alike($0) } }
      self.kind = kind
      self.needsMark = needsMark
    }
  }

  private static func labels(_ kind: IdentifierKind, _ plain: [String], marked: [String]) -> [Label] {
    plain.map { Label($0, kind, needsMark: false) } + marked.map { Label($0, kind, needsMark: true) }
  }

  // The longest first, so that PATIENT ID is not taken for PATIENT.
  private static let all =
    (labels(
      .personName,
      [
        "PATIENT NAME", "PAT NAME", "PATIENTNAME", "PATIENTS NAME", "PATIENT S NAME", "LAST NAME",
        "FIRST NAME",
        "MIDDLE NAME", "FAMILY NAME", "GIVEN NAME", "SURNAME", "NACHNAME", "VORNAME", "REFERRING PHYSICIAN",
        "PERFORMING PHYSICIAN", "PERFORMED BY", "PHYSICIAN", "OPERATOR", "TECHNOLOGIST", "SONOGRAPHER",
        "RADIOLOGIST", "PATIENTENNAME",
      ],
      marked: [
        "NAME", "PATIENT", "PAT", "PT", "NOM", "PRENOM", "NOMBRE", "APELLIDO", "TECH", "DOCTOR", "DR", "MD",
        "REF", "ARZT",
      ])
    + labels(
      .birthDate,
      [
        "DOB", "D O B", "BIRTHDATE", "BIRTH DATE", "DATE OF BIRTH", "BORN", "GEBURTSDATUM", "GEB", "BIRTHDAY",
      ],
      marked: ["BIRTH", "BD", "NE LE"])
    + labels(
      .accessionNumber, ["ACCESSION", "ACCESSION NUMBER", "ACCESSION NO", "ACC NO", "ACC NUMBER"],
      marked: ["ACC"])
    + labels(
      .identifier,
      [
        "PATIENT ID", "PAT ID", "PATIENTID", "PATID", "PATIENTEN ID", "PID", "MRN", "MEDICAL RECORD NUMBER",
        "SSN",
        "HOSPITAL NUMBER", "HOSPITAL NO", "HOSP NO", "NHS NO", "NHS NUMBER", "PATIENT NUMBER", "PATIENT NO",
      ],
      marked: ["ID", "NHS", "MR", "CASE", "UNIT NO"])
    + labels(.telephone, ["TELEPHONE", "PHONE", "TELEFON"], marked: ["TEL", "FAX", "MOBILE"])
    + labels(.institution, [], marked: ["HOSPITAL", "CLINIC", "INSTITUTION", "SITE"]))
    .sorted { $0.words.joined().count > $1.words.joined().count }

  private static let headings: Set<[UInt32]> = Set(
    ["SEX", "AGE", "NAME", "PATIENT", "DATE", "WEIGHT", "HEIGHT", "GENDER"].map {
      Glyphs.folded($0).map { Glyphs.alike($0) }
    } + all.filter { $0.alike.count == 1 }.map { $0.alike[0] })

  private let line: LineText
  private let harmless: HarmlessWords
  private let isDummy: @Sendable (String) -> Bool

  init(_ line: LineText, _ harmless: HarmlessWords, isDummy: @escaping @Sendable (String) -> Bool) {
    self.line = line
    self.harmless = harmless
    self.isDummy = isDummy
  }

  /// The first label with a value, or a label without one; nil if the line has none.
  var found: Found? {
    var alone: Found?
    for place in line.parts.indices {
      guard let label = LabelShape.all.first(where: { stands($0, at: place) }) else { continue }
      if isValue(at: place + label.words.count, label.kind) { return .value(label.kind) }
      alone = .labelOnly
    }
    return alone
  }

  private func stands(_ label: Label, at place: Int) -> Bool {
    guard place + label.words.count <= line.parts.count,
      zip(label.alike, line.parts[place...]).allSatisfy({ $0 == $1.alike }),
      zip(label.words, line.parts[place...]).allSatisfy({
        $0.count > 3 || $0 == LabelShape.letters($1.folded)
      })
    else { return false }
    guard label.needsMark else { return true }
    guard line.after(place + label.words.count - 1).contains(where: { ":=#".contains($0) }) else {
      return false
    }
    // `Protocol Name:` names a protocol, but `Lat: Name:` has two labels.
    guard label.kind == .personName, place > 0, line.parts[place].before == " " else { return true }
    return !harmless.contains(line.parts[place - 1].text)
  }

  /// With the letters that digits look like. In short labels no letter is taken for another: `LO:` is not `ID:`.
  private static func letters(_ folded: [UInt32]) -> [UInt32] {
    folded.map { glyph in
      switch glyph {
      case 0x30: 0x4F
      case 0x31, 0x7C, 0x21: 0x49
      case 0x35: 0x53
      case 0x38: 0x42
      default: glyph
      }
    }
  }

  private func isValue(at start: Int, _ kind: IdentifierKind) -> Bool {
    var place = start
    while place < line.parts.count, [[0x4E, 0x30], [0x4E, 0x52]].contains(line.parts[place].alike) {
      place += 1
    }
    guard place < line.parts.count else { return false }
    let part = line.parts[place]
    guard !LabelShape.headings.contains(part.alike), !isDummy(part.text) else { return false }
    switch kind {
    case .birthDate, .telephone:
      let digits = line.parts[place...].prefix(4).reduce(0) { $0 + $1.folded.count { Glyphs.isDigit($0) } }
      return digits >= (kind == .birthDate ? 4 : 6)
    case .identifier, .accessionNumber: return isIdentifier(at: place)
    default: return part.isLetters && part.folded.count >= 2 && !harmless.contains(part.text)
    }
  }

  private func isIdentifier(at place: Int) -> Bool {
    let part = line.parts[place]
    let word = line.words[part.word].text
    if part.isLetters {
      // `ID PLASTIC` is too little to go by, `Patient ID PLASTIC` and `ID: PLASTIC` are enough.
      return part.folded.count >= 4 && !harmless.contains(part.text)
        && (place >= 2 || part.before.contains { ":=#".contains($0) })
    }
    // Lengths have points and units: `ID: 12.5 mm` is an inner diameter.
    if harmless.contains(word), word.contains(where: { ".,".contains($0) }) { return false }
    if part.word + 1 < line.words.count, HarmlessWords.isNumber(word),
      ["MM", "CM"].contains(line.words[part.word + 1].text.uppercased())
    {
      return false
    }
    var length = part.folded.count
    for next in line.parts[(place + 1)...] {
      guard next.isMarked else { break }
      length += next.folded.count
    }
    return length >= 3
  }
}
