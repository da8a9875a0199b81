internal import Foundation

/// A cohort of invented patients: realistic studies with planted leaks, the answer key to them, and the same studies as
/// a right anonymizer leaves them. One patient is in memory at a time; the same seed gives the same bytes.
public struct Cohort: Sendable {
  /// A file of both sides.
  public struct File: Sendable {
    /// The path of the original below its folder.
    public let path: String
    /// The original's bytes.
    public let bytes: [UInt8]
    /// The path of the clean file below its folder.
    public let cleanPath: String
    /// The clean file's bytes.
    public let cleanBytes: [UInt8]
    /// Modality, SOP class and UIDs of the original.
    public let identity: Identity
    /// What a right anonymizer does to each element.
    public let answers: [Answer]
  }

  /// What names a file in an answer key.
  public struct Identity: Sendable {
    /// (0008,0060).
    public var modality = ""
    /// (0008,0016).
    public var sopClass = ""
    /// (0010,0020).
    public var patientID = ""
    /// (0020,000D).
    public var study = ""
    /// (0020,000E).
    public var series = ""
    /// (0008,0018).
    public var instance = ""
  }

  /// A patient's files, and what became of the patient's ID and UIDs.
  public struct Patient: Sendable {
    /// The files, study after study.
    public let files: [File]
    /// The patient's ID and the pseudonym.
    public let patientID: (old: String, new: String)
    /// Every UID of the originals that is replaced, with the one in its place, sorted.
    public let uids: [(old: String, new: String)]
    /// By how many days dates are moved.
    public let shiftInDays: Int
    /// The ids of the planted leaks.
    public let leaks: [String]
  }

  /// How many patients.
  public let patients: Int
  /// All leaks of the table.
  public var leaks: [Leak] { tables.leaks }

  private let seed: UInt64
  private let kinds: Set<String>
  private let everyLeak: Bool
  private let tables: CohortTables

  /// The kinds of studies, in the order of the table.
  public static func studyKinds() throws -> [String] {
    var kinds: [String] = []
    for row in try CohortTables().studies where !kinds.contains(row.kind) { kinds.append(row.kind) }
    return kinds
  }

  /// Prepares a cohort.
  ///
  /// - Parameters:
  ///   - studies: the kinds of studies; all where there are none. A kind that refers to images of another brings it.
  ///   - everyLeak: whether each patient has every leak; otherwise about a quarter of them each, and the cohort every one.
  /// - Throws: ``CohortError`` for a kind that is not known, or a table that cannot be used.
  public init(seed: UInt64 = 1, patients: Int, studies: [String] = [], everyLeak: Bool = true) throws {
    tables = try CohortTables()
    self.seed = seed
    self.patients = patients
    self.everyLeak = everyLeak
    var kinds = Set(studies.isEmpty ? tables.studies.map(\.kind) : studies)
    for kind in kinds {
      guard tables.studies.contains(where: { $0.kind == kind }) else {
        throw CohortError(description: "no studies of kind '\(kind)'")
      }
    }
    for row in tables.studies where kinds.contains(row.kind) { kinds.insert(row.scope) }
    self.kinds = kinds
  }

  /// Makes the studies of a patient, from 0.
  public func patient(_ index: Int) throws -> Patient {
    let person = InventedPatient(index: index, seed: seed, roster: tables.roster)
    let planted = tables.leaks.filter { isPlanted($0, in: index) }
    var files: [File] = []
    var uids: Set<String> = []
    for row in tables.studies where kinds.contains(row.kind) {
      for number in 1...row.count {
        let own = planted.filter {
          $0.study == row.kind && $0.object == row.object && [0, number].contains($0.instance)
        }
        do {
          files.append(try file(row, number, own, person, &uids))
        } catch let error as CohortError {
          throw CohortError(description: "\(row.object) \(number): \(error.description)")
        }
      }
    }
    let rendering = self.rendering(person, tables.studies[0], 1)
    let pairs = uids.map { (rendering.original.uidText($0), rendering.clean.uidText($0)) }.sorted { $0 < $1 }
    let ids = planted.filter { kinds.contains($0.study) }.map(\.id)
    guard let old = person.words["id"], let new = person.cleanWords["pseudonym"] else {
      throw CohortError(description: "a patient without an ID")
    }
    return Patient(
      files: files, patientID: (old, new), uids: pairs, shiftInDays: person.shift, leaks: ids)
  }

  /// Writes originals, and the clean twin where a folder is given, patient after patient.
  ///
  /// - Parameter each: is called behind the files of each patient.
  public func write(
    to folder: String, cleanTwin: String? = nil, each: (Patient) throws -> Void = { _ in }
  ) throws {
    for index in 0..<patients {
      let patient = try patient(index)
      for file in patient.files {
        try Cohort.write(file.bytes, to: "\(folder)/\(file.path)")
        if let cleanTwin { try Cohort.write(file.cleanBytes, to: "\(cleanTwin)/\(file.cleanPath)") }
      }
      try each(patient)
    }
  }

  /// Writes a file, and the folders above it.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Each leak has a patient of its own whom it is never left out of, and three in four others go without.
  private func isPlanted(_ leak: Leak, in patient: Int) -> Bool {
    everyLeak || Keyed.number(seed, "home of \(leak.id)") % UInt64(patients) == UInt64(patient)
      || Keyed.number(seed, "\(leak.id) in \(patient)") % 4 == 0
  }

  private func rendering(
    _ person: InventedPatient, _ row: CohortTables.StudyRow, _ number: Int,
    _ settings: [String: String] = [:]
  ) -> (original: Rendering, clean: Rendering) {
    let clock = Int(Keyed.number(seed, "clock \(person.index) \(row.scope)") % 30_000) + 28_000
    /// The time of day of an instance; study and series begin with the first.
    func time(_ number: Int) -> String {
      let second = clock + number * 7
      return [second / 3600, second / 60 % 60, second % 60].map { CivilDate.digits($0, 2) }.joined()
    }
    let common = settings.merging([
      "n": String(number), "study": row.scope, "object": row.object, "time": time(number),
      "start": time(1), "study-text": row.description, "z": "\(number * 5).0",
    ]) { $1 }
    let date = CivilDate(days: person.visit.days + row.day)
    var own = common
    for (name, width) in [("accession", 2), ("study-id", 2)] {
      own[name] = person.words[name].map { $0 + CivilDate.digits(row.day, width) }
    }
    return (
      Rendering(patient: person, isClean: false, date: date, extra: own),
      Rendering(patient: person, isClean: true, date: date, extra: common)
    )
  }

  private func file(
    _ row: CohortTables.StudyRow, _ number: Int, _ leaks: [Leak], _ person: InventedPatient,
    _ uids: inout Set<String>
  ) throws -> File {
    guard var draft = tables.drafts[row.object] else {
      throw CohortError(description: "no text of the object \(row.object)")
    }
    for leak in leaks { try draft.plant(leak) }
    let (original, clean) = rendering(person, row, number, draft.settings)
    var maker = try ObjectMaker(
      draft, tables: tables, original: original, clean: clean,
      seed: Keyed.number(seed, "picture \(person.index) \(row.object) \(number)"))
    let sides = try maker.sides(of: draft)
    var wrapping = FileWrapping(
      path: "P\(CivilDate.digits(person.index + 1, 4))/\(row.scope)/\(row.object)-\(number).dcm",
      isImplicit: draft.settings["implicit"] != nil)
    for leak in leaks where leak.holder != nil { maker.append(try wrapping.plant(leak, original)) }
    let answers = maker.answers.map { answer in
      var answer = answer
      if let letters = tables.letters[answer.leak] { answer.hipaa = letters }
      return answer
    }
    uids.formUnion(maker.usedUIDs)
    guard let folder = person.cleanWords["pseudonym"] else {
      throw CohortError(description: "a patient without a pseudonym")
    }
    return File(
      path: wrapping.path, bytes: wrapping.bytes(of: sides.original),
      cleanPath: "\(folder)/\(row.scope)/\(row.object)-\(number).dcm",
      cleanBytes: FileWrapping(path: "", isImplicit: wrapping.isImplicit).bytes(of: sides.clean),
      identity: Identity(of: sides.original), answers: answers)
  }
}

extension Cohort.Identity {
  /// Reads the identity off the elements of an object.
  init(of nodes: [Node]) {
    self.init()
    for node in nodes {
      let text = String(decoding: node.value, as: UTF8.self)
      switch node.number {
      case 0x0008_0016: sopClass = text
      case 0x0008_0018: instance = text
      case 0x0008_0060: modality = text
      case 0x0010_0020: patientID = text
      case 0x0020_000D: study = text
      case 0x0020_000E: series = text
      default: continue
      }
    }
  }
}
