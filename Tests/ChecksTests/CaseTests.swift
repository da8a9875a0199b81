import Checks
import Corpus
import DICOM
import Findings
import Testing

/// A case, named by folder and file.
struct NamedCase: Sendable, CustomTestStringConvertible {
  let one: Case
  var testDescription: String { "\(one.check)/\(one.name)" }

  /// The cases of the corpus, or why they could not be read.
  static let loaded = Result { try Case.all(in: Judging.root + "/Corpus/Cases", bases: Judging.bases.get()) }

  /// The cases; none if they could not be read, which a test of its own reports.
  static var all: [NamedCase] {
    switch loaded {
    case .success(let cases): cases.map { NamedCase(one: $0) }
    case .failure: []
    }
  }
}

@Test func theCasesCanBeRead() throws {
  #expect(try NamedCase.loaded.get().count > 100)
}

@Test(arguments: NamedCase.all)
func aCaseIsFlaggedWhereItIsMarkedAndNowhereElse(_ named: NamedCase) throws {
  let found = try Judging.found(named.one)
  let expected = Judging.expected(named.one)
  #expect(found == expected)
}

@Test func everyCheckHasCasesOfBothKinds() throws {
  let all = try NamedCase.loaded.get()
  for about in Judging.checks.descriptions where about.isOfOneFile {
    let own = all.filter { $0.check == about.id.description }
    #expect(own.contains { !$0.marks.isEmpty } && own.contains { $0.marks.isEmpty }, "\(about.id)")
  }
}
