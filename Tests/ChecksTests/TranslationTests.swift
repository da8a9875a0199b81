import Checks
import Compare
import Corpus
import DICOM
import Findings
import Foundation
import Pixels
import Reports
import Rules
import Synchronization
import Testing

/// The texts of reports in other languages: a report of everything that the cases show asks for no text that a language
/// does not have.
@Suite struct TranslationTests {
  private static let languages = ["de", "fr"]

  private static func texts(_ language: String) throws -> [String: String] {
    let path = "\(Judging.root)/Reports/Translations/\(language).json"
    return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// All texts that reports ask for.
  private static let asked = Result {
    let asked = Mutex<Set<String>>([])
    let language = Language(code: "qaa", texts: [:]) { text in asked.withLock { _ = $0.insert(text) } }
    try Language.$current.withValue(language) { try write() }
    return asked.withLock { $0 }
  }

  /// Writes reports for people about the cases, and about what no case has.
  private static func write() throws {
    var tally = Tally()
    var index = 0
    for named in NamedCase.all {
      let one = named.one
      let rules = try Judging.rules(profile: one.profile, options: one.options, identifiers: one.identifiers)
      let results =
        one.pairs.isEmpty
        ? [Judging.result(one.bytes, rules, shown: one.shown)]
        : try Comparing.results(one.pairs, rules, shown: one.shown)
      for result in results {
        tally.add(result)
        for finding in result.findings { _ = finding.message.description }
        index += 1
      }
    }
    var open = FileResult(index: index, path: ShownPath(Array("open".utf8)))
    for reason in NotCheckedReason.allCases {
      open.notChecked.append(
        NotChecked(reason, at: .file, lengthInBytes: 1, message: "More than \(1) elements."))
    }
    tally.add(open)
    tally.add(inventory)
    for file in oneOfEachFamily(from: index + 1) { tally.add(file) }
    var clean = Tally()
    var file = FileResult(index: 0, path: ShownPath(Array("clean".utf8)))
    file.kind = .part10
    file.modality = KindOfData(code: 1, name: PublicName(fromTable: "CT"))
    file.maker = KindOfData(code: 1, name: PublicName(fromTable: "M"))
    file.thumbnail = [0]
    clean.add(file)
    let frameworks = try FrameworkTables(ResourceFolder(path: Judging.root + "/Rules/Tables"))
    for clause in frameworks.clauses {
      for text in [clause.title, clause.lookedAt, clause.decide, clause.unseen] {
        _ = Language.current.text(text)
      }
    }
    for disposition in Disposition.allCases { _ = Language.current.text(disposition.name.description) }
    for method in PairingMethod.allCases { _ = Language.current.text(method.words.description) }
    for message in try messages() { _ = Language.current.text(message) }
    for one in [1, 2] {
      let reasons: [VerdictReason] = [
        .failures(findings: one, files: one), .reviews(findings: one, files: one),
        .between(failures: one, reviews: 0), .between(failures: 0, reviews: one),
        .between(failures: one, reviews: one),
        .notChecked(.truncated, places: one, files: one, lengthInBytes: one),
        .optionNotChecked(PublicName(fromTable: "o")), .allowed(one), .accepted(findings: one, files: one),
        .expired(decisions: one, findings: one), .nothingRead, .interrupted,
      ]
      for reason in reasons { _ = reason.text }
    }
    var cohort = CohortSummary()
    (cohort.files, cohort.filesWithoutPatientID, cohort.unlisted) = (4, 1, ["cohort.x": 1])
    cohort.findings = tally.groups.values.compactMap(\.examples.first).prefix(1).map {
      CohortFinding(finding: $0.finding, files: [$0.file], fileCount: 2)
    }
    for (risk, isAlone) in [(true, true), (true, false), (false, true), (false, false)] {
      cohort.risk = Self.risk(hasAttributes: risk, isAlone: isAlone)
      tally.add(cohort)
      for strict in [true, false] {
        for counted in [tally, Tally(), clean] {
          let run = description(frameworks.clauses, isStrict: strict)
          let verdict = Verdict(counted, demands: [], strict: strict, isInterrupted: false)
          _ = HTMLReport(run, counted, verdict).page(style: "", script: "")
          _ = ImpactAnnex(run, counted, verdict).markdown
          _ = TerminalSummary.text(run, counted, verdict, reports: [], colour: false)
        }
      }
    }
    for (isStrict, scope) in [(true, Scope.all), (false, .attributes)] {
      for options in [[], ["retain-uids"]] {
        for counted in [tally, Tally()] {
          var run = RunDescription(
            toolVersion: "1", startedAt: "2031-01-01T00:00:00Z", profile: "P", options: options,
            areOptionsFromClaim: isStrict && options.isEmpty, isAllowlistStrict: isStrict, isStrict: isStrict,
            scope: scope, pixels: isStrict ? "all" : "none", isKeyed: isStrict, isEvidenceWritten: isStrict,
            tables: [TableEdition(table: "t.csv", edition: "1", sha256: "0")],
            checks: Judging.checks.descriptions)
          run.mostFindings = 3
          run.endedAt = "2031-01-01T00:00:09Z"
          run.configuration = ("c.yml", "0")
          let verdict = Verdict(
            counted, demands: [PublicName(fromTable: "clean-pixel-data")], strict: isStrict,
            isInterrupted: !isStrict, allowed: 1_000_000)
          _ = HTMLReport(run, counted, verdict).page(style: "", script: "")
          _ = ImpactAnnex(run, counted, verdict).markdown
          _ = TerminalSummary.text(
            run, counted, verdict,
            reports: [
              ("HTML report", "r"), ("Annex", "d"), ("JSON report", "j"), ("JUnit XML", "x"), ("SARIF", "s"),
              ("Markdown", "m"), ("Evidence", "e"), ("Manifest", "s"), ("Store", "s"),
            ], colour: false)
        }
      }
    }
  }

  private static func description(_ clauses: [FrameworkTables.Clause], isStrict: Bool) -> RunDescription {
    RunDescription(
      toolVersion: "1", startedAt: "2031-01-01T00:00:00Z", profile: "P", options: [],
      areOptionsFromClaim: false, isAllowlistStrict: false, isStrict: isStrict, scope: .all, pixels: "all",
      isKeyed: false, isEvidenceWritten: false, tables: [], checks: Judging.checks.descriptions,
      frameworks: FrameworkTables.names.map { id, name in
        Framework(
          id: id, name: name,
          clauses: clauses.filter { $0.framework == id }.map {
            Framework.Clause(
              id: $0.id, title: $0.title, lookedAt: $0.lookedAt, decide: $0.decide, unseen: $0.unseen)
          }, checks: [:], attributes: ["(0010,0010)": clauses.filter { $0.framework == id }.map(\.id)])
      })
  }

  /// Many attributes with findings.
  private static var inventory: Inventory {
    var inventory = Inventory()
    for number in UInt16(1)...30 {
      var use = AttributeUse()
      (use.occurrences, use.failures, use.reviews) = (2, 1, 1)
      inventory.add(use, for: AttributeKey(tag: Tag(0x0010, number), creator: nil))
    }
    return inventory
  }

  /// Files with a finding of each family of checks.
  private static func oneOfEachFamily(from index: Int) -> [FileResult] {
    Judging.checks.descriptions.enumerated().map { number, about in
      var file = FileResult(index: index + number, path: ShownPath(Array("\(number)".utf8)))
      file.findings = [
        Finding(
          check: about.id, severity: about.severity, place: .file, message: "More than \(1) elements.",
          citation: about.source,
          fingerprint: Fingerprint(check: about.id, place: .file, creator: [], value: [], key: nil))
      ]
      return file
    }
  }

  private static func risk(hasAttributes: Bool, isAlone: Bool) -> RiskSummary {
    var risk = RiskSummary()
    (risk.patients, risk.threshold, risk.unique) = (4, 5, 1)
    let sex = PublicName(fromTable: "PatientSex")
    if hasAttributes {
      risk.attributes = [.init(keyword: sex, patients: 4, distinct: 2, unique: isAlone ? 1 : 0)]
      risk.sensitive = [.init(keyword: sex, smallest: 1, patientsInHomogeneousClasses: 1)]
    }
    if isAlone { risk.pairs = [.init(first: sex, second: sex, unique: 1)] }
    return risk
  }

  /// What findings say, as it stands in the sources: texts with a capital or a number first and a full stop
  /// last.
  private static func messages() throws -> Set<String> {
    var found: Set<String> = []
    for folder in ["Sources/Checks", "Sources/Cohort"] {
      let files = try FileManager.default.subpathsOfDirectory(atPath: "\(Judging.root)/\(folder)")
      for file in files.filter({ $0.hasSuffix(".swift") }) {
        let text = try String(contentsOfFile: "\(Judging.root)/\(folder)/\(file)", encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.contains(/^ *\/\//) }.joined(separator: "\n")
        for match in lines.matches(
          of:
            /"((?:[A-Z]|\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[ :])(?:[^"\\\n]|\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\.)"/
        ) {
          var number = 0
          let pattern = match.1.replacing(/\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/) { _ in
            number += 1
            return "{\(number)}"
          }
          found.insert(String(pattern))
        }
      }
    }
    return found
  }

  @Test func reportsAskForManyTexts() throws {
    let asked = try TranslationTests.asked.get()
    #expect(asked.count > 600)
    if let path = ProcessInfo.processInfo.environment["DEID_AUDIT_TEXTS"] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
      try encoder.encode(asked.sorted()).write(to: URL(filePath: path))
    }
  }

  @Test(arguments: languages)
  func everyTextIsThere(_ language: String) throws {
    let texts = try TranslationTests.texts(language)
    let missing = try TranslationTests.asked.get().filter { texts[$0] == nil }
    #expect(missing.isEmpty, "\(missing.count) missing: \(missing.sorted().prefix(5))")
  }

  /// What is put in, and the tags in a text.
  private static func marks(_ text: String) -> [String] {
    text.matches(of: /\{[0-9]+\}|<[^>]*>|&[a-z#0-9]+;/).map { String($0.0) }.sorted()
  }

  @Test(arguments: languages)
  func translationsPutInTheSameAndHaveTheSameTags(_ language: String) throws {
    for (english, translation) in try TranslationTests.texts(language) {
      #expect(TranslationTests.marks(english) == TranslationTests.marks(translation), "\(english)")
      #expect(!translation.isEmpty, "\(english)")
    }
  }

  @Test(arguments: languages)
  func aReportSpeaksItsLanguage(_ language: String) throws {
    let texts = try TranslationTests.texts(language)
    let run = RunDescription(
      toolVersion: "1", startedAt: "2031-01-01T00:00:00Z", profile: "P", options: [],
      areOptionsFromClaim: false, isAllowlistStrict: false, isStrict: false, scope: .all, pixels: "all",
      isKeyed: false, isEvidenceWritten: false, tables: [], checks: [])
    let verdict = Verdict(Tally(), demands: [], strict: false, isInterrupted: false)
    let page = Language.$current.withValue(Language(code: language, texts: texts)) {
      String(decoding: HTMLReport(run, Tally(), verdict).page(style: "", script: ""), as: UTF8.self)
    }
    #expect(page.contains("<html lang=\"\(language)\">"))
    let heading = try #require(texts["What was looked at"])
    #expect(page.contains("<h2>\(heading)</h2>"))
    #expect(!page.contains("<h2>What was looked at</h2>"))
  }
}
