import Foundation
import Testing

/// Reports, seals and keys: what proves that a folder is what was audited.
@Suite struct VerifyTests {
  /// A folder with two audited files, their report and a signed seal.
  private struct Sealed {
    let folder = Program.temporary("sealed")
    var report: String { folder + "/report.json" }
    var seal: String { folder + "/report.seal" }

    init() throws {
      try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
      let studies = try Program.studies()
      let names = try FileManager.default.subpathsOfDirectory(atPath: studies).filter { $0.hasSuffix(".dcm") }
        .sorted()
      for (index, name) in names.prefix(2).enumerated() {
        try FileManager.default.copyItem(atPath: studies + "/" + name, toPath: folder + "/in/\(index).dcm")
      }
      let scan = try Program.run(
        "deid-audit",
        [
          "scan", folder + "/in", "--scope", "attributes", "-q", "--json", report, "--manifest",
          folder + "/sums",
        ])
      #expect([0, 1, 2].contains(scan.status))
      #expect(try Program.run("deid-audit", ["key", "new-signing", folder + "/key"]).status == 0)
      let seal = try Program.run(
        "deid-audit", ["seal", "-o", seal, report, folder + "/sums", "--signing-key", folder + "/key"])
      #expect(seal.status == 0, "\(seal.errors)")
    }

    func verify(_ more: [String] = []) throws -> Program.Run {
      try Program.run("deid-audit", ["verify", report, folder + "/in"] + more)
    }

    func change(_ name: String, _ edit: (inout String) -> Void) throws {
      let path = folder + "/" + name
      var text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
      edit(&text)
      try Data(text.utf8).write(to: URL(filePath: path))
    }
  }

  @Test func anUnchangedFolderIsWhatWasAudited() throws {
    let sealed = try Sealed()
    let run = try sealed.verify(["--seal", sealed.seal, "--public-key", sealed.folder + "/key.pub"])
    #expect(run.output.contains("All 2 files are byte for byte those that were audited"))
  }

  @Test(arguments: ["changed", "added", "taken away"])
  func anotherFolderIsNot(_ what: String) throws {
    let sealed = try Sealed()
    let file = sealed.folder + "/in/0.dcm"
    switch what {
    case "changed":
      let handle = try #require(FileHandle(forWritingAtPath: file))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data([0]))
      try handle.close()
    case "added": try Data([0]).write(to: URL(filePath: sealed.folder + "/in/2.dcm"))
    default: try FileManager.default.removeItem(atPath: file)
    }
    let run = try sealed.verify()
    #expect(run.status == 1)
    #expect(run.output.contains(what == "added" ? "2.dcm: was not there" : "0.dcm: "))
    #expect(run.output.hasSuffix("Not what was audited.\n"))
  }

  @Test func aChangedReportIsSeen() throws {
    let sealed = try Sealed()
    try sealed.change("report.json") {
      $0 = $0.replacing("\"outcome\":\"flagged\"", with: "\"outcome\":\"clean\"")
    }
    let run = try sealed.verify()
    #expect(run.status == 1)
    #expect(run.output.contains("The report was changed after it was written."))
  }

  @Test func aSealOfAnotherKeyIsSeen() throws {
    let sealed = try Sealed()
    let other = sealed.folder + "/other"
    #expect(try Program.run("deid-audit", ["key", "new-signing", other]).status == 0)
    let run = try sealed.verify(["--seal", sealed.seal, "--public-key", other + ".pub"])
    #expect(run.status == 1)
    #expect(run.output.contains("the signature is not one of this key"))
  }

  @Test(arguments: [
    // what the report becomes, what the error says
    ("", "the first line"), ("{\"schemaVersion\":1,\n\"tool\":{}\n", "cut off"),
  ])
  func whatIsNoReportIsRefused(_ text: String, _ words: String) throws {
    let sealed = try Sealed()
    try sealed.change("report.json") { $0 = text }
    let run = try sealed.verify()
    #expect(run.status != 0)
    #expect(run.errors.contains(words))
  }

  @Test(.enabled(if: Program.has("openssl"), "needs openssl")) func othersCheckSealAndSignature() throws {
    let sealed = try Sealed()
    let command = """
      cd '\(sealed.folder)' && sha256sum --check --quiet report.seal && openssl pkeyutl -verify -pubin -inkey key.pub -rawin \
      -in report.seal -sigfile report.seal.sig && [ "$(stat -c %a key)" = 600 ] && openssl pkey -in key -pubout | cmp - key.pub
      """
    let run = try Program.run("sh", ["-c", command])
    #expect(run.status == 0, "\(run.errors)")
  }
}
