import Foundation

/// Where the tests find what stands beside them.
enum Folder {
  /// The folder of these tests.
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  /// The repository's `Reports` folder.
  static let reports = tests.deletingLastPathComponent().deletingLastPathComponent().appending(
    path: "Reports")

  /// The text of a file below `Reports`.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: reports.appending(path: path), encoding: .utf8)
  }

  /// Runs `body` with a new folder, which is gone afterwards.
  static func temporary<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
    }
    return try body(folder)
  }
}
