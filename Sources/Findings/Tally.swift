public import DICOM

/// How often a check was asked and what it said.
public struct CheckCounts: Sendable, Equatable {
  /// Elements, items or files that the check judged.
  public var examined = 0
  /// Findings of severity `fail`.
  public var failed = 0
  /// Findings of severity `review`.
  public var toReview = 0
  /// Findings of severity `note`.
  public var noted = 0
  /// Findings that were accepted before the run; they are in none of the counts above.
  public var accepted = 0
  /// What the check would have judged and could not.
  public var notChecked = 0

  /// Nothing was asked yet.
  public init() {}

  /// What was examined without a finding and could be judged.
  public var passed: Int { max(0, examined - failed - toReview - noted - accepted - notChecked) }

  /// Adds other counts.
  public mutating func add(_ other: CheckCounts) {
    examined += other.examined
    failed += other.failed
    toReview += other.toReview
    noted += other.noted
    accepted += other.accepted
    notChecked += other.notChecked
  }
}

/// Bytes and places that one reason kept from being judged.
public struct Gap: Sendable, Equatable {
  /// How many places.
  public var places = 0
  /// In how many files.
  public var files = 0
  /// How many bytes.
  public var lengthInBytes = 0
}

/// Findings of one check about one attribute, wherever they stand.
public struct FindingGroup: Sendable {
  /// What findings of a group have in common.
  public struct Key: Hashable, Sendable {
    /// The check.
    public let check: CheckID
    /// The severity.
    public let severity: Severity
    /// The path without item numbers, with that inside of a value; empty for findings about a file.
    public let pattern: String
    /// The private creator.
    public let creator: CreatorLabel?
    /// Whether the findings were accepted before the run.
    public let isAccepted: Bool

    init(_ finding: Finding) {
      check = finding.check
      severity = finding.severity
      pattern = finding.place.pattern
      creator = finding.place.creator
      isAccepted = finding.isAccepted
    }
  }

  /// One of the findings, with its file.
  public struct Example: Sendable {
    /// The file.
    public let file: ShownPath
    /// The finding.
    public let finding: Finding
  }

  /// How many findings of a group are kept as examples.
  public static let mostExamples = 50

  /// How many findings.
  public var findings = 0
  /// In how many files.
  public var files = 0
  /// The first findings in the order of the walk, at most ``mostExamples``.
  public var examples: [Example] = []
}

/// Everything that a report says about a run as a whole. Its size does not grow with the number of files.
///
/// Tallies of parts of a run are made apart and merged in the order of the walk.
public struct Tally: Sendable {
  /// How many files that are not clean are listed by name.
  public static let mostFilesListed = 2_000

  /// A file that is not clean, as the report lists it.
  public struct ListedFile: Sendable {
    /// Its name.
    public let path: ShownPath
    /// What it comes to without `--strict`.
    public let outcome: Outcome
    /// How many findings fail, need review, and are notes.
    public let failures: Int, reviews: Int, notes: Int
    /// The distinct reasons for gaps.
    public let gaps: [NotCheckedReason]
    /// Its SOP class, if it is a well-known one.
    public let sopClass: PublicName?
  }

  /// Entries of the walk.
  public private(set) var entries = 0
  /// Files that were read as DICOM.
  public private(set) var filesRead = 0
  /// Files without a finding that fails or needs review and without a gap.
  public private(set) var filesClean = 0
  /// Files with a finding that fails.
  public private(set) var filesFailing = 0
  /// Files with a finding that needs review.
  public private(set) var filesToReview = 0
  /// Files with a gap.
  public private(set) var filesWithGaps = 0
  /// Findings by severity.
  public private(set) var failures = 0, reviews = 0, notes = 0
  /// Findings that were accepted before the run, which no count by severity has, and files with one.
  public private(set) var accepted = 0, filesWithAccepted = 0
  /// How many findings each decision has accepted, and would have if it had not expired.
  public private(set) var decisions: [Decision.Source: (accepted: Int, expired: Int)] = [:]
  /// Elements at all levels.
  public private(set) var elements = 0
  /// Private blocks at all levels.
  public private(set) var privateBlocks = 0
  /// Frames, overlays and pages that were looked at, and that were not.
  public private(set) var pictures = PictureCount()
  /// Outputs that were compared with an original, by how it was found.
  public private(set) var pairs: [PairingMethod: Int] = [:]
  /// Bytes of all files.
  public private(set) var coverage = Coverage()
  /// What was not judged, by reason.
  public private(set) var gaps: [NotCheckedReason: Gap] = [:]
  /// What each check examined and found.
  public private(set) var checks: [CheckID: CheckCounts] = [:]
  /// Findings by check and attribute.
  public private(set) var groups: [FindingGroup.Key: FindingGroup] = [:]
  /// Every attribute that occurs.
  public private(set) var inventory = Inventory()
  /// How many files there are of each SOP class; nil counts those without a well-known one.
  public private(set) var sopClasses: [PublicName?: Int] = [:]
  /// The files by modality and by maker, each by its number in the tables; 0 counts those without one.
  public private(set) var modalities: [UInt8: DataCount] = [:], makers: [UInt8: DataCount] = [:]
  /// Pictures that may be shown, in the order of the walk.
  public internal(set) var thumbnails: [Thumbnail] = []
  /// Files that are not clean, the first ``mostFilesListed`` in the order of the walk.
  public private(set) var listedFiles: [ListedFile] = []

  /// Whether outputs were compared with originals.
  public var isComparison: Bool {
    !pairs.isEmpty || inventory.uses.values.contains { !$0.dispositions.isEmpty }
  }

  /// What the files say together; nil before they were compared.
  public private(set) var cohort: CohortSummary?

  /// An empty tally.
  public init() {}

  /// Takes in a file's result.
  public mutating func add(_ file: FileResult) {
    entries += 1
    let standing = Standing(file)
    if standing.isRead {
      filesRead += 1
      sopClasses[file.sopClass, default: 0] += 1
      modalities[standing.modality, default: DataCount(file.modality?.name)].add(standing)
      makers[standing.maker, default: DataCount(file.maker?.name)].add(standing)
    }
    if let thumbnail = Thumbnail(file) { add(thumbnail) }
    if let original = file.original { pairs[original.method, default: 0] += 1 }
    elements += file.elements
    privateBlocks += file.privateBlocks
    pictures.add(file.pictures)
    coverage.add(file.coverage)
    var counts: [Severity: Int] = [:]
    var keysSeen: Set<FindingGroup.Key> = []
    for finding in file.findings {
      if !finding.isAccepted { counts[finding.severity, default: 0] += 1 }
      count(finding)
      let key = FindingGroup.Key(finding)
      let isNewFile = keysSeen.insert(key).inserted
      groups[key, default: FindingGroup()].add(finding, in: file.path, isNewFile: isNewFile)
    }
    var reasons: [NotCheckedReason] = []
    for gap in file.notChecked {
      let isNewFile = !reasons.contains(gap.reason)
      if isNewFile { reasons.append(gap.reason) }
      gaps[gap.reason, default: Gap()].add(lengthInBytes: gap.lengthInBytes, isNewFile: isNewFile)
    }
    add(
      file, failures: counts[.fail, default: 0], reviews: counts[.review, default: 0],
      notes: counts[.note, default: 0], gaps: reasons.sorted())
  }

  /// Takes in what a second pass found in a file that was counted before.
  ///
  /// - Parameter standing: what the file came to before.
  public mutating func addLater(_ file: FileResult, after standing: Standing) {
    var keysSeen: Set<FindingGroup.Key> = []
    for finding in file.findings {
      count(finding)
      let key = FindingGroup.Key(finding)
      groups[key, default: FindingGroup()].add(
        finding, in: file.path, isNewFile: keysSeen.insert(key).inserted)
    }
    for gap in file.notChecked { gaps[gap.reason, default: Gap()].add(lengthInBytes: 0, isNewFile: true) }
    let now = Standing(file)
    failures += file.count(of: .fail)
    reviews += file.count(of: .review)
    notes += file.count(of: .note)
    if now.isFailing, !standing.isFailing { filesFailing += 1 }
    if now.isToReview, !standing.isToReview { filesToReview += 1 }
    if now.hasGaps, !standing.hasGaps { filesWithGaps += 1 }
    if now.hasAccepted, !standing.hasAccepted { filesWithAccepted += 1 }
    if standing.isRead {
      // It may have been counted in another tally, which has the names and is merged with this one.
      modalities[standing.modality, default: DataCount(nil)].move(from: standing, with: now)
      makers[standing.maker, default: DataCount(nil)].move(from: standing, with: now)
    }
    if standing.isClean, !now.isClean {
      filesClean -= 1
      if file.outcome(strict: false) != .accepted, listedFiles.count < Tally.mostFilesListed {
        listedFiles.append(
          ListedFile(
            path: file.path, outcome: file.outcome(strict: false), failures: file.count(of: .fail),
            reviews: file.count(of: .review), notes: file.count(of: .note),
            gaps: file.notChecked.map(\.reason),
            sopClass: nil))
      }
    }
  }

  /// Takes in what was found between the files.
  public mutating func add(_ cohort: CohortSummary) {
    self.cohort = cohort
    for one in cohort.findings {
      count(one.finding)
      groups[FindingGroup.Key(one.finding), default: FindingGroup()].add(one)
    }
  }

  private mutating func add(
    _ file: FileResult, failures: Int, reviews: Int, notes: Int, gaps: [NotCheckedReason]
  ) {
    self.failures += failures
    self.reviews += reviews
    self.notes += notes
    if failures > 0 { filesFailing += 1 }
    if reviews > 0 { filesToReview += 1 }
    if !gaps.isEmpty { filesWithGaps += 1 }
    if file.accepted > 0 { filesWithAccepted += 1 }
    let outcome = file.outcome(strict: false)
    if outcome == .clean {
      filesClean += 1
    } else if outcome != .accepted, listedFiles.count < Tally.mostFilesListed {
      listedFiles.append(
        ListedFile(
          path: file.path, outcome: outcome, failures: failures, reviews: reviews, notes: notes, gaps: gaps,
          sopClass: file.sopClass))
    }
  }

  private mutating func count(_ finding: Finding) {
    if let decision = finding.decision {
      var uses = decisions[decision.source, default: (0, 0)]
      if decision.isInForce { uses.accepted += 1 } else { uses.expired += 1 }
      decisions[decision.source] = uses
    }
    if finding.isAccepted {
      accepted += 1
      checks[finding.check, default: CheckCounts()].accepted += 1
      return
    }
    switch finding.severity {
    case .fail: checks[finding.check, default: CheckCounts()].failed += 1
    case .review: checks[finding.check, default: CheckCounts()].toReview += 1
    case .note: checks[finding.check, default: CheckCounts()].noted += 1
    }
  }

  /// Counts what a check examined and could not check.
  public mutating func count(_ check: CheckID, examined: Int, notChecked: Int) {
    guard examined > 0 || notChecked > 0 else { return }
    checks[check, default: CheckCounts()].examined += examined
    checks[check, default: CheckCounts()].notChecked += notChecked
  }

  /// Takes in the attributes of some files.
  public mutating func add(_ inventory: Inventory) { self.inventory.merge(inventory) }

  /// Adds the tally of files that come later in the walk.
  public mutating func merge(_ later: Tally) {
    entries += later.entries
    filesRead += later.filesRead
    filesClean += later.filesClean
    filesFailing += later.filesFailing
    filesToReview += later.filesToReview
    filesWithGaps += later.filesWithGaps
    failures += later.failures
    reviews += later.reviews
    notes += later.notes
    accepted += later.accepted
    filesWithAccepted += later.filesWithAccepted
    for (source, uses) in later.decisions {
      let own = decisions[source, default: (0, 0)]
      decisions[source] = (own.accepted + uses.accepted, own.expired + uses.expired)
    }
    elements += later.elements
    privateBlocks += later.privateBlocks
    pictures.add(later.pictures)
    coverage.add(later.coverage)
    for (reason, gap) in later.gaps { gaps[reason, default: Gap()].add(gap) }
    for (check, counts) in later.checks { checks[check, default: CheckCounts()].add(counts) }
    for (key, group) in later.groups { groups[key, default: FindingGroup()].merge(group) }
    inventory.merge(later.inventory)
    pairs.merge(later.pairs) { $0 + $1 }
    modalities.merge(later.modalities) { $0.merged(with: $1) }
    makers.merge(later.makers) { $0.merged(with: $1) }
    for thumbnail in later.thumbnails { add(thumbnail) }
    for (sopClass, count) in later.sopClasses { sopClasses[sopClass, default: 0] += count }
    listedFiles.append(contentsOf: later.listedFiles.prefix(Tally.mostFilesListed - listedFiles.count))
  }
}

extension FindingGroup {
  mutating func add(_ finding: Finding, in file: ShownPath, isNewFile: Bool) {
    findings += 1
    if isNewFile { files += 1 }
    if examples.count < FindingGroup.mostExamples { examples.append(Example(file: file, finding: finding)) }
  }

  mutating func add(_ one: CohortFinding) {
    findings += 1
    files += one.fileCount
    if examples.count < FindingGroup.mostExamples, let file = one.files.first {
      examples.append(Example(file: file, finding: one.finding))
    }
  }

  mutating func merge(_ later: FindingGroup) {
    findings += later.findings
    files += later.files
    examples.append(contentsOf: later.examples.prefix(FindingGroup.mostExamples - examples.count))
  }
}

extension Gap {
  mutating func add(lengthInBytes: Int, isNewFile: Bool) {
    places += 1
    self.lengthInBytes += lengthInBytes
    if isNewFile { files += 1 }
  }

  mutating func add(_ other: Gap) {
    places += other.places
    files += other.files
    lengthInBytes += other.lengthInBytes
  }
}

extension Tally {
  /// The groups of findings: what was accepted last, the most serious first, then the largest, then by name.
  public var sortedGroups: [(key: FindingGroup.Key, group: FindingGroup)] {
    groups.map { ($0.key, $0.value) }.sorted { left, right in
      if left.0.isAccepted != right.0.isAccepted { return right.0.isAccepted }
      if left.0.severity != right.0.severity { return left.0.severity < right.0.severity }
      if left.1.findings != right.1.findings { return left.1.findings > right.1.findings }
      if left.0.check != right.0.check { return left.0.check < right.0.check }
      if left.0.pattern != right.0.pattern { return left.0.pattern < right.0.pattern }
      return (left.0.creator?.order ?? "") < (right.0.creator?.order ?? "")
    }
  }
}
