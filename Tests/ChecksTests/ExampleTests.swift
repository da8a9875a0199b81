import Checks
import Corpus
import DICOM
import Findings
import Testing

/// An example of a check's description.
struct Example: Sendable, CustomTestStringConvertible {
  let check: String
  let text: String
  let isFlagged: Bool
  var testDescription: String { "\(check): \(text)" }

  static let all: [Example] = Judging.checks.descriptions.filter(\.isOfOneFile).flatMap { about in
    about.flagged.map { Example(check: about.id.description, text: $0, isFlagged: true) }
      + about.clean.map { Example(check: about.id.description, text: $0, isFlagged: false) }
  }
}

@Test func everyCheckHasASourceAndExamplesOfBothKinds() {
  for about in Judging.checks.descriptions {
    #expect(!about.flagged.isEmpty && !about.clean.isEmpty, "\(about.id)")
    #expect(!about.source.description.isEmpty && !about.why.description.isEmpty, "\(about.id)")
  }
}

@Test(arguments: Example.all)
func anExampleIsFlaggedWhereItIsMarkedAndNowhereElse(_ example: Example) throws {
  let one = try Case(name: example.text, check: example.check, text: example.text, bases: Judging.bases.get())
  let found = try Judging.found(one)
  let expected = Judging.expected(one)
  #expect(found == expected)
  #expect(one.marks.contains { $0.check == example.check } == example.isFlagged)
}

@Test(arguments: ["", "! implicit", "! big-endian", "! deflated", "! bare", "! undefined-length"])
func theBaseOfTheCasesIsSpotlessInEveryEncoding(_ encoding: String) throws {
  let one = try Case(name: encoding, check: "", text: encoding, bases: Judging.bases.get())
  let result = Judging.result(one.bytes, try Judging.rules())
  #expect(result.findings.isEmpty)
  #expect(result.notChecked.isEmpty)
  #expect(result.outcome(strict: true) == .clean)
}
