import Foundation

/// The built programs, run as a user runs them.
enum Program {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// Where the package manager puts programs: beside the tests that run now.
  static let folder: String = {
    // The test runner is below .build, or gets the bundle of the tests as an argument.
    let candidates = CommandLine.arguments + [Bundle.main.executablePath ?? ""]
    for path in candidates where path.contains("/.build") {
      var url = URL(fileURLWithPath: path)
      while url.path.contains("/.build") {
        url.deleteLastPathComponent()
        if FileManager.default.isExecutableFile(atPath: url.path + "/deid-audit") { return url.path }
      }
    }
    return root + "/.build/debug"
  }()
  static let corpus = root + "/../shared/corpus"
  static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "/INDEX.csv") }

  /// What a program did.
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a program of this package, or another one.
  static func run(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Run {
    let process = Process()
    let own = "\(folder)/\(name)"
    let isOwn = FileManager.default.isExecutableFile(atPath: own)
    process.executableURL = URL(fileURLWithPath: isOwn ? own : "/usr/bin/env")
    process.arguments = isOwn ? arguments : [name] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let errorFile = temporary("errors")
    try Data().write(to: URL(fileURLWithPath: errorFile))
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let errors = try String(contentsOfFile: errorFile, encoding: .utf8)
    unlink(errorFile)
    return Run(
      status: process.terminationStatus, output: String(decoding: data, as: UTF8.self), errors: errors)
  }

  /// A path in the temporary folder that nothing else has.
  static func temporary(_ name: String) -> String { NSTemporaryDirectory() + "\(UUID().uuidString)-\(name)" }

  /// Whether a program is there, or Python has a module.
  static func has(_ program: String) -> Bool { works("sh", ["-c", "command -v \(program)"]) }
  static func pythonHas(_ module: String) -> Bool { works("python3", ["-c", "import \(module)"]) }

  private static func works(_ program: String, _ arguments: [String]) -> Bool {
    do {
      return try run(program, arguments).status == 0
    } catch {
      return false
    }
  }

  /// A new folder with the built-in corpus.
  static func studies() throws -> String {
    let folder = temporary("studies")
    let made = try run("make-corpus", [folder])
    guard made.status == 0 else { throw Failed(what: made.errors) }
    return folder
  }

  /// What a program that did not do its work said.
  struct Failed: Error {
    let what: String
  }
}
