internal import ArgumentParser
internal import Checks
internal import Findings
internal import Glibc

/// What an audit takes when a server for continuous integration runs it: when to fail, and what to write for it.
struct IntegrationOptions: ParsableArguments {
  @Option(
    help: "From which severity on a finding flags the run: fail, or review.",
    transform: IntegrationOptions.severity)
  var failOn: Severity?
  @Flag(help: "The same as --fail-on review.") var strict = false
  @Option(help: "How many findings may be left before they flag the run.") var maxFindings: Int?
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
    if strict, failOn == .fail { throw ValidationError("--strict and --fail-on fail exclude each other") }
    if let maxFindings, maxFindings < 0 { throw ValidationError("--max-findings takes a number from 0 on") }
  }

  /// Whether what a person must review counts as failing.
  var failsOnReview: Bool { strict || failOn == .review }

  /// The files that will be written.
  var outputs: [String] { [junit, sarif, markdown].compactMap(\.self) }

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
