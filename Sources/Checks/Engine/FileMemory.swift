public import Cohort
internal import DICOM
public import Findings
internal import Text

/// What earlier audits found in the files of a run, and what this one finds, for the next.
public final class FileMemory: Sendable {
  private let store: RecordStore
  /// The checks by their ids.
  private let checks: [String: CheckDescription]
  /// Under which values are hashed.
  var key: CohortKey { store.key }
  /// Whether what files gave away is kept, locked away: else such files are audited anew.
  var keepsLearnt: Bool { store.secret != nil }

  /// Takes the records of a store.
  ///
  /// - Parameter checks: the descriptions of all checks, in the order of a run.
  public init(_ store: RecordStore, checks: [CheckDescription]) {
    self.store = store
    self.checks = Dictionary(
      checks.map { ($0.id.description, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The hash of a file's name.
  func place(of entry: WalkEntry) -> Int64 { key.hash(entry.relativePath[...]) }

  /// What was found in a file, if it is as it was then.
  ///
  /// Where length, times and place are the same the file is not opened. Else its SHA-256 decides, if the length is the
  /// same.
  ///
  /// - Parameter stamp: what the file is like now.
  /// - Returns: the record, and a row to keep if the stamp is another one.
  /// - Throws: SQLite's error, or that of a damaged record.
  func recall(
    _ entry: WalkEntry, _ stamp: FileStamp, shown: ShownPath
  ) throws -> (record: FileRecord, row: StoredRecord?)? {
    guard let row = try store.record(of: place(of: entry)), row.stamp.lengthInBytes == stamp.lengthInBytes
    else { return nil }
    let isSame = stamp.isSame(as: row.stamp)
    if !isSame {
      do throws(SystemError) {
        let file = try FileBytes(path: entry.path)
        guard try file.sha256() == row.sha256, file.isUnchanged else { return nil }
      } catch {
        // The audit that follows says why it cannot be read.
        return nil
      }
    }
    let record = try FileRecord(row.content, index: entry.index, path: shown, checks: checks, store.secret)
    return (record, isSame ? nil : row.with(stamp: stamp))
  }

  /// The row for what was found in a file; nil if it has to be audited anew the next time.
  ///
  /// - Throws: what locking away throws.
  func row(for record: FileRecord, _ entry: WalkEntry, _ stamp: FileStamp) throws -> StoredRecord? {
    let volatile: Set<NotCheckedReason> = [.cannotRead, .changedWhileReading, .pictureNotReadable]
    guard let sha256 = record.result.sha256, record.result.lengthInBytes == stamp.lengthInBytes,
      !record.result.notChecked.contains(where: { volatile.contains($0.reason) }),
      let content = try record.content(store.secret)
    else { return nil }
    return StoredRecord(path: place(of: entry), stamp: stamp, sha256: sha256, content: content)
  }

  /// A hash over all that files gave away; nil if it is not to be kept.
  func digest(of learnt: LearntValues) -> Int64? {
    guard keepsLearnt else { return nil }
    let hashes = learnt.values.map { key.hash([key.hash($0.text[...]), Int64($0.detector.rawValue)]) }
    return key.hash(hashes.sorted() + [learnt.isFull ? 1 : 0])
  }

  /// What was found in a file when it was searched for the same values, if it is as it was then; nil else.
  ///
  /// - Throws: SQLite's error, or that of a damaged record.
  func look(at entry: WalkEntry, digest: Int64) throws -> [Finding]? {
    let place = place(of: entry)
    guard let stamp = FileStamp(path: entry.path), let row = try store.record(of: place),
      stamp.isSame(as: row.stamp), let look = try store.look(at: place, digest: digest)
    else { return nil }
    guard !look.content.isEmpty else { return [] }
    var record = RecordReader(look.content)
    let checks = checks
    return try record.list { reader throws(RecordError) in try Finding(&reader, checks) }
  }

  /// The row for what was found in a file that was searched for what others gave away.
  func row(for findings: [Finding], at entry: WalkEntry, digest: Int64) -> StoredLook {
    var record = RecordWriter()
    if !findings.isEmpty { record.list(findings) { $1.write(&$0) } }
    return StoredLook(path: place(of: entry), digest: digest, content: record.bytes)
  }

  /// Keeps rows.
  ///
  /// - Throws: SQLite's error, such as that of a full disk.
  func put(_ records: [StoredRecord], _ looks: [StoredLook]) throws { try store.put(records, looks) }
}
