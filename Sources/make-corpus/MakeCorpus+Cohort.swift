internal import AnswerKeys
internal import ArgumentParser
internal import Corpus
internal import Foundation

/// What a cohort is made of.
struct CohortOptions: ParsableArguments {
  @Option(help: "Write studies of this many invented patients with planted leaks instead.") var patients: Int?
  @Option(help: "The number that the cohort is made from: the same number, the same bytes.") var seed:
    UInt64 = 1
  @Option(help: "The kinds of studies, separated by commas; all if none are named.") var studies = ""
  @Flag(
    inversion: .prefixedNo,
    help: "Plant every leak in every patient; otherwise about a quarter in each, and each in one at least.")
  var everyLeak = true
  @Flag(
    help:
      "Write headers of 200 de-identified patients instead that contradict each other, one contradiction of each kind; with --clean-twin also without any."
  )
  var contradictions = false
  @Option(help: "Write the same studies as a right anonymizer leaves them here.") var cleanTwin: String?
  @Option(help: "Write the answer key and the maps to this folder; beside the output if none is named.")
  var key: String?
}

extension CohortOptions {
  /// Writes the cohort with its keys.
  func write(to output: String) throws {
    guard let patients, patients > 0 else { throw ValidationError("expected one patient at least") }
    let names = studies.split(separator: ",").map(String.init)
    let cohort = try Cohort(seed: seed, patients: patients, studies: names, everyLeak: everyLeak)
    let folder = key ?? output + "-key"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let answers = try TextFile("\(folder)/key.csv", header: Answer.header)
    let uids = try TextFile("\(folder)/uids.csv", header: "id_old,id_new\n")
    let ids = try TextFile("\(folder)/patients.csv", header: "id_old,id_new\n")
    let database = "\(folder)/answers.db"
    if FileManager.default.fileExists(atPath: database) {
      try FileManager.default.removeItem(atPath: database)
    }
    let midi = try MIDIKey(path: database)
    let files = try TextFile("\(folder)/files.csv", header: "original,clean,sop_instance_uid\n")
    let table = try TextFile("\(folder)/leaks.csv", header: Leak.header)
    for leak in cohort.leaks { table.write(leak.row) }
    try cohort.write(to: output, cleanTwin: cleanTwin) { patient in
      ids.write("\(patient.patientID.old),\(patient.patientID.new)\n")
      for uid in patient.uids { uids.write("\(uid.old),\(uid.new)\n") }
      try midi.add(patient.files)
      for file in patient.files {
        files.write("\(file.path),\(file.cleanPath),\(file.identity.instance)\n")
        for answer in file.answers {
          answers.write(answer.row(file: file.path, instance: file.identity.instance))
        }
      }
    }
  }
}

extension CohortOptions {
  /// Writes the cohort with contradictions, its twin and the list.
  func writeContradictions(to output: String) throws {
    let clean = ConsistentCohort()
    var planted = clean
    for one in Contradiction.all { one.plant(in: &planted) }
    try planted.write(to: output)
    if let cleanTwin { try clean.write(to: cleanTwin) }
    let folder = key ?? output + "-key"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let list = try TextFile("\(folder)/contradictions.csv", header: "check,what\n")
    for one in Contradiction.all { list.write("\(one.check),\"\(one.what)\"\n") }
  }
}

/// A text file that grows. A class, since it owns the handle.
final class TextFile {
  private let handle: FileHandle

  /// Begins a file in the place of an older one.
  init(_ path: String, header: String) throws {
    try Data(header.utf8).write(to: URL(fileURLWithPath: path))
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw ValidationError("cannot write to \(path)")
    }
    self.handle = handle
    try handle.seekToEnd()
  }

  /// Adds text.
  func write(_ text: String) { handle.write(Data(text.utf8)) }
}
