internal import ArgumentParser
internal import Checks
internal import Cohort
internal import DICOM
internal import Dispatch
internal import Findings
internal import Glibc
internal import Pixels
internal import Reports
internal import Rules
internal import Synchronization

/// One run of an audit: from a walk and rules to all outputs and a verdict.
struct AuditRun {
  let options: AuditOptions
  let walk: FolderWalk
  let rules: AuditRules
  /// What the options come from beside the command line; nil if from nothing else.
  var configuration: AuditConfiguration?
  /// The originals to compare with; nil if there are none.
  var counterparts: (any Counterparts)?
  /// What dates have to be moved by one distance.
  var dates = DateScheme.patient

  /// What of a file goes into which output.
  private struct Rendered: Sendable {
    let json: [UInt8]
    let evidence: [UInt8]
    let manifest: [UInt8]
    /// The result itself, for the outputs that count what they have written.
    let result: FileResult?
  }

  /// The outputs that are open. Written to by one thread at a time.
  private final class Outputs: @unchecked Sendable {
    let json: OutputFile?, evidence: OutputFile?, manifest: OutputFile?, sarif: OutputFile?
    let printsJSON: Bool
    private var findings: SARIFReport
    private(set) var baseline: BaselineWriter?
    /// Takes in the JSON report as it is written, for its last line; nil if there is none, since the first digest of a
    /// run takes a millisecond.
    let digest: SHA256?
    private var hasRepeated = false
    private let store: StoredRun?

    init(
      _ options: AuditOptions, _ findings: SARIFReport, _ baseline: Baseline?, _ store: StoredRun?
    ) throws(Failure) {
      self.findings = findings
      self.store = store
      self.baseline = try BaselineWriter(options, baseline)
      printsJSON = options.json == "-"
      digest = options.json == nil ? nil : SHA256()
      json = try Outputs.open(printsJSON ? nil : options.json)
      evidence = if let path = options.evidence { try OutputFile(path, isPrivate: true) } else { nil }
      manifest = try Outputs.open(options.manifest)
      sarif = try Outputs.open(options.integration.sarif)
      try sarif?.write(findings.beginning())
    }

    /// Writes what comes before the first result.
    func begin(_ description: RunDescription) throws(Failure) { try store?.begin(description) }

    private static func open(_ path: String?) throws(Failure) -> OutputFile? {
      if let path { try OutputFile(path, isPrivate: false) } else { nil }
    }

    func write(json bytes: [UInt8]) throws(Failure) {
      try json?.write(bytes)
      if printsJSON { try Terminal.write(bytes) }
      digest?.update(bytes[...])
    }

    /// Takes what the second pass found in a file.
    func writeRepeated(_ file: Rendered) throws(Failure) {
      try store?.endFiles()
      if !file.json.isEmpty {
        try write(json: hasRepeated ? [0x2C] : JSONReport.beginningOfRepeated())
        hasRepeated = true
      }
      try write(file)
    }

    func write(_ file: Rendered) throws(Failure) {
      try write(json: file.json)
      try evidence?.write(file.evidence)
      try manifest?.write(file.manifest)
      guard let result = file.result else { return }
      try sarif?.write(findings.file(result))
      baseline?.take(result)
      try store?.keep(result)
    }

    func finish(_ verdict: Verdict, _ tally: Tally) throws(Failure) {
      try evidence?.write(EvidenceLines.inventory(tally.inventory))
      try store?.end(tally.cohort, verdict)
      try sarif?.write(findings.end(verdict))
      try sarif?.finish()
      try json?.finish()
      try evidence?.finish()
      try manifest?.finish()
    }
  }

  /// Audits everything and writes what the options ask for.
  ///
  /// - Returns: the verdict, whose exit code the command gives back.
  /// - Throws: ``Failure`` where an output cannot be written.
  func run() throws -> Verdict {
    let writesJSON = options.json != nil
    let language = try ReportLanguage.load(options.language)
    var description = try describe(
      rules, withTables: writesJSON || options.html != nil || options.dpia != nil)
    description.decisions = try options.decisions(configuration?.ignores ?? [])
    description.configuration = configuration.map { ($0.site.file, $0.site.sha256) }
    description.mostFindings = options.integration.maxFindings
    Interruption.listen()
    let folder = IntegrationOptions.folder(of: walk)
    let strict = options.integration.failsOnReview
    let store = try options.cohort.results(strict: strict)
    let outputs = try Outputs(
      options, SARIFReport(description, folder: folder), description.decisions.baseline, store)
    try outputs.begin(description)
    let page = try options.html.map { try OutputFile($0, isPrivate: false) }
    let annex = try options.dpia.map { try OutputFile($0, isPrivate: false) }
    let junit = try options.integration.junit.map { try OutputFile($0, isPrivate: false) }
    let markdown = try options.integration.markdown.map { try OutputFile($0, isPrivate: false) }
    try outputs.write(json: writesJSON ? JSONReport.beginning(description) : [])
    let bar = Terminal.showsProgress && !options.quiet ? ProgressBar() : nil
    if let bar { AuditRun.count(walk, for: bar) }
    let cores = options.threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let writesManifest = options.manifest != nil
    let wantsResult =
      options.integration.sarif != nil || options.integration.writeBaseline != nil
      || options.cohort.store != nil
    let tally = try ParallelAudit<Rendered>(
      rules, threads: cores, hidesNames: options.hideNames, hashes: writesManifest,
      pictures: options.pictureSettings, counterparts: counterparts, dates: dates,
      decisions: description.decisions, cohort: try options.cohort.scratch(rules, store?.key(rules)),
      memory: try store?.memory(options, rules)
    ).run(
      walk, isStopped: { Interruption.isRequested },
      first: ParallelAudit.Output(
        render: { result, evidence in
          guard writesJSON || writesManifest || wantsResult || !evidence.isEmpty else {
            return nil
          }
          return Rendered(
            json: writesJSON ? JSONReport.file(result, strict: strict) : [],
            evidence: evidence.flatMap { EvidenceLines.line($0) },
            manifest: result.sha256.map { Array("\($0)  \(result.path)\n".utf8) } ?? [],
            result: wantsResult ? result : nil)
        }, write: { try outputs.write($0) }),
      second: ParallelAudit.Output(
        render: { result, evidence in
          guard writesJSON || wantsResult || !evidence.isEmpty else { return nil }
          return Rendered(
            json: writesJSON ? JSONReport.repeated(result) : [],
            evidence: evidence.flatMap { EvidenceLines.line($0) }, manifest: [],
            result: wantsResult ? result : nil)
        }, write: { try outputs.writeRepeated($0) }),
      progress: { bar?.draw(entries: $0.entries, bytes: $0.bytes) })
    bar?.clear()
    description.endedAt = Clock.now()
    let verdict = Verdict(
      tally, demands: uncheckedOptions(rules), strict: strict,
      isInterrupted: Interruption.isRequested, allowed: options.integration.maxFindings)
    try outputs.write(
      json: writesJSON ? JSONReport.end(tally, verdict, description, digest: outputs.digest) : [])
    try outputs.finish(verdict, tally)
    try junit?.write(JUnitReport.document(description, tally, verdict))
    try junit?.finish()
    try markdown?.write(Array(MarkdownSummary.text(description, tally, verdict).utf8))
    try markdown?.finish()
    try Language.$current.withValue(language) {
      try write(page, annex, description, tally, verdict)
      try summarize(description, tally, verdict)
    }
    if let text = try outputs.baseline?.finish(verdict), !options.quiet { Terminal.note(text) }
    if options.integration.annotations {
      try print(Annotations.lines(description, tally, verdict, folder: folder))
    }
    return verdict
  }

  /// Writes the reports for people.
  private func write(
    _ page: OutputFile?, _ annex: OutputFile?, _ run: RunDescription, _ tally: Tally, _ verdict: Verdict
  ) throws {
    guard page != nil || annex != nil else { return }
    let templates = try ResourceFolder.locate(target: "Reports", "Templates")
    let style = String(decoding: try templates.bytes(of: "report.css"), as: UTF8.self)
    let script = String(decoding: try templates.bytes(of: "report.js"), as: UTF8.self)
    try page?.write(HTMLReport(run, tally, verdict).page(style: style, script: script))
    try page?.finish()
    let impact = ImpactAnnex(run, tally, verdict)
    let isPage = options.dpia?.hasSuffix(".html") == true
    try annex?.write(isPage ? impact.page(style: style) : Array(impact.markdown.utf8))
    try annex?.finish()
  }

  private func summarize(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) throws {
    guard !options.quiet else { return }
    let named: [(Phrase, String?)] = [
      ("HTML report", options.html), ("Annex", options.dpia),
      ("JSON report", options.json == "-" ? nil : options.json),
      ("JUnit XML", options.integration.junit), ("SARIF", options.integration.sarif),
      ("Markdown", options.integration.markdown), ("Evidence", options.evidence),
      ("Manifest", options.manifest),
    ]
    let reports = named.compactMap { name, path in path.map { (name: name, path: $0) } }
    try print(
      TerminalSummary.text(
        run, tally, verdict, reports: reports, colour: options.json == "-" ? false : Terminal.hasColours))
  }

  /// Prints to standard output, or to standard error if the JSON report goes there.
  private func print(_ text: String) throws {
    if options.json == "-" { Terminal.note(text) } else { try Terminal.write(text) }
  }

  /// Options that ask for checks which this version does not have.
  private func uncheckedOptions(_ rules: AuditRules) -> [PublicName] {
    guard rules.scope == .all else { return [] }
    let unchecked =
      (options.pixels == .none ? [ProfileOption.cleanPixelData] : []) + [.cleanRecognizableVisualFeatures]
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
      options: rules.profile.options.map(\.rawValue).sorted(), areOptionsFromClaim: options.optionsFromClaim,
      isAllowlistStrict: rules.profile.allowlistIsStrict, isStrict: options.integration.failsOnReview,
      scope: options.scope,
      pixels: options.scope == .all ? options.pixels.description : "none", isKeyed: options.key != nil,
      isEvidenceWritten: options.evidence != nil,
      tables: editions.map { TableEdition(table: $0.table, edition: $0.edition, sha256: $0.sha256) },
      checks: rules.checks.descriptions.filter { counterparts != nil || $0.id.family != "compare" },
      frameworks: withTables ? try Frameworks.all(rules.tables.folder) : [])
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
