internal import ArgumentParser
internal import Checks
internal import Findings
internal import Glibc

/// What an audit takes when a server for continuous integration runs it: when to fail, and what to write for it.
struct IntegrationOptions: ParsableArguments {
  @Option(
    help: "A configuration file; .deid-audit.yml in the current folder if not given, unless that is audited.")
  var config: String?
  @Flag(help: "Read no configuration file.") var noConfig = false
  @Option(
    help: "From which severity on a finding flags the run: fail, or review.",
    transform: IntegrationOptions.severity)
  var failOn: Severity?
  @Flag(help: "The same as --fail-on review.") var strict = false
  @Option(help: "How many findings may be left before they flag the run.") var maxFindings: Int?
  @Option(help: "Findings that were accepted before, as --write-baseline writes them; takes --key.")
  var baseline: String?
  @Option(help: "Write the findings of this run as a baseline; takes --key.") var writeBaseline: String?
  @Option(help: "Who accepts the findings that --write-baseline adds.") var baselineAuthor: String?
  @Option(help: "Why the findings that --write-baseline adds are accepted.") var baselineReason: String?
  @Option(help: "The last day on which they are, such as 2031-12-31.") var baselineExpires: String?
  @Option(help: "Write a test for each check, as JUnit XML.") var junit: String?
  @Option(help: "Write the findings as SARIF 2.1.0.") var sarif: String?
  @Option(help: "Write a summary as Markdown.") var markdown: String?
  @Flag(help: "Print findings as workflow commands (::error …), of which GitHub makes annotations.")
  var annotations = false

  private static func severity(_ word: String) throws -> Severity {
    guard let severity = Severity(rawValue: word), severity != .note else {
      throw ValidationError("unknown severity '\(word)'; expected fail or review")
    }
    return severity
  }

  func validate() throws {
    if noConfig, config != nil { throw ValidationError("--config and --no-config exclude each other") }
    if strict, failOn == .fail { throw ValidationError("--strict and --fail-on fail exclude each other") }
    if let baselineExpires, !Day.isOne(baselineExpires) {
      throw ValidationError("--baseline-expires takes a day such as 2031-12-31")
    }
    if let maxFindings, maxFindings < 0 { throw ValidationError("--max-findings takes a number from 0 on") }
  }

  /// Whether what a person must review counts as failing.
  var failsOnReview: Bool { strict || failOn == .review }

  /// The files that will be written.
  var outputs: [String] { [junit, sarif, markdown, writeBaseline].compactMap(\.self) }

  /// What stands before a file's name for its path below the current folder: empty, or ends in `/`. Servers look for
  /// files from the root of the repository, where jobs run.
  static func folder(of walk: FolderWalk) -> String {
    guard let base = walk.base, let resolved = realpath(".", nil) else { return "" }
    defer { free(resolved) }
    let here = Array(String(cString: resolved).utf8) + [0x2F]
    guard base.starts(with: here) else { return "" }
    return ShownPath(Array(base.dropFirst(here.count))).description + "/"
  }
}
