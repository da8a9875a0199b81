import Foundation
import Testing

/// A program that makes inputs of tests.
enum OutsideProgram {
  /// Whether it is on the search path.
  static func isInstalled(_ name: String) -> Bool {
    guard let path = ProcessInfo.processInfo.environment["PATH"] else { return false }
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// Whether there is a python3 with modules, whose names are given with commas between them.
  static func pythonHas(_ modules: String) -> Bool {
    do {
      return try isInstalled("python3")
        && output("python3", ["-c", "import \(modules); open('made', 'w').write('1')"], file: "made") == [
          0x31
        ]
    } catch {
      return false
    }
  }

  /// Runs a program in an empty folder and returns the bytes of the file that it makes there.
  ///
  /// - Parameters:
  ///   - arguments: those before the name of the file.
  ///   - inputs: files that are in the folder.
  static func output(
    _ name: String, _ arguments: [String], file: String, inputs: [(name: String, bytes: [UInt8])] = []
  ) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("deid-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(at: folder) }  // made here
    for input in inputs {
      try Data(input.bytes).write(to: folder.appendingPathComponent(input.name))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments + [file]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(name) ended with \(process.terminationStatus)")
    return Array(try Data(contentsOf: folder.appendingPathComponent(file)))
  }
}
