internal import DICOM
internal import FoundationEssentials
internal import Glibc

/// The files of a JSON report with their digests, read line by line, and whether the report is whole.
struct AuditedFiles {
  /// What the report says of one file.
  struct File: Decodable {
    let path: String
    let outcome: String
    /// 64 hexadecimal digits; nil where the audit was run without `--manifest`, or could not read the file.
    let sha256: String?
  }

  private struct Summary: Decodable {
    struct Verdict: Decodable { let outcome: String }
    let verdict: Verdict
  }

  private struct End: Decodable {
    struct Counts: Decodable {
      let files: Int
      let sha256: String?
    }
    let end: Counts
  }

  /// By path as the report shows it.
  private(set) var files: [String: File] = [:]
  /// The report's verdict.
  let outcome: String
  /// Whether all lines are those that the last one has the SHA-256 of.
  let isWhole: Bool

  /// Reads a report.
  ///
  /// - Throws: ``Failure`` with path and line for what is no report, and for one that was cut off.
  init(report path: String) throws(Failure) {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw Failure("\(path): \(error.text)")
    }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.first?.elementsEqual(#"{"schemaVersion":1,"#.utf8) == true else {
      throw Failure("\(path): expected a report of 'scan --json'; the first line is that of something else")
    }
    guard lines.count > 2, lines.last?.isEmpty == true, lines[lines.count - 2].starts(with: #""end":"#.utf8)
    else {
      throw Failure("\(path): the report was cut off: its last line is missing")
    }
    let last = lines[lines.count - 2]
    let end: End = try AuditedFiles.decode(Array("{".utf8) + last, path, lines.count - 1)
    guard let digest = end.end.sha256 else {
      throw Failure("\(path): the last line has no SHA-256: another program wrote it")
    }
    isWhole = digest == SHA256.hex(of: Array(bytes[..<last.startIndex]))
    var outcome: String?
    var isInFiles = false
    for (index, line) in lines.enumerated() {
      if line.elementsEqual(#""files":["#.utf8) {
        isInFiles = true
      } else if isInFiles, line.first == 0x5D {
        isInFiles = false
      } else if isInFiles {
        let file: File = try AuditedFiles.decode(
          Array(line.last == 0x2C ? line.dropLast() : line), path, index + 1)
        guard files.updateValue(file, forKey: file.path) == nil else {
          throw Failure("\(path) line \(index + 1): two files of one path, which cannot be told apart")
        }
      } else if line.starts(with: #""verdict":"#.utf8) {
        let summary: Summary = try AuditedFiles.decode(
          Array("{".utf8) + line + Array("}".utf8), path, index + 1)
        outcome = summary.verdict.outcome
      }
    }
    guard let outcome, files.count == end.end.files else {
      throw Failure("\(path): expected \(end.end.files) files and a verdict, as the last line says")
    }
    self.outcome = outcome
  }

  private static func decode<Value: Decodable>(
    _ bytes: [UInt8], _ path: String, _ line: Int
  ) throws(Failure) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw Failure("\(path) line \(line): expected JSON as 'scan --json' writes it")
    }
  }
}
