public import Corpus
internal import Foundation
internal import GRDB

/// An answer key of the MIDI-B challenge: an SQLite database with the table and columns that the validation script of
/// CBIIT reads (github.com/CBIIT/MIDI_validation_script, `modules`).
///
/// `answer_data` has a row a file; its column AnswerData is JSON, an object a check, numbered from 0.
public struct MIDIKey {
  private let database: DatabaseQueue

  /// Begins a key.
  ///
  /// - Throws: SQLite's error where there is such a table already, or the file cannot be written.
  public init(path: String) throws {
    database = try DatabaseQueue(path: path)
    try database.write { database in
      try database.create(table: "answer_data") { table in
        table.primaryKey("index", .integer)
        for column in MIDIKey.columns { table.column(column, .text).notNull() }
      }
    }
  }

  private static let columns = [
    "Modality", "SOPClassUID", "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID",
    "AnswerData",
  ]

  /// Adds what the key asks of a patient's files.
  public func add(_ files: [Cohort.File]) throws {
    try database.write { database in
      for file in files {
        let identity = file.identity
        try database.execute(
          sql: """
            INSERT INTO answer_data (Modality, SOPClassUID, PatientID, StudyInstanceUID, SeriesInstanceUID,
            SOPInstanceUID, AnswerData) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            identity.modality, identity.sopClass, identity.patientID, identity.study, identity.series,
            identity.instance, try MIDIKey.data(of: file.answers),
          ])
      }
    }
  }

  /// The checks of a file as JSON.
  private static func data(of answers: [Answer]) throws -> String {
    var checks: [String: Check] = [:]
    for answer in answers {
      for demand in answer.demands { checks[String(checks.count)] = try Check(answer, demand) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(checks), as: UTF8.self)
  }
}

/// One check as the script reads it; texts stand in angle brackets.
private struct Check: Encodable {
  let tag: String
  let tagPath: String
  let name: String
  let value: String
  let action: String
  let text: String
  let category: Category

  enum CodingKeys: String, CodingKey {
    case tag
    case tagPath = "tag_ds"
    case name = "tag_name"
    case value
    case action
    case text = "action_text"
    case category = "answer_category_v2"
  }

  init(_ answer: Answer, _ demand: Answer.Demand) throws {
    tag = "<\(answer.path)>"
    tagPath = answer.scriptPath
    name = "<\(answer.name)>"
    action = "<\(demand.action.rawValue)>"
    category = Category(answer, demand)
    if demand.action == .pixelsHidden, let box = answer.rectangle {
      let place = TextPlace(
        text: demand.text, topLeft: [box.x, box.y], bottomRight: [box.x + box.width, box.y + box.height])
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      text = "<\(String(decoding: try encoder.encode(place), as: UTF8.self))>"
      value = "<>"
    } else {
      text = "<\(demand.text)>"
      value = "<\(answer.value)>"
    }
  }
}

/// Where text is to be hidden, in pixels from the upper left corner.
private struct TextPlace: Encodable {
  let text: String
  let topLeft: [Int]
  let bottomRight: [Int]

  enum CodingKeys: String, CodingKey {
    case text
    case topLeft = "top_left"
    case bottomRight = "bottom_right"
  }
}

/// What the script's reports sort a check by.
private struct Category: Encodable {
  struct HIPAA: Encodable {
    let z: String
    let m: String
  }
  struct Standard: Encodable {
    let p15: String
    let iod: String
    let safe: String
  }
  struct Practice: Encodable {
    let ptkb: String
    let p15: String
    let rev: String
  }

  let hipaa: HIPAA
  let dicom: Standard
  let tcia: Practice
  let previous: String

  enum CodingKeys: String, CodingKey {
    case hipaa, dicom, tcia
    case previous = "prev_cat"
  }

  init(_ answer: Answer, _ demand: Answer.Demand) {
    let letter = answer.hipaa.first.map { "HIPAA-\($0)" } ?? ""
    let basic = answer.basic.isEmpty ? "" : "DICOM-P15-BASIC-\(answer.basic)"
    hipaa = HIPAA(z: "", m: letter)
    dicom = Standard(p15: basic, iod: "DICOM-IOD-\(answer.type)", safe: "")
    tcia = Practice(
      ptkb: "", p15: "TCIA-P15-\(answer.basic.isEmpty ? "K" : answer.basic)",
      rev: answer.basic.isEmpty ? "TCIA-REV" : "")
    previous = ""
  }
}
