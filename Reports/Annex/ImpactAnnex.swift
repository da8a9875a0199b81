internal import DICOM
public import Findings

/// An annex to a data protection impact assessment (GDPR Art. 35(7)): what the audit can say of the data, and blanks for
/// what only the controller knows.
public struct ImpactAnnex: Sendable {
  private let run: RunDescription
  private let tally: Tally
  private let verdict: Verdict

  /// Prepares the annex of a run.
  public init(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) {
    self.run = run
    self.tally = tally
    self.verdict = verdict
  }

  /// The annex as Markdown, in the language in which the current task writes.
  public var markdown: String { document.markdown }

  /// The annex as an HTML page.
  ///
  /// - Parameter style: the text of `Templates/report.css`.
  public func page(style: String) -> [UInt8] { document.page(style: style) }

  private var document: TextDocument {
    var document = TextDocument("Annex to a data protection impact assessment: audit of de-identified images")
    document.paragraph(
      """
      This annex is made from an audit of files. It is an input to an assessment under Article 35 of the GDPR and neither \
      replaces it nor gives legal advice. It holds no value of any file. What only the controller knows is left blank.
      """)
    describe(&document)
    proportionality(&document)
    risks(&document)
    measures(&document)
    decision(&document)
    return document
  }

  private static let blank = "…"

  // MARK: a systematic description

  private func describe(_ document: inout TextDocument) {
    document.heading("1. Description of the processing (Art. 35(7)(a))")
    document.table(
      ["What", "As audited"],
      [
        row("Files", Wording.count(tally.filesRead, .file)),
        row("Entries that are no DICOM files", Wording.grouped(tally.entries - tally.filesRead)),
        row("Kinds of objects", list(Wording.sopClasses(tally))),
        row("Modalities", list(tally.sortedModalities)), row("Makers of equipment", list(tally.sortedMakers)),
        row("Pictures looked at", Wording.grouped(tally.pictures.lookedAt)),
        row("Time of the audit", run.startedAt), row("Program", "deid-audit " + run.toolVersion),
        row("Profile", Wording.profile(run)),
        row("Scope", scope),
      ])
    document.paragraph("To be filled in by the controller:")
    document.table(
      ["What", "Answer"],
      [
        blank("Purpose of the processing, and who receives the files"),
        blank("Legal basis (Art. 6) and exception for health data (Art. 9(2))"),
        blank("Source of the files, and by what they were de-identified"),
        blank("Where the files are kept, for how long, and who has access"),
      ])
  }

  private var scope: Phrase { run.scope == .all ? "attributes and pictures" : "attributes only" }

  // MARK: necessity and proportionality

  private func proportionality(_ document: inout TextDocument) {
    document.heading("2. Necessity and proportionality (Art. 35(7)(b))")
    let options = run.options.map(Wording.visible)
    document.paragraph(
      options.isEmpty
        ? "The profile was asked to keep nothing beyond its minimum (data minimisation, Art. 5(1)(c))."
        : """
        By these options of PS3.15 section E.3 more stays in the files than the profile keeps by itself; each needs a \
        reason (data minimisation, Art. 5(1)(c)): \(options.joined(separator: ", ")).
        """)
    document.table(
      ["What", "Answer"],
      [
        blank("Why the purpose cannot be reached with less data"),
        blank("Why each option above is needed"),
        blank("Whether the files still count as personal data for those who receive them (recital 26)"),
      ])
  }

  // MARK: risks

  private func risks(_ document: inout TextDocument) {
    document.heading("3. Risks to the rights and freedoms of data subjects (Art. 35(7)(c))")
    document.paragraph(
      "Outcome of the audit: \(Language.current.text(Wording.word(verdict.outcome).description)).")
    document.list(verdict.reasons.map(\.text))
    for framework in run.frameworks {
      let results = framework.results(of: tally)
      let rows = zip(framework.clauses, results).filter { $1.examined + $1.failures + $1.reviews > 0 }.map {
        clause, result in
        [
          clause.id + " " + Language.current.text(clause.title), Wording.grouped(result.examined),
          Wording.grouped(result.failures), Wording.grouped(result.reviews),
          Language.current.text(clause.decide),
        ]
      }
      document.heading("\(Language.current.text(framework.name))", level: 3)
      document.table(["What it names", "Looked at", "Fail", "To review", "A person decides"], rows)
    }
    document.heading("What was not checked, and why", level: 3)
    let gaps = tally.gaps.sorted { $0.key < $1.key }.map { reason, gap in
      [
        Language.current.text(reason.meaning.description), Wording.grouped(gap.files),
        Wording.grouped(gap.places),
      ]
    }
    if gaps.isEmpty {
      document.paragraph("Nothing in the scope of this audit was left out.")
    } else {
      document.table(["Why", "Files", "Places"], gaps)
    }
    document.table(
      ["What", "Answer"],
      [
        blank(
          "Likelihood that somebody is singled out, linked or inferred about, and how severe it would be"),
        blank("Who might try, and with what other knowledge (recital 26)"),
        blank("Faces and other features that can be recognized in the pictures"),
      ])
  }

  // MARK: measures

  private func measures(_ document: inout TextDocument) {
    document.heading("4. Measures (Art. 35(7)(d))")
    document.list(
      Step.all(run, tally, verdict).map { Wording.visible($0.title) + " — " + $0.remedy })
    document.table(
      ["What", "Answer"],
      [
        blank("What was done about each point above, by whom, and when"),
        blank(
          "Contracts and technical limits that keep those who receive the files from re-identifying anybody"),
        blank("What happens when a person is recognized all the same (Art. 33 and 34)"),
      ])
    document.paragraph(
      """
      The audit can be proved later: a report with a manifest holds the SHA-256 of every file and of itself, and \
      `deid-audit verify` compares both with a folder.
      """)
  }

  private func decision(_ document: inout TextDocument) {
    document.heading("5. Advice and decision")
    document.table(
      ["What", "Answer"],
      [
        blank("Advice of the data protection officer (Art. 35(2))"),
        blank("Views of data subjects or their representatives (Art. 35(9))"),
        blank("Prior consultation of the supervisory authority (Art. 36)"),
        blank("Decision, name and date"),
      ])
  }

  // MARK: rows

  private func row(_ name: Phrase, _ text: String) -> [String] { [name.description, text] }

  private func row(_ name: Phrase, _ text: Phrase) -> [String] { [name.description, text.description] }

  private func blank(_ question: Phrase) -> [String] { [question.description, ImpactAnnex.blank] }

  private func list(_ counts: [DataCount]) -> String {
    list(counts.map { ($0.name?.description, $0.files) })
  }

  private func list(_ counts: [(name: String?, files: Int)]) -> String {
    counts.map { name, files in
      (name ?? Language.current.text("not told, or in no table")) + ": " + Wording.grouped(files)
    }.joined(separator: ", ")
  }
}
