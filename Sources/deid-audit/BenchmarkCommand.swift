internal import ArgumentParser
internal import Benchmark
internal import Checks
internal import Compare
internal import Findings
internal import FoundationEssentials
internal import Glibc
internal import Pixels
internal import Reports
internal import Rules
internal import Score
internal import Text

/// `deid-audit benchmark -- ANONYMIZER {in} {out}`.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Has an anonymizer work on a corpus with planted leaks, and writes its scorecard.",
    discussion: """
      The command after -- is run as it stands, with {in} and {out} replaced by folders; no shell is between. What \
      it prints goes to a log in the work folder. The exit code is 0 if nothing that was planted is left, 1 if \
      something is, 2 if files have no output or there is no scorecard.
      """)

  @Argument(parsing: .postTerminator, help: "The anonymizer and its arguments, {in} and {out} among them.")
  var command: [String]
  @Option(help: "How many invented patients the corpus has.") var patients = 3
  @Option(help: "The number that the corpus is made from.") var seed: UInt64 = 1
  @Option(help: "The kinds of studies, separated by commas; all if not given.") var studies: String?
  @Option(help: "What the scorecard calls the anonymizer; its command if not given.") var name: String?
  @Option(help: "basic, gate, public-research, radiotherapy, or a path to a YAML file.") var profile = "basic"
  @Option(
    name: .customLong("option"), parsing: .singleValue,
    help: "An option of PS3.15 that is in force; repeat for more.")
  var options: [String] = []
  @Option(help: "A folder for corpus, outputs, key and log, which stay there; else they are deleted.")
  var work: String?
  @Option(help: "Write the scorecard as HTML.") var html: String?
  @Option(help: "Write the scorecard as JSON.") var json: String?
  @Option(help: "Write the scorecard as Markdown.") var markdown: String?
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false
  @Option(help: "How many threads; all cores if not given.") var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
    guard (1...100_000).contains(patients) else { throw ValidationError("--patients takes 1 to 100000") }
    for place in ["{in}", "{out}"] where !command.dropFirst().contains(where: { $0.contains(place) }) {
      throw ValidationError("expected a command with {in} and {out}; there is no \(place)")
    }
  }

  func run() throws {
    let card: Scorecard
    do {
      card = try makeCard()
    } catch let error where !(error is ValidationError) && !(error is ExitCode) {
      // 1 would say that the anonymizer leaves something.
      Terminal.note("Error: \(error)\n")
      throw ExitCode(2)
    }
    throw ExitCode(card.kindsLeft > 0 ? 1 : card.withoutOutput > 0 ? 2 : 0)
  }

  /// Makes the corpus, runs the anonymizer over it, and writes the scorecard.
  private func makeCard() throws -> Scorecard {
    let setup = try Setup()
    Interruption.listen()
    let folder = try WorkFolder(work)
    defer { folder.remove() }
    say("Making the corpus")
    try makeCorpus(folder)
    say("Running the anonymizer")
    let startedAt = Clock.now()
    let ending = try runAnonymizer(folder)
    let subject = Scorecard.Subject(
      command: command.joined(separator: " "), name: name ?? command.joined(separator: " "),
      seconds: ending.seconds, exitCode: ending.exitCode)
    let maker = try self.maker(setup)
    let card: Scorecard
    do {
      card = try maker.card(
        of: ScorecardMaker.Run(
          originals: folder.path("in"), outputs: folder.path("out"), key: folder.path("key"),
          scratch: folder.path(""), subject: subject, seed: seed, patients: patients),
        toolVersion: DeidAudit.version, startedAt: startedAt, isStopped: { Interruption.isRequested },
        step: { say($0.description) })
    } catch let error as FolderWalk.RootError {
      throw Failure("\(error)")
    } catch let error as BenchmarkError {
      throw Failure("\(error)")
    } catch let error as PairingError {
      throw Failure("\(error); with --work DIR the anonymizer's log stays there")
    } catch let error as ScoreError {
      throw Failure("\(error)")
    }
    try write(card)
    return card
  }

  private func say(_ text: String) {
    if !quiet { Terminal.note(text + " …\n") }
  }

  private func makeCorpus(_ folder: WorkFolder) throws {
    let program = try BenchmarkCommand.programFolder() + "/make-corpus"
    var arguments = [
      program, folder.path("in"), "--patients", String(patients), "--seed", String(seed), "--key",
      folder.path("key"),
    ]
    if let studies { arguments += ["--studies", studies] }
    let log = folder.path("make-corpus.log")
    let made = try ChildProgram(arguments: arguments).run(log: log)
    guard made.exitCode == 0 else {
      throw Failure("the corpus could not be made (exit code \(made.exitCode)); see \(log)")
    }
  }

  private func runAnonymizer(_ folder: WorkFolder) throws -> ChildProgram.Ending {
    guard mkdir(folder.path("out"), 0o755) == 0 else {
      throw Failure("\(folder.path("out")): \(String(cString: strerror(errno)))")
    }
    let arguments = command.map {
      $0.replacing("{in}", with: folder.path("in")).replacing("{out}", with: folder.path("out"))
    }
    let ending = try ChildProgram(arguments: arguments).run(log: folder.path("anonymizer.log"))
    if ending.exitCode != 0, !quiet {
      Terminal.note(
        "The anonymizer ended with exit code \(ending.exitCode); what it wrote is judged all the same.\n")
    }
    return ending
  }

  private func maker(_ setup: Setup) throws -> ScorecardMaker {
    let source = try setup.profile(profile)
    let chosen = try Setup.options(options)
    func rules(_ list: IdentifierList?) throws -> AuditRules {
      do {
        return try AuditRules(
          tables: setup.tables, checks: setup.checks, source: source, options: chosen,
          areOptionsFromClaim: false,
          scope: .all, key: nil, writesEvidence: false, identifiers: list)
      } catch let error as TableError {
        throw Failure("The program's tables cannot be used. \(error)")
      } catch {
        throw Failure.argument("\(error)")
      }
    }
    let cores = threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    return ScorecardMaker(
      alone: try rules(nil), compared: { try rules($0) }, pictures: PictureReader.Settings(), threads: cores)
  }

  private func write(_ card: Scorecard) throws {
    if let json {
      let file = try OutputFile(json, isPrivate: false)
      try file.write(ScorecardJSON.text(card))
      try file.finish()
    }
    if let markdown {
      let file = try OutputFile(markdown, isPrivate: false)
      try file.write(Array(ScorecardText.markdown(card).utf8))
      try file.finish()
    }
    if let html {
      let templates = try ResourceFolder.locate(target: "Reports", "Templates")
      let file = try OutputFile(html, isPrivate: false)
      try file.write(
        ScorecardPage(card).page(
          style: String(decoding: try templates.bytes(of: "report.css"), as: UTF8.self),
          script: String(decoding: try templates.bytes(of: "report.js"), as: UTF8.self)))
      try file.finish()
    }
    if !quiet { try Terminal.write(ScorecardText.summary(card)) }
  }

  /// The folder of this program, in which the other one lies too.
  private static func programFolder() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw Failure("/proc/self/exe: \(String(cString: strerror(errno)))")
    }
    defer { free(path) }
    let whole = String(cString: path)
    return String(whole[..<whole.lastIndex(of: "/")!])  // an absolute path has a slash
  }
}

/// The folder that a benchmark works in: a given one, or a temporary one that is removed.
struct WorkFolder {
  private let root: String
  private let isTemporary: Bool

  /// Makes the folder; a given one must be empty or not there yet.
  init(_ given: String?) throws {
    if let given {
      guard mkdir(given, 0o755) == 0 || errno == EEXIST else {
        throw Failure.argument("\(given): \(String(cString: strerror(errno)))")
      }
      for name in ["in", "out", "key"] where access("\(given)/\(name)", F_OK) == 0 {
        throw Failure.argument(
          "\(given): expected a folder without a benchmark in it; '\(name)' is there already")
      }
      guard let resolved = realpath(given, nil) else {
        throw Failure.argument("\(given): \(String(cString: strerror(errno)))")
      }
      defer { free(resolved) }
      root = String(cString: resolved)
      isTemporary = false
    } else {
      let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      var template = Array("\(place)/deid-audit-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw Failure("\(place): \(String(cString: strerror(errno)))")
      }
      root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      isTemporary = true
    }
  }

  /// A path in it.
  func path(_ name: String) -> String { name.isEmpty ? root : "\(root)/\(name)" }

  /// Removes a temporary folder with all that is in it. What cannot be removed stays, and is told.
  func remove() {
    guard isTemporary else { return }
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      Terminal.note("\(root): could not be removed: \(error)\n")
    }
  }
}
