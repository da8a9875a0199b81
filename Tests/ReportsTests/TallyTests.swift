import DICOM
import Findings
import Testing

/// Counts of files that several passes, and tallies of parts of a run, take in.
@Suite struct TallyTests {
  private static func file(failing: Bool) -> FileResult {
    var file = FileResult(index: 0, path: ShownPath(Array("a.dcm".utf8)))
    file.kind = .part10
    file.modality = KindOfData(code: 3, name: PublicName(fromTable: "CT"))
    file.maker = KindOfData(code: 5, name: PublicName(fromTable: "Siemens"))
    if failing {
      file.findings = [
        Finding(
          check: "known.list-value", severity: .fail, place: .file, message: "m", citation: .ps315("E.1"),
          fingerprint: Fingerprint(check: "known.list-value", place: .file, creator: [], value: [], key: nil))
      ]
    }
    return file
  }

  @Test(arguments: [true, false])
  func aFileThatALaterPassFindsFailingIsCountedOnceWhereverThatPassCounts(isApart: Bool) throws {
    var tally = Tally()
    let clean = Self.file(failing: false)
    tally.add(clean)
    if isApart {
      var later = Tally()
      later.addLater(Self.file(failing: true), after: Standing(clean))
      tally.merge(later)
    } else {
      tally.addLater(Self.file(failing: true), after: Standing(clean))
    }
    for counts in [tally.sortedModalities, tally.sortedMakers] {
      let count = try #require(counts.first)
      #expect(counts.count == 1)
      #expect((count.files, count.failing, count.clean) == (1, 1, 0))
    }
    #expect(tally.sortedModalities.first?.name?.description == "CT")
    #expect((tally.filesFailing, tally.filesClean) == (1, 0))
  }

  @Test func aNameIsKeptWhicheverTallyHasIt() {
    let clean = Self.file(failing: false)
    var later = Tally()
    later.addLater(Self.file(failing: true), after: Standing(clean))
    var first = Tally()
    first.add(clean)
    later.merge(first)
    #expect(later.sortedMakers.first?.name?.description == "Siemens")
    #expect(later.sortedMakers.first?.files == 1)
  }
}
