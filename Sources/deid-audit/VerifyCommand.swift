internal import ArgumentParser
internal import Checks
internal import DICOM
internal import Findings
internal import Glibc

/// `deid-audit verify REPORT PATH…`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Proves that folders are exactly what an audit found clean.",
    discussion: """
      Takes the JSON report of an audit with --manifest, and the paths that were given to it. Every file is read and its \
      SHA-256 compared. With --seal and --public-key the report itself must be the one that was sealed.
      Exit codes: 0 proven and clean, 1 not what was audited, or not clean, 2 cannot be proven, 64 wrong arguments.
      """)

  @Argument(help: "The JSON report.") var report: String
  @Argument(help: "The folders and files that were audited.") var paths: [String]
  @Option(help: "The seal that lists the report; see 'deid-audit seal'.") var seal: String?
  @Option(help: "The public key of who signed the seal.") var publicKey: String?
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false

  func validate() throws {
    if publicKey != nil, seal == nil { throw ValidationError("--public-key needs --seal") }
  }

  func run() throws {
    let walk = try AuditOptions.walk(paths)
    let audited = try AuditedFiles(report: report)
    var problems: [String] = []
    if !audited.isWhole { problems.append("The report was changed after it was written.") }
    if let seal { problems += try Seal(path: seal).problems(publicKey: publicKey, listing: report) }
    let comparison = Comparison(audited, walk)
    problems += comparison.problems
    let proven = problems.isEmpty && comparison.withoutDigest == 0
    if !quiet {
      for problem in problems.prefix(1_000) { try Terminal.write(problem + "\n") }
      if problems.count > 1_000 { try Terminal.write("… and \(problems.count - 1_000) more.\n") }
      try Terminal.write(sentence(audited, comparison, isSame: problems.isEmpty))
    }
    if !problems.isEmpty || (proven && audited.outcome == Outcome.flagged.rawValue) { throw ExitCode(1) }
    let passed = [Outcome.clean.rawValue, Outcome.accepted.rawValue].contains(audited.outcome)
    if !proven || !passed { throw ExitCode(2) }
  }

  private func sentence(_ audited: AuditedFiles, _ comparison: Comparison, isSame: Bool) -> String {
    guard isSame else { return "Not what was audited.\n" }
    guard comparison.withoutDigest == 0 else {
      return
        "Cannot be proven: the report has no SHA-256 of \(comparison.withoutDigest) files. Audit with --manifest.\n"
    }
    let same = "All \(comparison.same) files are byte for byte those that were audited"
    switch audited.outcome {
    case Outcome.clean.rawValue: return same + ", and the audit found them clean.\n"
    case Outcome.accepted.rawValue: return same + ", and the audit found only what was accepted before it.\n"
    case Outcome.flagged.rawValue: return same + ", and the audit flagged them: they are not clean.\n"
    default: return same + ", but the audit did not check all of them: clean is not proven.\n"
    }
  }

  /// What a walk finds beside what a report lists.
  struct Comparison {
    /// What is not as it was, a sentence each, by the names that the report shows.
    private(set) var problems: [String] = []
    /// How many files are as they were.
    private(set) var same = 0
    /// How many files the report has no digest of.
    private(set) var withoutDigest = 0

    init(_ audited: AuditedFiles, _ walk: FolderWalk) {
      var walk = walk
      var seen: Set<String> = []
      while let entry = walk.next() {
        // Reports may name files by number only.
        let names = [ShownPath(entry.relativePath), ShownPath(hidden: entry.index)].map(\.description)
        guard let name = names.first(where: { audited.files[$0] != nil }), let file = audited.files[name]
        else {
          problems.append("\(names[0]): was not there when the audit ran.")
          continue
        }
        seen.insert(name)
        // What is no file was not read by the audit either, and its result says so.
        guard entry.kind == .file else { continue }
        guard let digest = file.sha256 else {
          withoutDigest += 1
          continue
        }
        do throws(SystemError) {
          if try FileBytes(path: entry.path).sha256() == digest {
            same += 1
          } else {
            problems.append("\(name): its bytes are others than those that were audited.")
          }
        } catch {
          problems.append("\(name): cannot be read: \(error.text).")
        }
      }
      for name in audited.files.keys.filter({ !seen.contains($0) }).sorted() {
        problems.append("\(name): was audited and is not there.")
      }
    }
  }
}
