internal import DICOM
internal import Dispatch
public import Findings
public import Pixels
internal import Synchronization

/// Audits the files of a walk on several threads and hands the results on in the order of the walk.
///
/// Memory does not grow with the number of files: results wait for those before them in at most ``mostBatches``
/// batches.
public struct ParallelAudit<Rendered: Sendable>: Sendable {
  /// How many entries a thread takes at a time.
  private static var batchSize: Int { 64 }
  /// How many batches are under way or wait to be written.
  private static var mostBatches: Int { 32 }

  /// What goes on while an audit runs.
  public struct Progress: Sendable {
    /// Entries that are done.
    public var entries = 0
    /// Bytes of the files that are done.
    public var bytes = 0
  }

  /// What the threads share.
  private struct Shared: Sendable {
    var walk: FolderWalk
    var nextBatch = 0
    var nextWritten = 0
    var waiting: [Int: (Tally, [Rendered])] = [:]
    var tally = Tally()
    var progress = Progress()
    var failure: (any Error)?
    var isDrained = false
  }

  private let rules: AuditRules
  private let threads: Int
  private let hidesNames: Bool
  private let hashes: Bool
  private let pictures: PictureReader.Settings?

  /// Prepares an audit.
  ///
  /// - Parameters:
  ///   - hidesNames: whether reports name files by number only.
  ///   - hashes: whether to read every byte for a SHA-256 of each file.
  ///   - pictures: how each thread's worker looks at pictures; nil to leave them.
  public init(
    _ rules: AuditRules, threads: Int, hidesNames: Bool, hashes: Bool, pictures: PictureReader.Settings? = nil
  ) {
    self.rules = rules
    self.threads = threads
    self.hidesNames = hidesNames
    self.hashes = hashes
    self.pictures = pictures
  }

  /// Runs the audit.
  ///
  /// - Parameters:
  ///   - isStopped: asked between files; once true, what is under way is finished and the rest left.
  ///   - render: makes of a result what is to be written; called on any thread.
  ///   - write: takes what was rendered in the order of the walk; called by one thread at a time.
  ///   - progress: told after each batch.
  /// - Throws: what `write` throws; the audit ends there.
  public func run(
    _ walk: FolderWalk, isStopped: @Sendable () -> Bool,
    render: @Sendable (FileResult, [EvidenceRecord]) -> Rendered?,
    write: @Sendable (Rendered) throws -> Void, progress: @Sendable (Progress) -> Void
  ) throws -> Tally {
    let shared = Mutex(Shared(walk: walk))
    let room = DispatchSemaphore(value: Self.mostBatches)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var auditor = FileAuditor(rules, pictures: pictures.map { PictureReader($0) })
      while true {
        room.wait()
        let (number, entries) = take(shared, isStopped)
        guard !entries.isEmpty else {
          room.signal()
          break
        }
        var tally = Tally()
        var rendered: [Rendered] = []
        for entry in entries where !isStopped() {
          let (result, evidence) = audit(entry, &auditor)
          tally.add(result)
          if let made = render(result, evidence) { rendered.append(made) }
        }
        shared.withLock { state in
          state.waiting[number] = (tally, rendered)
          while let (tally, rendered) = state.waiting.removeValue(forKey: state.nextWritten) {
            state.nextWritten += 1
            state.tally.merge(tally)
            if state.failure == nil {
              do {
                for one in rendered { try write(one) }
              } catch {
                state.failure = error
              }
            }
            room.signal()
          }
          state.progress.entries = state.tally.entries
          state.progress.bytes = state.tally.coverage.total
          progress(state.progress)
        }
      }
      shared.withLock { auditor.count(into: &$0.tally) }
    }
    return try shared.withLock { state in
      if let failure = state.failure { throw failure }
      return state.tally
    }
  }

  /// The next entries of the walk and the number of their batch; none at the end.
  private func take(_ shared: borrowing Mutex<Shared>, _ isStopped: @Sendable () -> Bool) -> (
    Int, [WalkEntry]
  ) {
    shared.withLock { state in
      guard !isStopped(), state.failure == nil, !state.isDrained else { return (0, []) }
      var entries: [WalkEntry] = []
      entries.reserveCapacity(Self.batchSize)
      while entries.count < Self.batchSize, let entry = state.walk.next() { entries.append(entry) }
      state.isDrained = entries.count < Self.batchSize
      guard !entries.isEmpty else { return (0, []) }
      defer { state.nextBatch += 1 }
      return (state.nextBatch, entries)
    }
  }

  private func audit(_ entry: WalkEntry, _ auditor: inout FileAuditor) -> (FileResult, [EvidenceRecord]) {
    let shown = hidesNames ? ShownPath(hidden: entry.index) : ShownPath(entry.relativePath)
    if entry.kind == .file {
      return auditor.audit(index: entry.index, path: entry.path, shown: shown, hashes: hashes)
    }
    var result = FileResult(index: entry.index, path: shown)
    if let gap = entry.kind.gap { result.notChecked = [gap] }
    return (result, [])
  }
}

extension WalkEntry.Kind {
  /// What an entry that is not a file leaves unchecked. A link to something inside the walked folders leaves
  /// nothing: its target is audited where it stands.
  fileprivate var gap: NotChecked? {
    switch self {
    case .file, .symbolicLink(leadsInside: true): nil
    case .symbolicLink(leadsInside: false):
      NotChecked(
        .symbolicLink, at: .file, lengthInBytes: 0,
        message: "The link leads out of the audited folders, or nowhere; it was not followed.")
    case .special:
      NotChecked(.specialFile, at: .file, lengthInBytes: 0, message: "A device, a pipe or a socket.")
    case .unreadable(let words):
      NotChecked(
        .cannotList, at: .file, lengthInBytes: 0,
        message: "The system refused: \(PublicName(fromTable: words)).")
    }
  }
}
