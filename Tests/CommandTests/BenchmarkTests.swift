import Foundation
import Testing

/// Scorecards of anonymizers over a small corpus.
@Suite struct BenchmarkTests {
  private struct Card: Decodable {
    struct Leak: Decodable {
      let id: String, planted: Int, left: Int, unknown: Int, unseenAlone: Int, unseenCompared: Int
    }
    struct Share: Decodable { let name: String, asked: Int, done: Int }
    struct Damage: Decodable { let name: String, places: Int }
    let leaks: [Leak], actions: [Share], challenge: [Share], paired: Int, damage: [Damage]
  }

  /// Runs a benchmark over one patient's CT in a folder that the caller removes.
  private func card(_ command: [String], in work: String) throws -> Card {
    let json = work + "-card.json"
    defer { unlink(json) }
    let run = try Program.run(
      "deid-audit",
      ["benchmark", "-q", "--patients", "1", "--studies", "ct", "--work", work, "--json", json, "--"]
        + command)
    #expect([0, 1].contains(run.status), "\(run.errors)")
    return try JSONDecoder().decode(Card.self, from: Data(contentsOf: URL(filePath: json)))
  }

  /// What pydicom finds left: of each leak that was planted in texts of elements, in how many files one of them, at the
  /// same path in any item and private block, has what was planted or is all that it was.
  private static let counter = """
    import collections, csv, json, os, re, sys
    import pydicom
    work = sys.argv[1]

    def texts(data, steps=(), items=()):
        for element in data:
            here = steps + (re.sub(r"(?<=\\w{3}[13579BDF],)\\w\\w", "xx", "%04X,%04X" % (element.tag.group, element.tag.elem)),)
            exact = items + ("(%04X,%04X)" % (element.tag.group, element.tag.elem),)
            if element.VR == "SQ":
                for number, item in enumerate(element.value):
                    yield from texts(item, here, exact[:-1] + (exact[-1] + "[%d]" % number,))
            elif element.VR in ("LO", "SH", "LT", "ST", "UT", "PN", "AE") and element.value:
                values = element.value if element.VM > 1 else [element.value]
                yield here, ".".join(exact), "\\\\".join(str(value) for value in values)

    left = collections.Counter()
    for row in csv.DictReader(open(work + "/key/key.csv", encoding="utf-8")):
        if not row["leak"] or row["rectangle"] or row["vr"] not in ("LO", "SH", "LT", "ST", "UT", "PN", "AE"): continue
        before = pydicom.dcmread(os.path.join(work, "in", row["file"]))
        after = pydicom.dcmread(os.path.join(work, "out", row["file"]))
        was = [(here, text) for part in (before.file_meta, before) for here, exact, text in texts(part) if exact == row["path"]]
        assert len(was) == 1, (row["path"], len(was))
        (here, old), = was
        left[row["leak"]] += any(
            other == here and (text == old or row["planted"] in text)
            for part in (after.file_meta, after) for other, _, text in texts(part))
    json.dump(left, sys.stdout)
    """

  @Test func aCopyLeavesEveryLeak() throws {
    let work = Program.temporary("copy")
    defer { do { try FileManager.default.removeItem(atPath: work) } catch { Issue.record(error) } }
    let card = try card(["cp", "-r", "{in}/.", "{out}"], in: work)
    let planted = card.leaks.filter { $0.planted > 0 }
    #expect(planted.count > 30)
    for leak in planted { #expect(leak.left == leak.planted, "\(leak.id)") }
    for share in card.actions where share.name != "K" { #expect(share.done == 0, "\(share.name)") }
  }

  @Test func whatWritesNothingIsAnError() throws {
    let run = try Program.run(
      "deid-audit", ["benchmark", "-q", "--patients", "1", "--studies", "ct", "--", "true", "{in}", "{out}"])
    #expect(run.status == 2)
    #expect(run.errors.contains("no DICOM files among the outputs"))
  }

  @Test func whatARightAnonymizerMakesOfAllStudiesHasNoLeakLeft() throws {
    let folder = Program.temporary("twin")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let twin = try Program.run(
      "make-corpus",
      [folder + "/in", "--patients", "1", "--clean-twin", folder + "/twin", "--key", folder + "/key"])
    #expect(twin.status == 0, "\(twin.errors)")
    let run = try Program.run(
      "deid-audit",
      [
        "benchmark", "-q", "--patients", "1", "--json", folder + "/card.json", "--", "sh", "-c",
        "cp -r '\(folder)/twin/.' \"$0\"", "{out}", "{in}",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let card = try JSONDecoder().decode(
      Card.self, from: Data(contentsOf: URL(filePath: folder + "/card.json")))
    #expect(card.leaks.count { $0.planted > 0 } > 100)
    #expect(card.leaks.filter { $0.left > 0 || $0.unknown > 0 }.map(\.id) == [])
    // That what was planted in attributes that stay is gone is no damage; what went along with it is.
    #expect(card.damage.map(\.name) == ["Attribute is gone that the profile does not remove"])
    #expect(card.damage.map(\.places) == [3])
  }

  /// What a right anonymizer makes of a CT leaves nothing, neither in the bits that no viewer shows; with the original's
  /// pixels in it that is left, and nothing else.
  @Test(arguments: [false, true])
  func onlyTheBitsOfTheSamplesTellWhetherTextInThemIsLeft(_ keepsPixels: Bool) throws {
    let folder = Program.temporary("unused-bits")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    let twin = try Program.run(
      "make-corpus",
      [
        folder + "/in", "--patients", "1", "--studies", "ct", "--clean-twin", folder + "/twin", "--key",
        folder + "/key",
      ])
    #expect(twin.status == 0, "\(twin.errors)")
    if keepsPixels { try Self.takePixels(from: folder + "/in", to: folder + "/twin") }
    let run = try Program.run(
      "deid-audit",
      [
        "benchmark", "-q", "--patients", "1", "--studies", "ct", "--json", folder + "/card.json", "--", "sh",
        "-c", "cp -r '\(folder)/twin/.' \"$0\"", "{out}", "{in}",
      ])
    #expect(run.status == (keepsPixels ? 1 : 0), "\(run.errors)")
    let card = try JSONDecoder().decode(
      Card.self, from: Data(contentsOf: URL(filePath: folder + "/card.json")))
    let hidden = try #require(card.leaks.first { $0.id == "burned-unused-bit" })
    #expect(hidden.planted == 1 && hidden.unknown == 0)
    #expect(card.leaks.filter { $0.left > 0 }.map(\.id) == (keepsPixels ? ["burned-unused-bit"] : []))
  }

  /// Gives files the samples of others, which lie at the end of both.
  private static func takePixels(from originals: String, to outputs: String) throws {
    let samples = Array("OW".utf8)
    for (original, output) in zip(try files(originals), try files(outputs)) {
      let (before, after) = try (
        Data(contentsOf: URL(filePath: original)), Data(contentsOf: URL(filePath: output))
      )
      let header = Data([0xE0, 0x7F, 0x10, 0x00] + samples)
      let (old, new) = try (
        #require(before.range(of: header, options: .backwards)),
        #require(after.range(of: header, options: .backwards))
      )
      // The value is as long.
      #expect(before[old.upperBound..<old.upperBound + 6] == after[new.upperBound..<new.upperBound + 6])
      try (after[..<new.lowerBound] + before[old.lowerBound...]).write(to: URL(filePath: output))
    }
  }

  /// The paths of the files below a folder, sorted.
  private static func files(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".dcm") }.sorted()
      .map { folder + "/" + $0 }
  }

  /// Of files without an output nothing is known, so that their leaks do not count as gone.
  @Test func filesWithoutAnOutputAreNotClean() throws {
    let folder = Program.temporary("benchmark")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    // What a right anonymizer makes of the same corpus, all but one file.
    let twin = try Program.run(
      "make-corpus",
      [
        folder + "/in", "--patients", "1", "--studies", "pet", "--clean-twin", folder + "/twin", "--key",
        folder + "/key",
      ])
    #expect(twin.status == 0, "\(twin.errors)")
    for (lost, status) in [(0, 0), (1, 2)] as [(Int, Int32)] {
      let copy =
        "cp -r '\(folder)/twin/.' \"$0\"; find \"$0\" -name '*.dcm' | sort | head -n \(lost) | xargs -r rm"
      let run = try Program.run(
        "deid-audit",
        [
          "benchmark", "--patients", "1", "--studies", "pet", "--", "sh", "-c", copy, "{out}", "{in}",
        ])
      #expect(run.status == status, "\(run.output) \(run.errors)")
      #expect(run.output.contains("without output: 1 file.") == (lost > 0), "\(run.output)")
    }
  }

  @Test(arguments: [["true"], ["true", "{in}"], ["true", "{out}"], []])
  func aCommandWithoutFoldersIsRefused(_ command: [String]) throws {
    #expect(try Program.run("deid-audit", ["benchmark", "--"] + command).status == 64)
  }

  @Test(
    .enabled(
      if: Program.has("gdcmanon") && Program.has("dcmodify") && Program.pythonHas("pydicom"),
      "needs gdcmanon, dcmodify and python3 with pydicom"), arguments: ["gdcmanon-dumb", "dcmodify"])
  func realAnonymizersLeaveWhatPydicomFindsLeft(_ recipe: String) throws {
    let work = Program.temporary(recipe)
    defer { do { try FileManager.default.removeItem(atPath: work) } catch { Issue.record(error) } }
    let card = try card(["\(Program.root)/Recipes/\(recipe)", "run", "{in}", "{out}"], in: work)
    #expect(card.paired == 3)
    let python = try Program.run("python3", ["-c", Self.counter, work])
    #expect(python.status == 0, "\(python.errors)")
    let counted = try JSONDecoder().decode([String: Int].self, from: Data(python.output.utf8))
    #expect(counted.count > 20)
    for leak in card.leaks {
      if let count = counted[leak.id] { #expect(leak.left == count, "\(leak.id)") }
    }
  }
}
