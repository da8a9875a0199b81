internal import ArgumentParser
internal import DICOM
internal import Lint
internal import Rules

/// `deid-audit lint SCRIPT`.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract:
      "Says which rows of Table E.1-1 another tool's configuration leaves uncovered, before any file is read.",
    discussion: """
      Reads scripts of RSNA CTP's DicomAnonymizer, recipes of pydicom/deid, dictionaries of dicom-anonymizer (JSON) and
      bodies of Orthanc's /anonymize (JSON). Exit codes: 0 every row is covered, 1 some are not, 64 wrong arguments.
      """)

  @Argument(help: "The script, recipe, dictionary or request.") var script: String
  @Option(help: "basic, gate, public-research, radiotherapy, or a path to a YAML file.") var profile = "basic"
  @Option(name: .customLong("option"), parsing: .singleValue, help: "An option of PS3.15 that is in force.")
  var options: [String] = []
  @Option(
    help: "Which tool it is for: ctp, deid, dicom-anonymizer or orthanc; found out if not given.",
    transform: LintCommand.format)
  var format: ToolFormat?
  @Option(help: "Write all rows as JSON; - for standard output.") var json: String?
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false

  private static func format(_ word: String) throws -> ToolFormat {
    guard let format = ToolFormat(rawValue: word) else {
      let known = ToolFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("unknown tool '\(word)'; expected one of \(known)")
    }
    return format
  }

  func run() throws {
    let setup = try Setup()
    let compiled: Profile
    do {
      compiled = try setup.profile(profile).compiled(adding: Setup.options(options), tables: setup.tables)
    } catch let error as ProfileError {
      throw Failure.argument("\(error)")
    }
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(script.utf8)).all() } catch {
      throw Failure.argument("\(script): \(error.text)")
    }
    let report: LintReport
    do throws(LintError) {
      report = try Linter(setup.tables).lint(bytes, file: script, format: format, profile: compiled)
    } catch {
      throw Failure.argument("\(error)")
    }
    if let json, json != "-" {
      let output = try OutputFile(json, isPrivate: false)
      try output.write(report.json())
      try output.finish()
    } else if json != nil {
      try Terminal.write(report.json())
    }
    if !quiet, json != "-" { try Terminal.write(LintCommand.text(report)) }
    throw ExitCode(report.isCovered ? 0 : 1)
  }

  /// The rows that are not covered, and what stands behind all.
  private static func text(_ report: LintReport) -> String {
    var text = report.isCovered ? "COVERED\n" : "NOT COVERED\n"
    let options =
      report.options.isEmpty ? "without options" : "with " + report.options.joined(separator: ", ")
    text += "  \(report.format.tool), judged by \(report.profile), \(options)\n"
    text +=
      "  \(report.rows.count) rows: \(report.count(.covered)) covered, \(report.count(.uncovered)) uncovered, "
    text += "\(report.count(.weaker)) treated less protectively, \(report.count(.unclear)) unclear\n"
    for coverage in [Coverage.uncovered, .weaker, .unclear] {
      let rows = report.rows.filter { $0.coverage == coverage }
      if rows.isEmpty { continue }
      text += "\n\(heading(coverage))\n"
      for row in rows {
        text += "  \(row.tag) \(row.name): \(row.action) demanded"
        text += coverage == .uncovered ? "\n" : ", \(row.treatment.rawValue)\n"
      }
    }
    text += "\n"
    for note in report.notes { text += "- \(note)\n" }
    return text
  }

  private static func heading(_ coverage: Coverage) -> String {
    switch coverage {
    case .covered: "Covered"
    case .uncovered: "Uncovered: the configuration does not speak of them, and they stay"
    case .weaker: "Treated less protectively than the table demands"
    case .unclear: "Unclear: what happens cannot be told from the configuration"
    }
  }
}
