internal import ArgumentParser
internal import Cohort
internal import Glibc

/// `deid-audit query STORE`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Prints the findings of the last audit in a store, a line each.",
    discussion:
      "Fields are divided by tabs: severity, check, file, place, fingerprint, decision, message. Exit codes: 0, 2 if the audit did not come to its end, 64 wrong arguments."
  )

  @Argument(help: "The file that 'scan --store' wrote.") var store: String
  @Option(help: "A check's id; * stands for any text.") var check: String?
  @Option(help: "fail, review or note.") var severity: String?
  @Option(help: "A file's path as reports have it; * stands for any text.") var file: String?
  @Flag(help: "Leave out what was decided.") var undecided = false

  func validate() throws {
    if let severity, !["fail", "review", "note"].contains(severity) {
      throw ValidationError("unknown severity '\(severity)'; expected fail, review or note")
    }
  }

  func run() throws {
    let results = try StoreOptions.open(store)
    var query = ResultQuery()
    query.check = check
    query.severity = severity
    query.path = file
    query.isUndecided = undecided
    try results.forEachFinding(query) { try Terminal.write(StoreOptions.line($0) + "\n") }
    if try results.isLastRunComplete() != true { throw ExitCode(2) }
  }
}

/// `deid-audit diff EARLIER [LATER]`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compares the findings of two audits.",
    discussion: """
      Compares the last audits of two stores, or the last two of one. + stands before what is new, - before what is gone.
      Exit codes: 0 nothing new, 1 something new, 64 wrong arguments.
      """)

  @Argument(help: "The store of the earlier audit.") var earlier: String
  @Argument(help: "The store of the later audit; the same if not given.") var later: String?

  func run() throws {
    let difference: ResultDifference
    do {
      difference = try ResultDifference(
        earlier: StoreOptions.open(earlier), earlierPath: earlier, later: StoreOptions.open(later ?? earlier),
        laterPath: later ?? earlier)
    } catch let error as ResultStoreError {
      throw Failure.argument("\(error)")
    }
    for one in difference.gone { try Terminal.write("- \(StoreOptions.line(one))\n") }
    for one in difference.new { try Terminal.write("+ \(StoreOptions.line(one))\n") }
    try Terminal.write(
      "\(difference.new.count) new, \(difference.gone.count) gone, \(difference.kept) as before\n")
    if !difference.new.isEmpty { throw ExitCode(1) }
  }
}

/// `deid-audit decide STORE FINGERPRINT accept|reject`.
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Records in a store what a reviewer decided about a finding.",
    discussion: """
      A decision holds for all findings with the fingerprint, in later audits into the same store as well. With a site's \
      key (scan --key) that is the same value at the same place; without, any value there, so that --file should name one.
      Decisions change no verdict: 'query' shows them.
      """)

  @Argument(help: "The file that 'scan --store' wrote.") var store: String
  @Argument(help: "The finding's fingerprint.") var fingerprint: String
  @Argument(help: "accept: the finding may stay as it is; reject: it must be cleaned.") var verdict: String
  @Option(help: "Why.") var reason: String
  @Option(help: "Who decided; the name of the account if not given.") var who: String?
  @Option(help: "The one file that it is about; all files with the finding if not given.") var file: String?

  func validate() throws {
    guard ["accept", "reject"].contains(verdict) else {
      throw ValidationError("unknown decision '\(verdict)'; expected accept or reject")
    }
    if reason.isEmpty { throw ValidationError("--reason takes a reason") }
  }

  func run() throws {
    let results = try StoreOptions.open(store)
    let account = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
    guard let who = who ?? account, !who.isEmpty else {
      throw Failure.argument("--who: the system knows no name of this account")
    }
    do {
      let count = try results.decide(
        fingerprint: fingerprint, path: file ?? "", verdict: verdict == "accept" ? "accepted" : "rejected",
        reason: reason, who: who, moment: Clock.now())
      try Terminal.write("\(verdict)ed: \(count) findings\n")
    } catch let error as ResultStoreError {
      throw Failure.argument("\(error)")
    }
  }
}

/// What the commands about stores share.
enum StoreOptions {
  /// Opens a store that is there.
  static func open(_ path: String) throws -> ResultStore {
    do { return try ResultStore(path: path, mustExist: true) } catch let error as ResultStoreError {
      throw Failure.argument("\(error)")
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  /// A finding on one line.
  static func line(_ finding: StoredFinding) -> String {
    [
      finding.severity, finding.check, finding.path, finding.place, finding.fingerprint,
      finding.decision ?? "", finding.message,
    ].joined(separator: "\t")
  }
}
