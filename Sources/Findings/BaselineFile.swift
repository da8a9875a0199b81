internal import FoundationEssentials

/// Why a baseline cannot be used.
public struct BaselineError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line, from 1; 0 for the file as a whole.
  public let line: Int
  /// What is wrong and what was expected.
  public let message: String

  /// `accepted.jsonl:7: no reason; …`.
  public var description: String { line == 0 ? "\(file): \(message)" : "\(file):\(line): \(message)" }
}

/// Reads baselines: JSON Lines, the first of which names the form and the key, each other one an accepted finding.
///
/// The form is that of `Schemas/baseline-1.schema.json`. Empty lines are passed over.
public enum BaselineFile {
  private static let members: Set<String> = [
    "author", "check", "expires", "fingerprint", "keyword", "place", "reason", "severity",
  ]
  private static let longestFile = 128 << 20

  /// Reads a file's bytes.
  ///
  /// - Parameter key: the site's key, which must be the one that the fingerprints were made with.
  /// - Throws: ``BaselineError`` at the first line that cannot be used.
  public static func read(_ bytes: [UInt8], file: String, key: SiteKey) throws(BaselineError) -> Baseline {
    guard bytes.count <= longestFile else {
      throw BaselineError(file: file, line: 0, message: "longer than \(longestFile) bytes")
    }
    var entries: [BaselineEntry] = []
    var lines: [String: Int] = [:]
    var hasHeader = false
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let text = line.last == 0x0D ? line.dropLast() : line
      guard !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
      let reader = Line(file: file, number: index + 1)
      let object = try reader.object(text)
      guard hasHeader else {
        try reader.checkHeader(object, key)
        hasHeader = true
        continue
      }
      let entry = try reader.entry(object)
      if let first = lines.updateValue(index + 1, forKey: entry.fingerprint) {
        throw reader.error("the fingerprint stands in line \(first) as well")
      }
      guard entries.count < Baseline.mostEntries else {
        throw reader.error("more than \(Baseline.mostEntries) entries")
      }
      entries.append(entry)
    }
    guard hasHeader else {
      throw BaselineError(file: file, line: 0, message: "empty; 'scan --write-baseline' makes a baseline")
    }
    return Baseline(entries)
  }

  /// One line of a file.
  private struct Line {
    let file: String
    let number: Int

    func error(_ message: String) -> BaselineError {
      BaselineError(file: file, line: number, message: message)
    }

    func object(_ text: ArraySlice<UInt8>) throws(BaselineError) -> [String: String] {
      do {
        return try JSONDecoder().decode([String: String].self, from: Data(text))
      } catch {
        throw self.error("expected a JSON object whose members are all text")
      }
    }

    func checkHeader(_ object: [String: String], _ key: SiteKey) throws(BaselineError) {
      guard object["baseline"] == Baseline.version, let mark = object["key"], object.count == 2 else {
        throw error(
          "expected {\"baseline\":\"\(Baseline.version)\",\"key\":…} in the first line, as --write-baseline writes it"
        )
      }
      guard mark == key.mark else {
        throw error("the baseline was made with another key than that of --key")
      }
    }

    func entry(_ object: [String: String]) throws(BaselineError) -> BaselineEntry {
      for name in object.keys.sorted() where !members.contains(name) {
        throw error("unknown member '\(name)'; expected \(members.sorted().joined(separator: ", "))")
      }
      let fingerprint = try member("fingerprint", object)
      guard fingerprint.wholeMatch(of: /k[0-9a-f]{31}/) != nil else {
        throw error("expected a fingerprint made with a key: k and 31 hexadecimal digits")
      }
      let check = try member("check", object)
      guard let severity = Severity(rawValue: try member("severity", object)), severity != .note else {
        throw error("expected a severity of fail or review")
      }
      for name in ["reason", "author"] {
        guard try member(name, object).contains(where: { !$0.isWhitespace }) else {
          throw error("no \(name); an entry counts when it says why the finding is accepted, and by whom")
        }
      }
      if let expires = object["expires"], !Day.isOne(expires) {
        throw error("expected a day such as 2031-12-31 in 'expires'")
      }
      return BaselineEntry(
        fingerprint: fingerprint, check: check, severity: severity, place: try member("place", object),
        keyword: object["keyword", default: ""], reason: try member("reason", object),
        author: try member("author", object), expires: object["expires"])
    }

    private func member(_ name: String, _ object: [String: String]) throws(BaselineError) -> String {
      guard let text = object[name] else { throw error("expected the member '\(name)'") }
      return text
    }
  }
}

/// Days as configurations and baselines write them.
public enum Day {
  /// Whether a text is a day of the calendar, such as `2031-12-31`.
  public static func isOne(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/), let year = Int(match.1),
      let month = Int(match.2), let day = Int(match.3), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}
