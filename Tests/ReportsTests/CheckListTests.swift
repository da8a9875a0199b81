import Findings
import Reports
import Testing

@Suite struct CheckListTests {
  private let text = CheckList.text(SampleRun.checks.reversed())

  @Test func everyCheckHasARowAndASection() {
    for check in SampleRun.checks {
      let anchor = check.id.description.split(separator: ".").joined()
      #expect(text.contains("| [`\(check.id)`](#\(anchor)) |"))
      #expect(text.contains("\n## \(check.id)\n"))
    }
  }

  @Test func checksAreSortedById() {
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings == headings.sorted())
  }

  @Test func examplesStandAsTheyAre() {
    #expect(text.contains("```\n↓(0010,1040) LO 12 Elm Street\n\n(0040,A730) SQ\n  item\n    ↓(0010,1040)"))
  }

  @Test func aBarInATitleDividesNoCell() {
    let row = text.split(separator: "\n").first { $0.hasPrefix("| [`uid.scanner-root`]") }
    #expect(row?.contains("equipment \\| and") == true)
  }
}
