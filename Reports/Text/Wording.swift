internal import DICOM
internal import Findings

/// How the reports for people say things: the same words and numbers on the page as on the terminal.
enum Wording {
  /// Whether a character shows as itself: it neither controls a terminal nor turns the direction of text.
  static func isVisible(_ scalar: UnicodeScalar) -> Bool {
    if (" "..."~").contains(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
    default: return true
    }
  }

  /// Text of others, with what does not show as itself written as `\u{202e}`.
  static func visible(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy(isVisible) { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isVisible(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    }
    return shown
  }

  /// The digits of a number in groups of three, from five digits on.
  static func grouped(_ number: Int, by separator: String = "\u{202F}") -> String {
    let digits = String(number)
    guard digits.utf8.count > 4 else { return digits }
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.utf8.count - place) % 3 == 0 { text += separator }
      text.append(digit)
    }
    return text
  }

  /// What is counted in reports for people: as one, and as more or none.
  enum Noun: String {
    case file, finding, attribute, rule, entry, element, picture, note, place, kind, output
    case patient, study, modality, maker, table
    case privateBlock = "private block", inventedPerson = "invented person"

    fileprivate var one: String { "{1} \(rawValue)" }
    fileprivate var many: String {
      switch self {
      case .entry: "{1} entries"
      case .study: "{1} studies"
      case .modality: "{1} modalities"
      default: "{1} \(rawValue)s"
      }
    }
  }

  /// `1 file`, `2 files`.
  static func count(_ number: Int, _ noun: Noun, by separator: String = "\u{202F}") -> String {
    Language.current.text(number == 1 ? noun.one : noun.many, [grouped(number, by: separator)])
  }

  /// A share in tenths of a hundredth. Neither a little nor nearly all is rounded away.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    if part == whole { return "100 %" }
    if part == 0 { return "0 %" }
    let tenths = min(999, Int(Double(part) * 1_000 / Double(whole)))
    let (whole, part) = tenths == 0 ? (0, 1) : (tenths / 10, tenths % 10)
    let number: Phrase = "\(whole).\(part) %"
    return tenths == 0 ? "< \(number)" : number.description
  }

  /// What the whole comes to, in one word or three.
  static func word(_ outcome: Outcome) -> StaticString {
    switch outcome {
    case .clean: "Clean"
    case .accepted: "Accepted"
    case .flagged: "Flagged"
    case .notFullyChecked: "Not fully checked"
    }
  }

  /// What an outcome of a run means.
  static func sentence(_ outcome: Outcome) -> StaticString {
    switch outcome {
    case .clean: "No finding in the checks listed, and every byte in scope was accounted for."
    case .accepted:
      "Everything was looked at, and what is wrong or open was accepted before the run: see what is named below."
    case .flagged: "The profile is broken: what is named below must be corrected before the files go out."
    case .notFullyChecked:
      "Nothing found breaks the profile, but not everything was judged: see what is still open below."
    }
  }

  /// How many originals were found, and by what, the surest way first.
  static func pairs(_ tally: Tally) -> String {
    let found = tally.pairs.sorted { $0.key < $1.key }.map {
      "\(grouped($0.value)) " + Language.current.text($0.key.words.description)
    }
    return found.isEmpty ? Language.current.text("none") : found.joined(separator: ", ")
  }

  /// The profile and its options.
  static func profile(_ run: RunDescription) -> String {
    let profile = visible(run.profile)
    let phrase: Phrase =
      if run.areOptionsFromClaim {
        "\(profile), with the options that each file claims"
      } else if run.options.isEmpty {
        "\(profile), without options"
      } else {
        "\(profile), with \(run.options.map(visible).joined(separator: ", "))"
      }
    return phrase.description
  }

  /// How an attribute is named: path without item numbers, keyword, private creator.
  static func attribute(_ key: FindingGroup.Key, _ group: FindingGroup) -> String {
    var parts = [key.pattern]
    if let keyword = group.examples.first?.finding.place.keyword { parts.append(keyword.description) }
    if let creator = key.creator { parts.append(creator.text) }
    let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
    return text.isEmpty ? Language.current.text("the file itself") : visible(text)
  }

  /// How many files there are of each SOP class, the most frequent first; nil stands for none that is well
  /// known.
  static func sopClasses(_ tally: Tally) -> [(name: String?, files: Int)] {
    tally.sopClasses.map { ($0.key?.description, $0.value) }.sorted { left, right in
      if left.1 != right.1 { return left.1 > right.1 }
      guard let leftName = left.0 else { return false }
      guard let rightName = right.0 else { return true }
      return leftName < rightName
    }
  }
}
