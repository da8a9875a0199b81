import Foundation

/// Another program, run to have something to compare with.
enum OtherProgram {
  /// What a program that did not do its work left behind.
  struct Failed: Error {
    let program: String
    let status: Int32
  }

  /// The published sample files, beside the repository.
  static let corpus =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/../shared/corpus"

  /// Whether a file is there.
  static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Standard output of a program that gets bytes in a file, whose path is put in the place of `%`.
  static func output(_ program: String, _ arguments: [String], of bytes: [UInt8]) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + UUID().uuidString
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments.map { $0 == "%" ? path : $0 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(program: program, status: process.terminationStatus)
    }
    return [UInt8](data)
  }

  /// Whether a program is there.
  static func has(_ program: String) -> Bool {
    do {
      return try !output("sh", ["-c", "command -v \(program)"], of: []).isEmpty
    } catch {
      return false
    }
  }

  /// Width, height and pixels of a PGM file of 8 bits.
  static func pgm(_ bytes: [UInt8]) -> (width: Int, height: Int, pixels: [UInt8]) {
    let fields = bytes.prefix(40).split(maxSplits: 4, whereSeparator: { $0 == 0x20 || $0 == 0x0A })
    let numbers = fields.dropFirst().prefix(2).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    return (numbers[0], numbers[1], Array(bytes.suffix(numbers[0] * numbers[1])))
  }
}
