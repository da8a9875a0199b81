internal import ArgumentParser
internal import Checks
internal import Findings
internal import Rules
internal import Text

/// `deid-audit scan PATH…`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Audits files and folders and says whether they are clean.")

  @Argument(help: "Files and folders to audit.") var paths: [String]
  @Option(help: "A folder of the original files, whose identifying values are looked for in every byte.")
  var originals: String?
  @OptionGroup var options: AuditOptions

  func run() throws {
    let setup = try Setup()
    let walk = try AuditOptions.walk(paths)
    let configuration = try AuditConfiguration.find(options.integration, for: [walk], setup)
    let options = try options.configured(by: configuration)
    try options.refuseOutputs(in: walk)
    let rules = try options.rules(setup, identifiers: knownValues(options, setup.tables))
    let verdict = try AuditRun(
      options: options, walk: walk, rules: rules, configuration: configuration
    ).run()
    throw ExitCode(verdict.outcome.exitCode)
  }

  /// The values to look for: the list's and the originals'; nil if none were given.
  private func knownValues(_ options: AuditOptions, _ tables: StandardTables) throws -> IdentifierList? {
    var list = try options.identifierList()
    guard let originals else { return list }
    var values = OriginalValues(tables)
    do throws(FolderWalk.RootError) { values.harvest(try FolderWalk([originals])) } catch {
      throw Failure.argument("\(error)")
    }
    guard values.files > 0 else {
      throw Failure.argument("\(originals): expected original DICOM files; there are none")
    }
    if !options.quiet {
      Terminal.note(
        "Originals    \(values.files) files of \(values.list.persons.count) persons; \(values.skipped) others passed over\n"
      )
    }
    if list == nil { list = IdentifierList() }
    for person in values.list.persons { list?.add(person.map { ($0.kind, $0.text) }) }
    return list
  }
}
