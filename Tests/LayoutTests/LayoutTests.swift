import Foundation
import Testing

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// Which modules a target's files may import, the standard library's and the system's aside.
private let allowed: [(folder: String, imports: Set<String>)] = [
  ("Sources/DICOM", ["CZlib", "COpenSSL"]),
  (
    "Sources/Pixels",
    [
      "DICOM", "CZlib", "CJPEG", "COpenJPEG", "CCharLS", "CJPEGXL", "CAVCodec", "CTesseract", "CLeptonica",
      "CONNXRuntime", "CPoppler", "CLineNetwork",
    ]
  ),
  ("Rules", ["DICOM", "Yams"]), ("Sources/Findings", ["DICOM"]),
  ("Sources/Text", ["DICOM", "Rules", "COpenSSL", "CByteMasks"]),
  ("Sources/Cohort", ["DICOM", "Rules", "Findings", "GRDB"]),
  // A file's facts are collected while it is audited, for the checks of the whole data set.
  ("Sources/Checks", ["DICOM", "Pixels", "Rules", "Text", "Findings", "Cohort"]),
  // Of DICOM the reports see names and paths; no reader is made there.
  ("Sources/Score", ["DICOM", "Pixels", "Rules", "Text", "Findings", "GRDB"]),
  ("Reports", ["DICOM", "Findings"]), ("Corpus", []),
  // A target that a folder cannot replace: the corpus imports nothing, and two programs write the database.
  ("Sources/AnswerKeys", ["Corpus", "GRDB"]),
  // Other tools' configurations are judged by the rules alone: no file of a patient is read there.
  ("Sources/Lint", ["DICOM", "Rules"]),
  (
    "Sources/deid-audit",
    [
      "DICOM", "Pixels", "Rules", "Text", "Findings", "Checks", "Reports", "Score", "ArgumentParser",
      "Crypto", "Compare", "Benchmark", "Lint", "Cohort",
    ]
  ),
  // It pairs what a walk comes to and hands it to the engine of the checks.
  ("Sources/Compare", ["DICOM", "Pixels", "Rules", "Text", "Findings", "Checks", "GRDB"]),
  // It runs audits of both kinds and the score over one corpus, and puts their results together.
  (
    "Sources/Benchmark",
    ["DICOM", "Pixels", "Rules", "Text", "Findings", "Checks", "Compare", "Score"]
  ),
  ("Sources/make-corpus", ["Corpus", "AnswerKeys", "ArgumentParser"]),
  ("Sources/make-pictures", ["Corpus", "CFreeType", "ArgumentParser"]),
  ("Sources/bench-text", ["Text", "Rules"]),
  ("Sources/bench-pixels", ["Pixels", "ArgumentParser"]),
]
private let system: Set<String> = [
  "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
]

private func swiftFiles(_ folder: String) throws -> [(path: String, text: String)] {
  let files = try #require(FileManager.default.enumerator(atPath: root + "/" + folder))
  return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
    ("\(folder)/\($0)", try String(contentsOfFile: "\(root)/\(folder)/\($0)", encoding: .utf8))
  }
}

@Test(arguments: allowed.map(\.folder))
func importsOnlyGoUpTheTable(_ folder: String) throws {
  let imports = try #require(allowed.first { $0.folder == folder }?.imports)
  for (path, text) in try swiftFiles(folder) {
    for line in text.split(separator: "\n") {
      guard let match = line.firstMatch(of: /^(?:public |internal |private )?import (?:[a-z]+ )?([A-Za-z]+)/)
      else { continue }
      let module = String(match.1)
      #expect(imports.contains(module) || system.contains(module), "\(path) imports \(module)")
    }
  }
}

@Test(arguments: allowed.map(\.folder))
func nothingIsSwallowedOrLeftUnfinished(_ folder: String) throws {
  for (path, text) in try swiftFiles(folder) {
    #expect(text.firstMatch(of: /(?:^|[^A-Za-z])try\?/) == nil, "\(path): try?")
    for mark in ["TODO", "FIXME", "catch {}", "as!"] { #expect(!text.contains(mark), "\(path): \(mark)") }
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 450, "\(path) is long")
  }
}

@Test func onlyTableLoadersAndLiteralsMakePublishedNames() throws {
  let makers = try allowed.flatMap { try swiftFiles($0.folder) }.filter {
    $0.text.contains("PublicName(fromTable:")
  }.map(\.path)
  // Rules load tables; the others pass on the system's words, a table's error, the name of an own enumeration, or the fixed
  // words in which a worker says what is wrong with a picture.
  let known: Set<String> = [
    "Sources/DICOM/Elements/PublicName.swift", "Sources/DICOM/File/ContentKind.swift",
    "Sources/DICOM/Private/PayloadKind.swift",
    // What a worker says of pictures: words of its own, numbers, terms and UIDs of the standard.
    "Sources/Checks/Compare/OneAudit+ComparePictures.swift",
    "Sources/Checks/Compare/PictureComparisonChecks.swift",
    "Sources/Checks/Compare/OneAudit+Compare.swift", "Sources/Checks/Engine/CheckReport+Unread.swift",
    "Sources/Checks/Engine/FileAuditor.swift",
    "Sources/Checks/Engine/OneAudit+Facts.swift", "Sources/Checks/Engine/OneAudit+Known.swift",
    "Sources/Checks/Engine/OneAudit+Pictures.swift",
    "Sources/Checks/Walk/WalkEntry+Gap.swift", "Sources/deid-audit/AuditRun.swift",
    // What was such a name when the program wrote it into a store.
    "Sources/Findings/Record/RecordBytes.swift",
    // The digits of a file in a name of the table, three at most in a row.
    "Sources/Checks/Payload/PayloadValue.swift",
  ]
  for path in makers { #expect(path.hasPrefix("Rules/") || known.contains(path), "\(path)") }
}

@Test func theListOfChecksIsUpToDate() throws {
  let list = try String(contentsOfFile: root + "/Rules/CHECKS.md", encoding: .utf8)
  let ids = try ["Sources/Checks", "Sources/Cohort"].flatMap { try swiftFiles($0) }.flatMap { file in
    file.text.matches(of: /id: "([a-z]+\.[a-z0-9-]+)"/).map { String($0.1) }
  }
  #expect(ids.count > 30)
  for id in ids { #expect(list.contains("\n## \(id)\n"), "\(id)") }
}

@Test func everyCommandGivesItsNameSinceTheLibraryTakesAMillisecondToMakeOne() throws {
  let commands = try swiftFiles("Sources/deid-audit").flatMap { file in
    file.text.matches(of: /CommandConfiguration\(\s*([A-Za-z]+):/).map { String($0.1) }
  }
  #expect(commands.count > 10)
  #expect(commands.allSatisfy { $0 == "commandName" })
}
