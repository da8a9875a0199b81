/// An invented person with the staff, the hospital and the devices around them, and the pseudonym that a right
/// anonymizer gives them. The same seed and number give the same person.
struct InventedPatient: Sendable {
  /// The patient's number in the cohort, from 0.
  let index: Int
  /// The cohort's seed.
  let seed: UInt64
  /// What texts name by a placeholder without a date: `family`, `id`, `hospital` and so on.
  let words: [String: String]
  /// What stands in the place of such words once the patient is anonymized.
  let cleanWords: [String: String]
  /// The day of birth.
  let birth: CivilDate
  /// The day of the first study.
  let visit: CivilDate
  /// By how many days every date of the patient is moved; never 0.
  let shift: Int
  /// Whether texts are written in ISO 8859-1; in UTF-8 otherwise.
  let isLatin: Bool

  /// Makes a person.
  init(index: Int, seed: UInt64, roster: Roster) {
    self.index = index
    self.seed = seed
    var random = SplitMix64(seed: Keyed.number(seed, "patient \(index)"))
    let isFemale = random.happens(0.5)
    // Families go round in steps that meet each word once, so that two patients rarely share one.
    let families = roster.count(of: "family")
    let family = roster.word("family", at: Int(seed % UInt64(families)) + index)
    let given = roster.one(isFemale ? "female" : "male", &random)
    let middle = roster.one(isFemale ? "female" : "male", &random)
    // One in five is over 89, which is an identifier of its own.
    let years = index % 5 == 2 ? random.within(90...97) : random.within(19...88)
    visit = CivilDate(days: CivilDate(2019, 1, 7).days + random.within(0...1600))
    birth = CivilDate(days: visit.days - years * 365 - years / 4 - random.within(5...340))
    shift = -random.within(200...3400)
    isLatin = index % 3 == 1
    let weight = random.within(48...112)
    var words: [String: String] = [
      "family": family, "given": given, "middle": middle, "name": "\(family)^\(given)^\(middle)",
      "initials": (InventedPatient.ascii(given).prefix(1) + InventedPatient.ascii(family).prefix(1))
        .uppercased(),
      "sex": isFemale ? "F" : "M", "years": String(years), "age": CivilDate.digits(years, 3) + "Y",
      "size": "1.\(random.within(52...93))", "weight": "\(weight)",
      "ethnic": roster.one("ethnic-group", &random), "occupation": roster.one("occupation", &random),
      "charset": isLatin ? "ISO_IR 100" : "ISO_IR 192",
    ]
    for person in ["referring", "performing", "reading", "operator", "requesting"] {
      let family = roster.one("staff-family", &random)
      let given = roster.one("staff-given", &random)
      words[person] = "\(family)^\(given)^^Dr"
      words[person + "-family"] = family
      words[person + "-given"] = given
    }
    words["mother"] = "\(roster.one("staff-family", &random))^\(roster.one("female", &random))"
    words["mother-family"] = words["mother"]?.split(separator: "^").first.map(String.init)
    let digits = { (count: Int, random: inout SplitMix64) -> String in
      String(random.within(1...9))
        + (1..<count).map { _ in String(random.within(0...9)) }.joined()
    }
    words["digits"] = digits(8, &random)
    words["id"] = "MRN" + words["digits"]!
    words["other-id"] = "\(digits(3, &random))-\(digits(2, &random))-\(digits(4, &random))"
    words["insurance"] = "HP" + digits(9, &random)
    words["admission"] = "ADM" + digits(7, &random)
    words["accession"] = "ACC" + digits(8, &random)
    words["study-id"] = digits(6, &random)
    words["order"] = "ORD" + digits(7, &random)
    words["barcode"] = digits(12, &random)
    words["street"] = "\(random.within(3...240)) \(roster.one("street", &random))"
    words["city"] = roster.one("city", &random)
    words["zip"] = digits(5, &random)
    words["phone"] = "555-01\(random.within(0...9))-\(digits(4, &random))"
    let mailbox = InventedPatient.ascii(given).lowercased() + "." + InventedPatient.ascii(family).lowercased()
    words["mailbox"] = mailbox
    words["email"] = mailbox + "@mail.example"
    words["hospital"] = roster.one("hospital", &random)
    words["department"] = roster.one("department", &random)
    words["hospital-street"] = "\(random.within(1...90)) \(roster.one("street", &random))"
    words["serial"] = digits(5, &random)
    words["station"] = "SCAN" + digits(3, &random)
    words["host"] = "10.\(random.within(0...250)).\(random.within(0...250)).\(random.within(2...250))"
    words["license"] = "DL" + digits(8, &random)
    words["plate"] = "RZ-\(digits(4, &random))"
    words["account"] = "DE\(digits(20, &random))"
    words["implant"] = "SN" + digits(9, &random)
    words["FAMILY"] = family.uppercased()
    words["GIVEN"] = given.uppercased()
    words["ascii-family"] = InventedPatient.ascii(family)
    words["ascii-given"] = InventedPatient.ascii(given)
    self.words = words
    let number = CivilDate.digits(Int(Keyed.number(seed, "pseudonym \(index)") % 100_000), 5)
    let pseudonym = "COHORT-\(CivilDate.digits(index + 1, 4))\(number)"
    var clean = ["pseudonym": pseudonym, "site": "COHORT"]
    for kept in ["sex", "size", "weight", "ethnic", "charset"] { clean[kept] = words[kept] }
    // An age over 89 goes, whatever option keeps ages.
    clean["age"] = years > 89 ? "∅" : words["age"]
    cleanWords = clean
  }

  /// Letters without their marks, as file names and mailboxes have them.
  static func ascii(_ text: String) -> String {
    let pairs: [Character: String] = [
      "é": "e", "è": "e", "á": "a", "à": "a", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ñ": "n",
      "ç": "c", "í": "i", "ó": "o", "ß": "ss", "ú": "u", "ë": "e", "ê": "e", "'": "", " ": "",
    ]
    return text.map { letter in
      if let plain = pairs[letter] { return plain }
      guard let plain = pairs[Character(letter.lowercased())] else { return String(letter) }
      return plain.prefix(1).uppercased() + plain.dropFirst()
    }.joined()
  }
}

/// Numbers and UIDs that a seed and a text always give.
enum Keyed {
  /// 64 bits.
  static func number(_ seed: UInt64, _ text: String) -> UInt64 {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var random = SplitMix64(seed: hash ^ seed)
    return random.next()
  }

  /// A UID below 2.25, of the form of a random UUID.
  static func uid(_ seed: UInt64, _ text: String) -> String {
    let high = number(seed, "high " + text) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = number(seed, "low " + text) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return "2.25.\(UInt128(high) << 64 | UInt128(low))"
  }
}
