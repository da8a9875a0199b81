import Foundation

/// Another program, run to have something to compare with.
enum Tool {
  /// What a program that did not do its work left behind.
  struct Failed: Error {
    let program: String
    let status: Int32
  }

  /// Standard output of a program.
  static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(program: program, status: process.terminationStatus)
    }
    return [UInt8](data)
  }

  /// Whether Python has a module.
  static func pythonHas(_ module: String) -> Bool {
    do {
      _ = try output("python3", ["-c", "import \(module)"])
      return true
    } catch {
      return false
    }
  }
}
