import DICOM
import Findings
import Reports

/// An invented run with every kind of place, outcome and gap. Its names come from a function, so that the
/// same run can be told with harmless names and with hostile ones.
struct SampleRun: Sendable {
  /// The name for a number; equal numbers give equal names.
  let name: @Sendable (Int) -> String
  let scope: Scope
  let isStrict: Bool
  /// Whether the files were compared with originals.
  let isComparison: Bool

  init(
    scope: Scope = .all, isStrict: Bool = false, isComparison: Bool = false,
    name: @escaping @Sendable (Int) -> String = { "name-\($0)" }
  ) {
    self.name = name
    self.scope = scope
    self.isStrict = isStrict
    self.isComparison = isComparison
  }

  /// The checks of the run.
  var checks: [CheckDescription] {
    (SampleRun.checks + (isComparison ? SampleRun.comparisonChecks : [])).sorted { $0.id < $1.id }
  }

  static let checks: [CheckDescription] = [
    CheckDescription(
      id: "attribute.not-replaced", title: "Value was not replaced by a dummy",
      why: "What stands there may be the patient's own.", remedy: "Replace the value by a dummy.",
      source: .ps315("Table E.1-1, action D"), severity: .review, flagged: ["↓(0010,0020) LO 4711"],
      clean: ["(0010,0020) LO ANON"]),
    CheckDescription(
      id: "attribute.removed-present", title: "Attribute to be removed is present",
      why: "Its name alone says that the data was recorded, and a later tool may fill it again.",
      remedy: "Remove the attribute at every level, sequences with all their items.",
      source: .ps315("Table E.1-1, action X"), severity: .fail,
      flagged: [
        "↓(0010,1040) LO 12 Elm Street", "(0040,A730) SQ\n  item\n    ↓(0010,1040) LO 12 Elm Street",
      ],
      clean: ["(0008,0060) CS MR"]),
    CheckDescription(
      id: "conformance.type2-missing", title: "Required attribute is missing",
      why: "Programs that read the file expect it & may refuse it.", remedy: "Add it, empty.",
      source: .ps33("section A.2"), severity: .note, flagged: ["↓(0010,0030) DA"], clean: ["(0010,0030) DA"]),
    CheckDescription(
      id: "file.trailing-bytes", title: "Bytes follow the last element",
      why: "Readers do not show them, so nobody notices what they hold.", remedy: "Cut them off.",
      source: .ps310("section 7.1"), severity: .fail, flagged: ["↓trailing"], clean: ["none"]),
    CheckDescription(
      id: "private.not-removed", title: "Private element was not removed",
      why: "Only its maker knows what a private element holds.", remedy: "Remove it, or list it as safe.",
      source: .ps315("section E.3.10"), severity: .fail, flagged: ["↓(0029,1010) OB 00"],
      clean: ["(0028,0010) US 1"]),
    CheckDescription(
      id: "uid.scanner-root", title: "UID was made by equipment | and not replaced",
      why: "It names the device, and often day and time.", remedy: "Replace the UID.",
      source: .ps315("Table E.1-1, action U"), severity: .fail, flagged: ["↓(0008,0018) UI 1.3.12.2.1107"],
      clean: ["(0008,0018) UI 2.25.1"]),
  ]

  var run: RunDescription {
    RunDescription(
      toolVersion: "1.0.0-\(name(90))", startedAt: "2031-02-03T04:05:06Z", profile: name(91),
      options: ["clean-descriptors", name(92)], areOptionsFromClaim: false, isAllowlistStrict: false,
      isStrict: isStrict, scope: scope, pixels: scope == .all ? "all" : "none", isKeyed: true,
      isEvidenceWritten: true,
      tables: [
        TableEdition(
          table: "PS3.15-2025c-E.1-1.csv", edition: "2025c", sha256: String(repeating: "0a", count: 32)),
        TableEdition(table: name(93), edition: name(94), sha256: String(repeating: "f3", count: 32)),
      ], checks: checks)
  }

  func published(_ number: Int) -> PublicName { PublicName(fromTable: name(number)) }
  func shape(_ number: Int) -> Evidence { Evidence(of: Array(name(number).utf8)[...]) }

  func finding(
    _ check: CheckID, _ severity: Severity, _ place: Place, _ message: Message, value: UInt8
  ) -> Finding {
    let key = SiteKey([UInt8](repeating: 7, count: SiteKey.lengthInBytes))
    let citation = checks.first { $0.id == check }!.source  // the checks are those above
    return Finding(
      check: check, severity: severity, place: place, message: message, citation: citation,
      fingerprint: Fingerprint(check: check, place: place, creator: [], value: [value], key: key))
  }

  var files: [FileResult] {
    let all = [clean, failing, toReview, notDICOM, deflated]
    return isComparison ? compared(all) : all
  }

  func file(_ index: Int, _ kind: FileKind, bytes: Int) -> FileResult {
    var file = FileResult(index: index, path: ShownPath(Array("study/\(name(index)).dcm".utf8)))
    file.kind = kind
    file.lengthInBytes = bytes
    return file
  }

  private var clean: FileResult {
    var file = file(0, .part10, bytes: 524_288)
    file.sopClass = "CT Image Storage"
    file.transferSyntax = "Explicit VR Little Endian"
    file.elements = 112
    file.coverage = Coverage(judged: 524_288, outOfScope: 0, notChecked: 0)
    file.sha256 = String(repeating: "5e", count: 32)
    return file
  }

  private var failing: FileResult {
    var file = file(1, .part10, bytes: 530_000)
    file.sopClass = published(80)
    file.transferSyntax = published(81)
    file.elements = 131
    file.privateBlocks = 2
    file.pictures.lookedAt = 95
    file.pictures.notLookedAt = 1
    file.coverage = Coverage(judged: 5_712, outOfScope: 524_288, notChecked: 0)
    let address = Tag(0x0010, 0x1040)
    let nested = ElementPath(
      [.init(Tag(0x0040, 0xA730), item: 0), .init(Tag(0x0040, 0xA730), item: 12)], address)
    let scan = ElementPath([], Tag(0x0029, 0x1010))
    file.findings = [
      finding(
        "attribute.removed-present", .fail,
        .element(ElementPath([], address), keyword: "PatientAddress", creator: nil, bytes: 384..<406),
        "\(address) is present with \(shape(70))", value: 1),
      finding(
        "attribute.removed-present", .fail,
        .element(nested, keyword: "PatientAddress", creator: nil, bytes: 9_004..<9_030),
        "\(address) is present with \(shape(71))", value: 2),
      finding(
        "private.not-removed", .fail,
        .element(scan, keyword: published(72), creator: .registered(published(73)), bytes: 12_000..<12_900),
        "The element of \(published(73)) is \(VR.ob) with \(900) bytes", value: 3),
      finding(
        "private.not-removed", .fail,
        .element(scan, keyword: nil, creator: .unregistered(shape(74)), bytes: 13_000..<13_010),
        "The element is not on the list of safe ones", value: 4),
      finding(
        "conformance.type2-missing", .note,
        .missing(ElementPath([], .patientBirthDate), keyword: "PatientBirthDate"),
        "\(Tag.patientBirthDate) is missing & should be there", value: 5),
      finding(
        "private.not-removed", .fail,
        .inside(
          scan, keyword: published(72), creator: .registered(published(73)),
          InnerPath([.named(published(76)), .field(17), .item(2), .element(nested)]), bytes: 12_100..<12_120),
        "A field of \(published(73)) holds \(shape(77))", value: 9),
      finding("file.trailing-bytes", .fail, .bytes(529_990..<530_000), "10 bytes follow", value: 6),
    ]
    return file
  }

  private var toReview: FileResult {
    var file = file(2, .bareDataSet, bytes: 1_500)
    file.sopClass = "CT Image Storage"
    file.elements = 19
    file.coverage = Coverage(judged: 1_400, outOfScope: 0, notChecked: 100)
    let patient = ElementPath([], .patientID)
    file.findings = [
      finding(
        "attribute.not-replaced", .review,
        .element(patient, keyword: "PatientID", creator: nil, bytes: 40..<56),
        "\(Tag.patientID) holds \(shape(75))", value: 7),
      finding("uid.scanner-root", .fail, .file, "The file is named by a UID of equipment", value: 8),
    ]
    file.notChecked = [
      NotChecked(
        .payloadNotOpened,
        at: .element(
          ElementPath([], Tag(0x0029, 0x1020)), keyword: nil, creator: .registered(published(73)),
          bytes: 800..<900),
        lengthInBytes: 100, message: "\(100) bytes of \(published(73))")
    ]
    return file
  }

  private var notDICOM: FileResult {
    var file = file(3, .notDICOM, bytes: 300)
    file.coverage = Coverage(judged: 0, outOfScope: 0, notChecked: 300)
    file.notChecked = [
      NotChecked(.notDICOM, at: .file, lengthInBytes: 300, message: "It begins as \(published(76))")
    ]
    return file
  }

  private var deflated: FileResult {
    var file = file(4, .part10, bytes: 900)
    file.isDeflated = true
    file.elements = 40
    file.coverage = Coverage(judged: 850, outOfScope: 0, notChecked: 50)
    file.notChecked = [
      NotChecked(.truncated, at: .bytes(850..<900), lengthInBytes: 50, message: "The file ends at \(900)")
    ]
    return file
  }

  var tally: Tally {
    var tally = Tally()
    for file in files { tally.add(file) }
    tally.count("attribute.removed-present", examined: 302, notChecked: 0)
    tally.count("attribute.not-replaced", examined: 12, notChecked: 1)
    tally.count("private.not-removed", examined: 5, notChecked: 2)
    tally.count("uid.scanner-root", examined: 44, notChecked: 0)
    tally.count("file.trailing-bytes", examined: 4, notChecked: 0)
    tally.add(inventory)
    if isComparison { tally.add(dispositions) }
    return tally
  }

  private var inventory: Inventory {
    var inventory = Inventory()
    func add(
      _ key: AttributeKey, _ name: PublicName?, _ vrs: Set<VR>, _ actions: Set<PublicName>,
      _ occurrences: Int,
      _ change: (inout AttributeUse) -> Void = { _ in }
    ) {
      var use = AttributeUse()
      use.name = name
      use.vrs = vrs
      use.actions = actions
      use.occurrences = occurrences
      change(&use)
      inventory.add(use, for: key)
    }
    add(AttributeKey(tag: .modality, creator: nil), "Modality", [.cs], [], 4) { $0.met(valueWithHash: 1) }
    add(AttributeKey(tag: .patientID, creator: nil), "PatientID", [.lo], ["Z"], 4) {
      $0.reviews = 1
      $0.empty = 3
    }
    add(AttributeKey(tag: Tag(0x0010, 0x1040), creator: nil), "PatientAddress", [.lo, .un], ["X"], 2) {
      $0.failures = 2
      $0.notes = 1
    }
    add(AttributeKey(tag: .sopInstanceUID, creator: nil), "SOPInstanceUID", [.ui], ["U", "K"], 12_345) {
      for hash in 0..<2_000 { $0.met(valueWithHash: UInt64(hash)) }
    }
    add(
      AttributeKey(tag: Tag(0x0029, 0x0010), creator: .registered(published(73))), published(72), [.ob],
      [published(77)], 1
    ) { $0.failures = 1 }
    add(AttributeKey(tag: Tag(0x0029, 0x0010), creator: .unregistered(shape(74))), nil, [.un], ["X"], 1) {
      $0.failures = 1
      $0.notChecked = 1
    }
    return inventory
  }

  func verdict(_ tally: Tally) -> Verdict {
    Verdict(tally, demands: [published(78)], strict: isStrict, isInterrupted: false)
  }

  /// The list of the run's checks.
  static var checkList: String { CheckList.text(checks) }

  /// The JSON report of the run.
  var json: [UInt8] {
    let digest = SHA256()
    var bytes = JSONReport.beginning(run)
    for file in files { bytes += JSONReport.file(file, strict: isStrict) }
    digest.update(bytes[...])
    let tally = tally
    return bytes + JSONReport.end(tally, verdict(tally), run, digest: digest)
  }

  /// The page of the run.
  ///
  /// - Parameter probe: a script that a test adds to the page's own.
  func html(probe: String = "") throws -> [UInt8] {
    let tally = tally
    return HTMLReport(run, tally, verdict(tally)).page(
      style: try Folder.text("Templates/report.css"), script: try Folder.text("Templates/report.js") + probe)
  }

  /// The summary of the run.
  func terminal(colour: Bool = false, width: Int = 100) -> String {
    let tally = tally
    return TerminalSummary.text(
      run, tally, verdict(tally),
      reports: [("HTML report", "out/\(name(95)).html"), ("Evidence", "out/e.jsonl")],
      colour: colour, width: width)
  }
}
