import DICOM
import Findings
import Reports

/// An invented run of 100,000 findings in 2,500 files, with as many attributes as an inventory holds.
struct LargeRun {
  static let files = 2_500
  static let findingsInAFile = 40

  let tally: Tally
  let verdict: Verdict

  init() {
    var tally = Tally()
    for index in 0..<LargeRun.files { tally.add(LargeRun.file(index)) }
    for check in SampleRun.checks { tally.count(check.id, examined: 1_000_000, notChecked: 0) }
    var inventory = Inventory()
    for number in 0..<Inventory.mostAttributes {
      var use = AttributeUse()
      use.vrs = [.lo, .sh]
      use.occurrences = 2_500 - number % 700
      use.empty = number % 5
      use.failures = number % 11 == 0 ? number % 97 : 0
      use.reviews = number % 7 == 0 ? number % 89 : 0
      if number % 3 != 0 { use.actions = ["X/Z"] }
      use.name = "AnAttributeWithALongishKeyword"
      let isPrivate = number % 2 == 1
      let group = UInt16(0x0010 + number / 200)
      inventory.add(
        use,
        for: AttributeKey(
          tag: Tag(isPrivate ? group | 1 : group & 0xFFFE, UInt16(number % 256)),
          creator: .registered(PublicName(fromTable: "MAKER \(number)"))))
    }
    tally.add(inventory)
    self.tally = tally
    verdict = Verdict(tally, demands: [], strict: false, isInterrupted: false)
  }

  /// One of the files; 5,000 groups of findings come together.
  static func file(_ index: Int) -> FileResult {
    let name =
      "site-07/subject-\(index / 50)/2031-02-03 AX T1 post contrast/series-\(index % 50)/IM-0001-\(index).dcm"
    var file = FileResult(index: index, path: ShownPath(Array(name.utf8)))
    file.kind = .part10
    file.lengthInBytes = 530_000
    file.elements = 250
    file.sopClass = "MR Image Storage"
    file.coverage = Coverage(judged: 8_000, outOfScope: 522_000, notChecked: 0)
    for number in 0..<findingsInAFile {
      let check = SampleRun.checks[number % 2]
      let tag = Tag(UInt16(0x0010 + index % 125), UInt16(0x1000 + number))
      let path = ElementPath(number % 4 == 0 ? [.init(Tag(0x0040, 0xA730), item: number)] : [], tag)
      let place = Place.element(
        path, keyword: "PatientAddress", creator: nil, bytes: number * 100..<number * 100 + 40)
      file.findings.append(
        Finding(
          check: check.id, severity: check.severity, place: place,
          message: "\(tag) is present with \(Evidence(of: Array("12 Elm Street".utf8)[...]))",
          citation: check.source,
          fingerprint: Fingerprint(check: check.id, place: place, creator: [], value: [], key: nil)))
    }
    return file
  }

  /// The page of the run.
  ///
  /// - Parameter probe: a script that a test adds to the page's own.
  func page(probe: String = "") throws -> [UInt8] {
    HTMLReport(SampleRun().run, tally, verdict).page(
      style: try Folder.text("Templates/report.css"), script: try Folder.text("Templates/report.js") + probe)
  }
}
