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

  @Test func aFileThatWasNotReadIsInNoCountByModality() {
    var photo = Self.file(failing: false)
    photo.kind = .notDICOM
    photo.modality = nil
    photo.maker = nil
    photo.notChecked = [NotChecked(.notDICOM, at: .file, lengthInBytes: 9, message: "m")]
    var tally = Tally()
    tally.add(photo)
    tally.addLater(Self.file(failing: true), after: Standing(photo))
    #expect(tally.sortedModalities.isEmpty && tally.sortedMakers.isEmpty)
    #expect(tally.filesFailing == 1)
  }

  @Test func aFileThatTwoPassesFindFailingIsMovedOnce() {
    let clean = Self.file(failing: false)
    var standing = Standing(clean)
    var tally = Tally()
    tally.add(clean)
    for _ in 0..<2 {
      let later = Self.file(failing: true)
      tally.addLater(later, after: standing)
      standing.add(later)
    }
    #expect(tally.sortedModalities.map(\.clean) == [0] && tally.sortedModalities.map(\.failing) == [1])
    #expect((tally.filesFailing, tally.filesClean, tally.listedFiles.count) == (1, 0, 1))
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

  @Test func aPictureIsShownOnlyIfNothingSpeaksAgainstIt() {
    func shown(_ change: (inout FileResult) -> Void) -> Int {
      var file = Self.file(failing: true)
      file.thumbnail = [1, 2, 3]
      change(&file)
      var tally = Tally()
      tally.add(file)
      return tally.thumbnails.count
    }
    #expect(shown { _ in } == 1)
    #expect(shown { $0.thumbnail = nil } == 0)
    #expect(
      shown {
        $0.notChecked = [
          NotChecked(.recognizableFeatures, at: .file, lengthInBytes: 0, message: "m")
        ]
      } == 0)
    #expect(
      shown {
        $0.findings = [
          Finding(
            check: "pixel.text", severity: .note, place: .file, message: "m", citation: .ps315("E.1"),
            fingerprint: Fingerprint(check: "pixel.text", place: .file, creator: [], value: [], key: nil))
        ]
      } == 0)
  }

  @Test func fewPicturesOfEachModalityAreShownInTheOrderOfTheFiles() {
    func file(_ number: Int, _ modality: UInt8) -> FileResult {
      var file = FileResult(index: number, path: ShownPath(Array("\(number)".utf8)))
      file.kind = .part10
      file.modality = KindOfData(code: modality, name: PublicName(fromTable: "M\(modality)"))
      file.thumbnail = [UInt8(number)]
      return file
    }
    var whole = Tally(), parts = Tally(), part = Tally()
    for number in 0..<40 {
      let one = file(number, UInt8(1 + number / 5))
      whole.add(one)
      part.add(one)
      if number % 7 == 6 {
        parts.merge(part)
        part = Tally()
      }
    }
    parts.merge(part)
    let expected = [0, 1, 2, 5, 6, 7, 10, 11, 12, 15, 16, 17].map { "\($0)" }
    #expect(whole.thumbnails.map(\.path.description) == expected)
    #expect(parts.thumbnails.map(\.path.description) == expected)
  }
}
