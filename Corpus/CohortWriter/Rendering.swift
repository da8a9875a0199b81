/// Puts a patient's words, days and UIDs into the texts of a study, as the original has them or as a right anonymizer
/// leaves them.
struct Rendering {
  let patient: InventedPatient
  /// Whether this is the anonymizer's side.
  let isClean: Bool
  /// The day of the study, before it is moved.
  let date: CivilDate
  /// Further words: the time, the number of the instance, the study's description.
  let extra: [String: String]

  /// The value of a text; nil where the side takes the element away.
  ///
  /// - Parameter used: gains the names of the UIDs that the text has.
  /// - Throws: ``CohortError`` for a word that is not known, or is known on the original's side only.
  func text(_ template: String, used: inout Set<String>) throws -> String? {
    let side = Rendering.side(of: template, isClean: isClean)
    if side == "∅" { return nil }
    let text = try filled(side, used: &used)
    return text == "∅" ? nil : text
  }

  /// What a text has on one side: of each `«original|clean»` its own part.
  static func side(of template: String, isClean: Bool) -> String {
    guard template.contains("«") else { return template }
    var text = ""
    for (index, part) in template.split(separator: "«", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.lastIndex(of: "»") else {
        text += part
        continue
      }
      // The last bar parts the sides: a built value has bars of its own.
      let inside = part[..<end]
      if let bar = inside.lastIndex(of: "|") {
        text += isClean ? inside[inside.index(after: bar)...] : inside[..<bar]
      }
      text += part[part.index(after: end)...]
    }
    return text
  }

  /// The words that are put into a text on the original's side, in their order.
  func words(in template: String) throws -> String {
    var (found, unused): ([String], Set<String>) = ([], [])
    for part in template.split(separator: "{") {
      guard part.first?.isLetter == true, let close = part.firstIndex(of: "}") else { continue }
      found.append(try word(String(part[..<close]), used: &unused))
    }
    return found.joined(separator: " ")
  }

  /// What of a text a right anonymizer takes out, with the words put in; the whole where it names no part.
  func planted(_ template: String) throws -> String {
    var unused: Set<String> = []
    guard template.contains("«") else { return try filled(template, used: &unused) }
    let parts = template.split(separator: "«", omittingEmptySubsequences: false).dropFirst().compactMap {
      part -> String? in
      guard let end = part.lastIndex(of: "»"), let bar = part[..<end].lastIndex(of: "|") else { return nil }
      return String(part[..<bar])
    }
    return try filled(parts.joined(separator: " "), used: &unused)
  }

  private func filled(_ template: String, used: inout Set<String>) throws -> String {
    guard template.contains("{") else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard inside.first?.isLetter == true, let close = inside.firstIndex(of: "}") else {
        result += "{"
        rest = inside
        continue
      }
      result += try word(String(inside[..<close]), used: &used)
      rest = inside[inside.index(after: close)...]
    }
    return result + rest
  }

  private func word(_ name: String, used: inout Set<String>) throws -> String {
    if let word = extra[name] { return word }
    if let word = isClean ? patient.cleanWords[name] : patient.words[name] ?? patient.cleanWords[name] {
      return word
    }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    if parts[0] == "uid", parts.count == 2, let n = extra["n"], let study = extra["study"],
      let object = extra["object"]
    {
      let uid = parts[1].replacing("#", with: n).replacing("$", with: study).replacing("@", with: object)
      used.insert(uid)
      return uidText(uid)
    }
    // The clean birth date is only asked for where a text computes with it; it moves like all others.
    if let day = ["date": date, "birth": patient.birth][parts[0]] {
      let moved = isClean ? CivilDate(days: day.days + patient.shift) : day
      if let text = moved.text(parts.count == 2 ? parts[1] : "") { return text }
    }
    throw CohortError(description: "no word {\(name)}\(isClean ? " for a clean text" : "")")
  }

  /// The UID of a name: as a scanner of the study's kind makes it, or the one that takes its place.
  func uidText(_ name: String) -> String {
    let key = "\(patient.index)/\(name)"
    if isClean { return Keyed.uid(patient.seed, "clean " + key) }
    let number = Keyed.number(patient.seed, key)
    let day = patient.visit.text("")!  // the form without a name is there
    let serial = patient.words["serial"]!  // every patient has one
    let clock = CivilDate.digits(Int(number % 86_400), 5)
    let epoch = String((patient.visit.days) * 86_400 + Int(number % 86_400))
    switch name.prefix(2) {
    case "mr", "en", "xa": return "1.3.12.2.1107.5.2.36.\(serial).\(day)0\(clock)\(number >> 32 % 1_000_000)"
    case "ct", "mg": return "1.2.840.113619.2.\(serial).3.\(number >> 40).\(number % 100_003).\(epoch)"
    case "pe": return "1.3.46.670589.28.\(serial).\(day)\(clock).1.\(number >> 44)"
    default: return "1.2.276.0.7230010.3.1.\(serial).\(number >> 40).\(epoch).\(number % 1_000_003)"
    }
  }
}
