internal import ArgumentParser
internal import Checks
internal import DICOM
internal import Dispatch
internal import Findings
internal import Glibc
internal import Pixels
internal import Reports
internal import Rules
internal import Synchronization

/// `deid-audit scan PATH…`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Audits files and folders and says whether they are clean.")

  @Argument(help: "Files and folders to audit.") var paths: [String]
  @Option(help: "basic, gate, public-research, radiotherapy, or a path to a YAML file.") var profile = "basic"
  @Option(
    name: .customLong("option"), parsing: .singleValue,
    help: "An option of PS3.15 that is in force; repeat for more.")
  var options: [String] = []
  @Flag(help: "Take the options from each file's own claim (0012,0064).") var optionsFromClaim = false
  @Option(help: "all, or attributes: leave pictures out.", transform: ScanCommand.scope) var scope = Scope.all
  @Option(
    help: "Which frames of pictures to look at: all, sample:N of each, or none.",
    transform: PixelChoice.init)
  var pixels = PixelChoice.all
  @Option(help: "The languages that text in pictures is read in, such as eng+deu; eng if not given.")
  var ocrLanguages: String?
  @Option(
    help: "Which recognizer reads text in pictures: tesseract, or paddle (see 'make install-paddle').",
    transform: ScanCommand.textReader)
  var textReader = TextReaderName.tesseract
  @Option(help: "The folder of the PP-OCR reader.") var paddleDir = TextReaderName.paddleFolder
  @Flag(help: "Let what a person must review count as failing.") var strict = false
  @Option(help: "Write the report as JSON; - for standard output.") var json: String?
  @Option(help: "Write the report as HTML.") var html: String?
  @Option(help: "Write the values that findings are about, as JSON Lines, mode 0600.") var evidence: String?
  @Option(help: "Read every byte and write the SHA-256 of every file, as sha256sum does.") var manifest:
    String?
  @Option(help: "The site's key for fingerprints; see 'deid-audit key new'.") var key: String?
  @Option(
    help: "A CSV file of values to look for in pictures: name, id, birth date, accession number, any more.")
  var identifiers: String?
  @Flag(help: "Name files by number only; the evidence file has no names either.") var hideNames = false
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false
  @Option(help: "How many threads; all cores if not given.") var threads: Int?

  private static let usualLanguage = "eng"

  private static func scope(_ word: String) throws -> Scope {
    guard let scope = Scope(rawValue: word) else {
      throw ValidationError("unknown scope '\(word)'; expected all or attributes")
    }
    return scope
  }

  private static func textReader(_ word: String) throws -> TextReaderName {
    guard let name = TextReaderName(rawValue: word) else {
      throw ValidationError("unknown text reader '\(word)'; expected tesseract or paddle")
    }
    return name
  }

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
    // Without its model the usual language is no wrong argument: pictures are 'not checked' then.
    if let ocrLanguages, textReader == .tesseract {
      let folder = TextModels.folder
      let missing = TextModels.missing(of: ocrLanguages, in: folder).map { "'\($0)'" }
      guard missing.isEmpty else {
        throw ValidationError(
          "--ocr-languages: there is no model of \(missing.joined(separator: ", ")) in \(folder)")
      }
    }
    let outputs = [json == "-" ? nil : json, html, evidence, manifest].compactMap(\.self)
    guard Set(outputs).count == outputs.count else { throw ValidationError("two outputs have the same path") }
  }

  func run() throws {
    let setup = try Setup()
    let walk: FolderWalk
    do throws(FolderWalk.RootError) { walk = try FolderWalk(paths) } catch {
      throw Failure.argument("\(error)")
    }
    try refuseOutputs(in: walk)
    let source = try setup.profile(profile)
    let chosen = try Setup.options(options)
    let siteKey = try key.map { path throws(Failure) in try KeyFile.read(path) }
    let list = try identifiers.map { try ScanCommand.identifiers($0) }
    let rules: AuditRules
    do throws(ProfileError) {
      rules = try AuditRules(
        tables: setup.tables, checks: setup.checks, source: source, options: chosen,
        areOptionsFromClaim: optionsFromClaim, scope: scope, key: siteKey, writesEvidence: evidence != nil,
        identifiers: list)
    } catch {
      throw Failure.argument("\(error)")
    }
    let verdict = try audit(walk, rules)
    throw ExitCode(verdict.outcome.exitCode)
  }

  /// Reads a list of identifiers; a wrong one is a wrong argument.
  private static func identifiers(_ path: String) throws -> IdentifierList {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw Failure.argument("\(path): \(error.text)")
    }
    do throws(IdentifierListError) { return try IdentifierList(bytes, file: path) } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// How workers look at pictures; nil if they are out of scope or not asked for.
  private var pictureSettings: PictureReader.Settings? {
    guard scope == .all, pixels != .none else { return nil }
    var settings = PictureReader.Settings()
    if case .sample(let count) = pixels { settings.mostFrames = count }
    settings.reader =
      textReader == .paddle
      ? .paddle(folder: paddleDir) : .tesseract(languages: ocrLanguages ?? Self.usualLanguage)
    settings.wantsCrops = evidence != nil
    return settings
  }

  /// Refuses to write where the audit reads.
  private func refuseOutputs(in walk: FolderWalk) throws {
    for path in [json == "-" ? nil : json, html, evidence, manifest].compactMap(\.self) {
      let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "."  // there is a slash
      guard let resolved = realpath(folder.isEmpty ? "/" : folder, nil) else {
        throw Failure.argument("\(path): \(String(cString: strerror(errno)))")
      }
      defer { free(resolved) }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let whole = Array(String(cString: resolved).utf8) + [0x2F] + Array(name.utf8)
      guard !walk.contains(whole) else {
        throw Failure.argument("\(path): lies in or over what is audited; write it elsewhere")
      }
    }
  }

  /// What of a file goes into which output.
  private struct Rendered: Sendable {
    let json: [UInt8]
    let evidence: [UInt8]
    let manifest: [UInt8]
  }

  /// The outputs that are open. Written to by one thread at a time.
  private final class Outputs: @unchecked Sendable {
    let json: OutputFile?, evidence: OutputFile?, manifest: OutputFile?
    let printsJSON: Bool
    /// Takes in the JSON report as it is written, for its last line.
    let digest = SHA256()

    init(json path: String?, evidence: String?, manifest: String?) throws(Failure) {
      printsJSON = path == "-"
      json = if let path, path != "-" { try OutputFile(path, isPrivate: false) } else { nil }
      self.evidence = if let evidence { try OutputFile(evidence, isPrivate: true) } else { nil }
      self.manifest = if let manifest { try OutputFile(manifest, isPrivate: false) } else { nil }
    }

    func write(json bytes: [UInt8]) throws(Failure) {
      try json?.write(bytes)
      if printsJSON { try Terminal.write(bytes) }
      digest.update(bytes[...])
    }

    func write(_ file: Rendered) throws(Failure) {
      try write(json: file.json)
      try evidence?.write(file.evidence)
      try manifest?.write(file.manifest)
    }

    func finish() throws(Failure) {
      try json?.finish()
      try evidence?.finish()
      try manifest?.finish()
    }
  }

  private func audit(_ walk: FolderWalk, _ rules: AuditRules) throws -> Verdict {
    let writesJSON = json != nil
    let description = try describe(rules, withTables: writesJSON || html != nil)
    Interruption.listen()
    let outputs = try Outputs(json: json, evidence: evidence, manifest: manifest)
    let page = try html.map { try OutputFile($0, isPrivate: false) }
    try outputs.write(json: writesJSON ? JSONReport.beginning(description) : [])
    let bar = Terminal.showsProgress && !quiet ? ProgressBar() : nil
    if let bar { ScanCommand.count(walk, for: bar) }
    let cores = threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let strict = strict
    let writesManifest = manifest != nil
    let tally = try ParallelAudit<Rendered>(
      rules, threads: cores, hidesNames: hideNames, hashes: writesManifest, pictures: pictureSettings
    ).run(
      walk, isStopped: { Interruption.isRequested },
      render: { result, evidence in
        guard writesJSON || writesManifest || !evidence.isEmpty else { return nil }
        return Rendered(
          json: writesJSON ? JSONReport.file(result, strict: strict) : [],
          evidence: evidence.flatMap { EvidenceLines.line($0) },
          manifest: result.sha256.map { Array("\($0)  \(result.path)\n".utf8) } ?? [])
      },
      write: { try outputs.write($0) }, progress: { bar?.draw(entries: $0.entries, bytes: $0.bytes) })
    bar?.clear()
    let verdict = Verdict(
      tally, demands: uncheckedOptions(rules), strict: strict,
      isInterrupted: Interruption.isRequested)
    try outputs.write(
      json: writesJSON ? JSONReport.end(tally, verdict, description, digest: outputs.digest) : [])
    try outputs.finish()
    if let page {
      let templates = try ResourceFolder.locate(target: "Reports", "Templates")
      try page.write(
        HTMLReport(description, tally, verdict).page(
          style: String(decoding: try templates.bytes(of: "report.css"), as: UTF8.self),
          script: String(decoding: try templates.bytes(of: "report.js"), as: UTF8.self)))
      try page.finish()
    }
    try summarize(description, tally, verdict)
    return verdict
  }

  private func summarize(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) throws {
    guard !quiet else { return }
    let named: [(String, String?)] = [
      ("HTML report", html), ("JSON report", json == "-" ? nil : json), ("Evidence", evidence),
      ("Manifest", manifest),
    ]
    let reports = named.compactMap { name, path in path.map { (name: name, path: $0) } }
    let toError = json == "-"
    let text = TerminalSummary.text(
      run, tally, verdict, reports: reports, colour: toError ? false : Terminal.hasColours)
    if toError { Terminal.note(text) } else { try Terminal.write(text) }
  }

  /// Options that ask for checks which this version does not have.
  private func uncheckedOptions(_ rules: AuditRules) -> [PublicName] {
    guard rules.scope == .all else { return [] }
    let unchecked =
      (pixels == .none ? [ProfileOption.cleanPixelData] : []) + [.cleanRecognizableVisualFeatures]
    return unchecked.filter { rules.profile.options.contains($0) }.map { PublicName(fromTable: $0.rawValue) }
  }

  /// Counts the entries on another thread, for the time that is left.
  private static func count(_ walk: FolderWalk, for bar: ProgressBar) {
    DispatchQueue.global(qos: .utility).async {
      var walk = walk
      var total = 0
      while walk.next() != nil, !Interruption.isRequested { total += 1 }
      bar.expect(total)
    }
  }

  private func describe(_ rules: AuditRules, withTables: Bool) throws -> RunDescription {
    let editions = withTables ? try rules.tables.editions() : []
    return RunDescription(
      toolVersion: DeidAudit.version, startedAt: Clock.now(), profile: rules.profile.name,
      options: rules.profile.options.map(\.rawValue).sorted(), areOptionsFromClaim: optionsFromClaim,
      isAllowlistStrict: rules.profile.allowlistIsStrict, isStrict: strict, scope: scope,
      pixels: scope == .all ? pixels.description : "none", isKeyed: key != nil,
      isEvidenceWritten: evidence != nil,
      tables: editions.map { TableEdition(table: $0.table, edition: $0.edition, sha256: $0.sha256) },
      checks: rules.checks.descriptions)
  }
}

/// The recognizers by name.
enum TextReaderName: String {
  case tesseract, paddle

  /// Where `make install-paddle` puts the reader.
  static var paddleFolder: String {
    (getenv("HOME").map { String(cString: $0) } ?? "") + "/.local/share/deid-audit/paddle"
  }
}

/// Which frames of pictures are looked at.
enum PixelChoice: Equatable, CustomStringConvertible {
  case all, none
  case sample(Int)

  init(_ word: String) throws {
    switch word {
    case "all": self = .all
    case "none": self = .none
    default:
      guard word.hasPrefix("sample:"), let count = Int(word.dropFirst(7)), (1...1_000_000).contains(count)
      else {
        throw ValidationError("'\(word)' is none of all, none and sample:N")
      }
      self = .sample(count)
    }
  }

  var description: String {
    switch self {
    case .all: "all"
    case .none: "none"
    case .sample(let count): "sample:\(count)"
    }
  }
}

/// The time of day.
enum Clock {
  /// Now as ISO 8601 in UTC, to the second.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
