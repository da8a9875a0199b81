import Checks
import Compare
import Corpus
import Findings
import Foundation

/// Comparisons of a case's originals with its outputs, through folders as the command does it.
enum Comparing {
  /// What was found about an output or an original, with its name.
  struct Found: Sendable {
    let result: FileResult
  }

  /// Writes the files of pairs below a new folder.
  ///
  /// - Returns: the folder with `originals` and `outputs` in it, which the caller removes.
  static func write(_ pairs: [CasePair]) throws -> String {
    let folder = NSTemporaryDirectory() + "compare-" + UUID().uuidString
    for side in ["originals", "outputs"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(side)", withIntermediateDirectories: true)
    }
    for pair in pairs {
      for (side, file) in [("originals", pair.original), ("outputs", pair.output)] {
        guard let file else { continue }
        let path = "\(folder)/\(side)/\(file.name)"
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
      }
    }
    return folder
  }

  /// Compares the pairs of a case.
  static func results(
    _ pairs: [CasePair], _ rules: AuditRules, threads: Int = 1, uids: ValueMap? = nil,
    patients: ValueMap? = nil, dates: DateScheme = .patient, shown: [Case.Shown] = []
  ) throws -> [FileResult] {
    let folder = try write(pairs)
    defer { remove(folder) }
    let outputs = try FolderWalk(["\(folder)/outputs"])
    let counterparts = try FolderPairs(
      originals: FolderWalk(["\(folder)/originals"]), outputs: outputs, tables: rules.tables, uids: uids,
      patients: patients, threads: threads)
    guard shown.isEmpty else { return try seen(outputs, counterparts, rules, shown, folder) }
    let collected = Collected()
    let output = ParallelAudit.Output(
      render: { result, _ in Found(result: result) }, write: { collected.add($0.result) })
    _ = try ParallelAudit<Found>(
      rules, threads: threads, hidesNames: false, hashes: false, counterparts: counterparts, dates: dates
    ).run(outputs, isStopped: { false }, first: output, second: output, progress: { _ in })
    return collected.results
  }

  /// Compares one after another, with pictures that look as a case says.
  private static func seen(
    _ outputs: FolderWalk, _ counterparts: FolderPairs, _ rules: AuditRules, _ shown: [Case.Shown],
    _ folder: String
  ) throws -> [FileResult] {
    var auditor = FileAuditor(
      rules, pictures: ShownPictures(shown, folder: try resolved(folder) + "/"), counterparts: counterparts)
    var walk = outputs
    var results: [FileResult] = []
    while let entry = walk.next() {
      let audited = auditor.audit(
        index: entry.index, path: entry.path, name: entry.relativePath, shown: ShownPath(entry.relativePath),
        hashes: false, original: try counterparts.original(ofOutput: entry.index),
        remark: try counterparts.remark(onOutput: entry.index))
      results.append(audited.0)
    }
    return results
  }

  private static func resolved(_ folder: String) throws -> String {
    URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  }

  /// Takes a folder away; what cannot be removed stays in the temporary folder.
  static func remove(_ folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder): \(error)") }
  }

  /// Results in the order in which they were written, by one thread at a time.
  private final class Collected: @unchecked Sendable {
    private(set) var results: [FileResult] = []
    func add(_ result: FileResult) { results.append(result) }
  }
}
