import Foundation

/// A program of others that judges our reports.
struct Program {
  /// What a program wrote, and how it ended.
  struct Output {
    let status: Int32
    let standard: String
    let error: String
  }

  let path: String

  /// Runs the program with both outputs into files, so that neither can fill up.
  func run(_ arguments: [String], in folder: URL) throws -> Output {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let names = ["stdout", "stderr"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    let handles = try names.map { name in
      try Data().write(to: name)
      return try FileHandle(forWritingTo: name)
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Output(status: process.terminationStatus, standard: texts[0], error: texts[1])
  }

  /// The first program of that name on the search path, or nil.
  static func find(_ name: String) -> Program? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
      .map(Program.init)
  }

  /// Chromium, if it is installed.
  static let chromium = find("chromium")

  /// A Python that has the jsonschema package, if there is one.
  static let pythonWithSchemas: Program? = {
    let candidates = [find("python3"), Program(path: "/usr/bin/python3")].compactMap(\.self)
    return candidates.first { python in
      do {
        return try Folder.temporary { try python.run(["-c", "import jsonschema"], in: $0).status == 0 }
      } catch { return false }
    }
  }()
}
