internal import ArgumentParser
internal import Checks
internal import Compare
internal import DICOM
internal import Findings
internal import Glibc
internal import Rules
internal import Text

/// `deid-audit compare ORIGINALS OUTPUTS`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Audits what an anonymizer made, with the original of every file beside it.",
    discussion: """
      Files are paired by UID map, SOP Instance UID, path, name, pixels and structure; of every element is told what \
      was done with it. The identifying values of the originals are looked for in every byte of every output.
      """)

  @Argument(help: "The folder of the original files.") var originals: String
  @Argument(help: "The folder of the files that the anonymizer made of them.") var outputs: String
  @Option(help: "CSV with the columns original and new: what UIDs were replaced by.") var uidMap: String?
  @Option(
    help: """
      CSV with the columns original and new: what patient ids were replaced by; in a column offset_days by how many \
      days a patient's dates have to be moved.
      """)
  var patientMap: String?
  @Option(
    help: "A folder to write the maps to that were found: UIDs, patient ids, pairs of files; mode 0600.")
  var writeMaps: String?
  @Option(
    help: "Whose dates have to be moved by one distance: those of a patient, of a study, or any.",
    transform: CompareCommand.dateScheme)
  var dates = DateScheme.patient
  @Flag(help: "Compare even if the outputs look more like originals than the originals do.")
  var notSwapped = false
  @OptionGroup var options: AuditOptions

  func run() throws {
    let setup = try Setup()
    let originalWalk = try AuditOptions.walk([originals])
    let walk = try AuditOptions.walk([outputs])
    let configuration = try AuditConfiguration.find(options.integration, for: [walk, originalWalk], setup)
    var command = self
    command.options = try options.configured(by: configuration)
    try command.run(setup, originalWalk, walk, configuration)
  }

  /// Runs with the options that the command line and the configuration come to.
  private func run(
    _ setup: Setup, _ originalWalk: FolderWalk, _ walk: FolderWalk, _ configuration: AuditConfiguration?
  ) throws {
    try options.refuseOutputs(in: walk)
    try options.refuseOutputs(in: originalWalk)
    let maps = try writeMaps.map { try MapFiles($0) }
    let pairs = try pair(originalWalk, walk, setup)
    let rules = try options.rules(setup, identifiers: knownValues(pairs, setup.tables))
    var run = AuditRun(options: options, walk: walk, rules: rules, configuration: configuration)
    run.counterparts = pairs
    run.dates = dates
    let verdict = try run.run()
    try maps?.write(pairs)
    throw ExitCode(verdict.outcome.exitCode)
  }

  private static func dateScheme(_ word: String) throws -> DateScheme {
    guard let scheme = DateScheme(rawValue: word) else {
      throw ValidationError("unknown scheme '\(word)'; expected patient, study or any")
    }
    return scheme
  }

  private func pair(_ originals: FolderWalk, _ outputs: FolderWalk, _ setup: Setup) throws -> FolderPairs {
    let cores = options.threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    do {
      let pairs = try FolderPairs(
        originals: originals, outputs: outputs, tables: setup.tables, uids: try uidMap.map { try map($0) },
        patients: try patientMap.map { try map($0) }, pictures: options.pictureSettings,
        mayBeSwapped: !notSwapped, threads: cores)
      if !options.quiet { Terminal.note(CompareCommand.text(try pairs.summary())) }
      return pairs
    } catch let error as PairingError {
      throw Failure.argument("\(error)")
    }
  }

  private func map(_ path: String) throws -> ValueMap {
    do {
      return try ValueMap(FileBytes(path: Array(path.utf8)).all(), file: path)
    } catch let error as SystemError {
      throw Failure.argument("\(path): \(error.text)")
    } catch let error as ValueMap.FormatError {
      throw Failure.argument("\(error)")
    }
  }

  /// The values to look for: those of the originals, and those of the list.
  private func knownValues(_ pairs: FolderPairs, _ tables: StandardTables) throws -> IdentifierList {
    var list = try options.identifierList(tables) ?? IdentifierList()
    for person in pairs.originalValues.persons { list.add(person.map { ($0.kind, $0.text) }) }
    return list
  }

  private static func text(_ summary: FolderPairs.Summary) -> String {
    let found = summary.pairs.map { "\($0.count) \($0.method.words)" }.joined(separator: ", ")
    var text = """
      Pairs        \(found.isEmpty ? "none: are the outputs made of other data than these originals?" : found)
      Unpaired     \(summary.unpairedOriginals) of \(summary.originals) originals, \(summary.unpairedOutputs) of \
      \(summary.outputs) outputs

      """
    if summary.unreadableOriginals + summary.unreadableOutputs > 0 {
      text += """
        Not read     \(summary.unreadableOriginals) files or folders of the originals, \(summary.unreadableOutputs) of \
        the outputs

        """
    }
    return text
  }
}

/// The maps that a comparison found, as files that only their owner may read.
struct MapFiles {
  private let folder: String

  /// Makes the folder if it is not there.
  init(_ folder: String) throws {
    self.folder = folder
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw Failure.argument("\(folder): \(String(cString: strerror(errno)))")
    }
  }

  /// Writes `uid-map.csv`, `patient-map.csv` and `pairs.csv`.
  func write(_ pairs: FolderPairs) throws {
    for (name, kind) in [("uid-map.csv", MappedKind.uid), ("patient-map.csv", .patient)] {
      let file = try OutputFile("\(folder)/\(name)", isPrivate: true)
      try file.write(Array((kind == .patient ? "original,new,offset_days\n" : "original,new\n").utf8))
      try pairs.forEachReplacement(kind) { original, new in
        let days = pairs.distance(ofPatient: original).map { Array("\($0)".utf8) } ?? []
        try file.write(MapFiles.line(kind == .patient ? [original, new, days] : [original, new]))
      }
      try file.finish()
    }
    let file = try OutputFile("\(folder)/pairs.csv", isPrivate: true)
    try file.write(Array("original,output,found by\n".utf8))
    try pairs.forEachPair { original, output, method in
      try file.write(MapFiles.line([original, output, Array(method.utf8)]))
    }
    try file.finish()
  }

  /// A line of CSV, RFC 4180; the bytes stay as they are.
  private static func line(_ fields: [[UInt8]]) -> [UInt8] {
    let special: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D]
    let quoted = fields.map { field -> [UInt8] in
      guard field.contains(where: { special.contains($0) }) else { return field }
      return [0x22] + field.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }
    return Array(quoted.joined(separator: [0x2C])) + [0x0A]
  }
}
