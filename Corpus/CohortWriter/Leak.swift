/// An identifier that is planted in the studies of a cohort, and what a right anonymizer does to it: a row of
/// `Cohort/leaks.csv`.
public struct Leak: Sendable {
  /// A sequence item on the way to an element.
  struct Step: Sendable {
    let number: UInt32
    let item: Int
  }

  /// Where a leak that is no element's value stands.
  enum Holder: String, Sendable {
    /// The file's path below the folder, and the 128 bytes before the file meta information.
    case file, preamble
  }

  /// The row's name.
  public let id: String
  /// The kind of study, as in `studies.csv`.
  public let study: String
  /// The object, as in `Cohort/Objects`.
  public let object: String
  /// Which instance of the object, from 1; 0 for all of them.
  public let instance: Int
  /// The place: a path such as `(0040,0275)[0].(0040,0007)`, or `file` or `preamble`.
  public let place: String
  /// In which form it is written, in words.
  public let form: String
  /// The clause that it breaks where it stays.
  public let clause: String
  /// The letter of 45 CFR 164.514(b)(2)(i); several where it holds several things.
  public let hipaa: String
  /// What Annex E demands: X, Z, D, U, C, or `pixels`, `meta`, `file`.
  public let action: String
  /// The action of the answer keys of the MIDI-B challenge; empty where they have none for such a place.
  public let midi: String

  /// The element; nil where it is no element's value.
  let element: DraftElement?
  let holder: Holder?
  let steps: [Step]
  let value: String
  let carriers: [(path: [Step], text: String)]

  /// The header of the table that stands beside an answer key.
  public static let header = "id,place,form,clause,action\n"

  /// The leak's row of that table: the kind of study and the place, and what breaks which clause.
  public var row: String {
    [id, "\(object.uppercased()) \(place)", form, clause, action].map(CohortTable.field).joined(
      separator: ",") + "\n"
  }

  static let columns = [
    "id", "study", "object", "instance", "path", "vr", "form", "value", "carrier", "clause", "hipaa",
    "action", "midi",
  ]

  /// Reads all rows.
  ///
  /// - Throws: ``CohortError`` for a row that says something that no reader of it knows.
  public static func all() throws -> [Leak] {
    let leaks = try CohortTable("leaks.csv", columns: columns).rows.map { try Leak($0) }
    guard Set(leaks.map(\.id)).count == leaks.count else {
      throw CohortError(description: "leaks.csv: expected every id once")
    }
    return leaks
  }

  private init(_ row: [String: String]) throws {
    id = row[column: "id"]
    study = row[column: "study"]
    object = row[column: "object"]
    place = row[column: "path"]
    form = row[column: "form"]
    value = row[column: "value"]
    clause = row[column: "clause"]
    hipaa = row[column: "hipaa"]
    action = row[column: "action"]
    midi = row[column: "midi"]
    let name = row[column: "id"]
    guard let instance = row[column: "instance"] == "*" ? 0 : Int(row[column: "instance"]) else {
      throw CohortError(description: "leaks.csv, \(name): expected a number or * as instance")
    }
    self.instance = instance
    let actions = ["X", "Z", "D", "U", "C", "K", "pixels", "meta", "file"]
    let known = MIDIAction.allCases.map(\.rawValue) + [""]
    guard actions.contains(action), known.contains(midi) else {
      throw CohortError(description: "leaks.csv, \(name): expected an action and a MIDI-B action")
    }
    holder = Holder(rawValue: place)
    if holder == nil {
      let (steps, tag) = try Leak.path(place, name)
      self.steps = steps
      element = try Draft.element("\(tag) \(row[column: "vr"])", "leaks.csv, \(name)")
    } else {
      (steps, element) = ([], nil)
    }
    carriers = try row[column: "carrier"].split(separator: ";").map { text in
      let words = text.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else {
        throw CohortError(description: "leaks.csv, \(name): expected elements as carrier")
      }
      let (steps, tag) = try Leak.path(String(words[0]), name)
      return (steps, "\(tag) \(words[1])")
    }
  }

  private static func path(_ text: String, _ row: String) throws -> ([Step], Substring) {
    let parts = text.split(separator: ".")
    guard let last = parts.last else { throw CohortError(description: "leaks.csv, \(row): expected a path") }
    let steps = try parts.dropLast().map { part in
      guard part.count > 13, part.hasSuffix("]"), let item = Int(part.dropFirst(12).dropLast()) else {
        throw CohortError(description: "leaks.csv, \(row): expected items as (0040,0275)[0]")
      }
      let (group, element) = try Notation.tag(part, 0)
      return Step(number: UInt32(group) << 16 | UInt32(element), item: item)
    }
    return (steps, last)
  }
}

/// An action of the answer keys of the MIDI-B challenge, as its validation script names it.
public enum MIDIAction: String, CaseIterable, Sendable {
  /// The element is still there; it has a value; the value still has a text; the value has lost a text.
  case tagRetained = "tag_retained"
  case textNotNull = "text_notnull"
  case textRetained = "text_retained"
  case textRemoved = "text_removed"
  /// The date is another; the UID is another, and the one that the map gives; so for the patient's ID.
  case dateShifted = "date_shifted"
  case uidChanged = "uid_changed"
  case uidConsistent = "uid_consistent"
  case patientIDConsistent = "patid_consistent"
  /// A rectangle shows no text any more; the pixel data are what they were.
  case pixelsHidden = "pixels_hidden"
  case pixelsRetained = "pixels_retained"
}
