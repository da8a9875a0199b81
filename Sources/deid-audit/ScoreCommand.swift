internal import ArgumentParser
internal import Checks
internal import DICOM
internal import Findings
internal import Glibc
internal import Pixels
internal import Rules
internal import Score

/// `deid-audit score --answer-key FILE.db --uid-map FILE --patient-map FILE OUTPUTS`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Scores an anonymizer's output by an answer key of the MIDI-B challenge.",
    discussion: """
      Gives the results of the published validation script, and beside them a strict score. Without --values nothing \
      that is written holds a value of a patient.
      """)

  @Option(help: "The answer key, an SQLite database with the table 'answer_data'.") var answerKey: String
  @Option(help: "A CSV file with the columns id_old and id_new: which UID stands for which.") var uidMap:
    String
  @Option(help: "The same of patient ids; a column offset_days declares how dates are shifted.")
  var patientMap: String
  @Argument(help: "The folder of the anonymizer's output.") var outputs: String
  @Option(help: "Write the summary and all discrepancies as JSON; - for standard output.") var json: String?
  @Option(help: "A folder to write the tables to, as CSV files; it is made if it is not there.") var csvDir:
    String?
  @Option(help: "Write all results to an SQLite database with the published columns.") var database: String?
  @Option(help: "Write the values that discrepancies are about, as JSON Lines, mode 0600.") var evidence:
    String?
  @Flag(
    help: "Write values, patient ids and UIDs to the database and the CSV files, which then have mode 0600.")
  var values = false
  @Option(help: "Which pictures to look at: keyed (where the key has text in them), all, or none.")
  var pixels = PictureChoice.keyed
  @Option(help: "The languages that text in pictures is read in, such as eng+deu.") var ocrLanguages = "eng"
  @Option(help: "Which recognizer reads text in pictures: tesseract, or paddle (see 'make install-paddle').")
  var textReader = TextReaderName.tesseract
  @Option(help: "The folder of the PP-OCR reader.") var paddleDir = TextReaderName.paddleFolder
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false
  @Option(help: "How many threads; all cores if not given.") var threads: Int?

  /// Which pictures are looked at.
  enum PictureChoice: String, ExpressibleByArgument, CaseIterable { case keyed, all, none }

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
    let paths = [json == "-" ? nil : json, csvDir, database, evidence].compactMap(\.self)
    guard Set(paths).count == paths.count else { throw ValidationError("two outputs have the same path") }
  }

  func run() throws {
    let setup = try Setup()
    let walk = try AuditOptions.walk([outputs])
    try AuditOptions.refuse(
      [json == "-" ? nil : json, csvDir, database, evidence].compactMap(\.self), in: walk)
    let summary: ScoreSummary
    do {
      let run = ScoreRun(
        key: try AnswerKey(path: answerKey), uids: try IdentifierMap(path: uidMap),
        patients: try IdentifierMap(path: patientMap), outputs: files(walk), tables: setup.tables,
        settings: settings)
      summary = try write(run)
    } catch let error as ScoreError {
      throw Failure.argument("\(error)")
    } catch let error as TableError {
      throw Failure("The program's tables cannot be used. \(error)")
    }
    if !quiet {
      if json == "-" { Terminal.note(summary.text) } else { try Terminal.write(summary.text) }
    }
    throw ExitCode(summary.exitCode)
  }

  private var settings: ScoreRun.Settings {
    var settings = ScoreRun.Settings()
    settings.threads = threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    guard pixels != .none else { return settings }
    var pictures = PictureReader.Settings()
    pictures.reader = textReader == .paddle ? .paddle(folder: paddleDir) : .tesseract(languages: ocrLanguages)
    settings.pictures = pictures
    settings.looksAtAllPictures = pixels == .all
    return settings
  }

  private func files(_ walk: FolderWalk) -> [OutputEntry] {
    var walk = walk
    var files: [OutputEntry] = []
    while let entry = walk.next() {
      guard entry.kind == .file else { continue }
      files.append(OutputEntry(path: entry.path, shownPath: ShownPath(entry.relativePath).description))
    }
    return files
  }

  /// Runs and writes everything that is asked for. Files get their names when all of them are whole.
  private func write(_ run: ScoreRun) throws -> ScoreSummary {
    Interruption.listen()
    let writers = ScoreWriters()
    var open: [OutputFile] = []
    func file(_ path: String, isPrivate: Bool) throws -> OutputFile {
      let file = try OutputFile(path, isPrivate: isPrivate)
      open.append(file)
      return file
    }
    var report: (([UInt8]) throws -> Void)?
    if json == "-" {
      report = { try Terminal.write($0) }
    } else if let json {
      let output = try file(json, isPrivate: false)
      report = { try output.write($0) }
    }
    if let report {
      try report(Array("{\"discrepancies\":[".utf8))
      try DiscrepancyFile(.json, write: report).join(writers)
    }
    if let evidence {
      let output = try file(evidence, isPrivate: true)
      ScoreEvidence(write: { try output.write($0) }).join(writers)
    }
    if let csvDir { try beginTables(csvDir, writers, file) }
    let partial = database.map { "\($0).\(getpid()).partial" }
    defer { if let partial { unlink(partial) } }
    if let partial {
      // Made by its owner alone; SQLite keeps the mode.
      try OutputFile.reserve(partial, isPrivate: values)
      try ResultStore(path: partial, holdsValues: values).join(writers)
    }
    let bar = Terminal.showsProgress && !quiet ? ProgressBar() : nil
    let summary = try run.run(
      writers, isStopped: { Interruption.isRequested },
      progress: { done, all in
        bar?.expect(all)
        bar?.draw(entries: done, bytes: 0)
      })
    bar?.clear()
    if let report {
      let end =
        "],\"schemaVersion\":\"1\",\"summary\":\(summary.json),\"toolVersion\":\"\(DeidAudit.version)\"}\n"
      try report(Array(end.utf8))
    }
    if let csvDir {
      for (name, bytes) in summary.csvFiles { try file("\(csvDir)/\(name)", isPrivate: values).write(bytes) }
    }
    for output in open { try output.finish() }
    if let partial, let database, rename(partial, database) != 0 {
      throw Failure("\(database): cannot be written: \(String(cString: strerror(errno)))")
    }
    return summary
  }

  private func beginTables(
    _ folder: String, _ writers: ScoreWriters, _ file: (String, Bool) throws -> OutputFile
  ) throws {
    guard mkdir(folder, values ? 0o700 : 0o755) == 0 || errno == EEXIST else {
      throw Failure("\(folder): cannot be made: \(String(cString: strerror(errno)))")
    }
    let list = try file("\(folder)/discrepancies.csv", false)
    try DiscrepancyFile(.csv, write: { try list.write($0) }).join(writers)
    guard values else { return }
    let whole = try file("\(folder)/discrepancy_report_internal.csv", true)
    let participant = try file("\(folder)/discrepancy_report_participant.csv", true)
    try PublishedDiscrepancies(
      internalFile: { try whole.write($0) }, participantFile: { try participant.write($0) }
    ).join(writers)
  }
}

extension TextReaderName: ExpressibleByArgument {}
