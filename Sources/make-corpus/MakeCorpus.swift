internal import ArgumentParser
internal import Corpus
internal import Foundation

/// Writes the corpus to disk: the built-in studies, all cases, files for a benchmark, a cohort with planted leaks, or one
/// whose files contradict each other.
@main
struct MakeCorpus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-corpus", abstract: "Writes invented DICOM files, the same ones every time.")

  @Argument(help: "The folder to write to; made if it is not there.") var output: String
  @Flag(help: "Write the cases of the tests, with an index, instead of the studies.") var cases = false
  @Option(help: "Write this many files for a benchmark instead.") var bench: Int?
  @Option(help: "How many bytes a file of the benchmark has at least.") var size = 10_000
  @OptionGroup(title: "Cohort") var cohort: CohortOptions

  func run() throws {
    if cohort.patients != nil { return try cohort.write(to: output) }
    if cohort.contradictions { return try cohort.writeContradictions(to: output) }
    let bases = try Case.texts(in: CorpusFolder.path("Bases"))
    if let bench {
      try write(bench: bench, bases)
    } else if cases {
      try write(cases: bases)
    } else {
      try write(studies: bases)
    }
  }

  private func write(studies bases: [String: String]) throws {
    for (name, text) in try Case.texts(in: CorpusFolder.path("Studies")).sorted(by: { $0.key < $1.key }) {
      let count = try Case.instances(of: text)
      for instance in 1...count {
        let made = try Case(name: name, check: "", text: text, bases: bases, instance: instance)
        let file = count == 1 ? "\(name).dcm" : "\(name)/\(name)-\(instance).dcm"
        try write(made.bytes, to: file)
      }
    }
    try write([], to: "not-dicom/empty.dcm")
    try write(Array("Notes of the study team.\n".utf8), to: "not-dicom/readme.txt")
    try write(
      [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9],
      to: "not-dicom/photo.jpg")
  }

  private func write(cases bases: [String: String]) throws {
    var index = "path,check,marks\n"
    // What a case is only taken to show stands in no file.
    for one in try Case.all(in: CorpusFolder.path("Cases"), bases: bases) where one.shown.isEmpty {
      let file = "\(one.check)/\(one.name).dcm"
      try write(one.bytes, to: file)
      index += "\(file),\(one.check),\"\(one.marks.map(\.description).joined(separator: "; "))\"\n"
    }
    try write(Array(index.utf8), to: "INDEX.csv")
  }

  private func write(bench count: Int, _ bases: [String: String]) throws {
    guard let text = try Case.texts(in: CorpusFolder.path("Bench"))["ct"] else {
      throw ValidationError("the text of the benchmark's files is missing")
    }
    let header = try Case(name: "ct", check: "", text: text, bases: bases).bytes.count
    let pixels = "\n(7FE0,0010) OW fill \(max(2, (size - header) / 2 * 2))\n"
    for instance in 1...max(1, count) {
      let made = try Case(name: "ct", check: "", text: text + pixels, bases: bases, instance: instance)
      try write(made.bytes, to: "folder-\((instance - 1) / 500)/ct-\(instance).dcm")
    }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(fileURLWithPath: output).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
