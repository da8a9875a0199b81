internal import ArgumentParser
internal import Findings
internal import FoundationEssentials
internal import Rules

/// The languages that reports for people can be written in: English, and those whose texts lie in `Translations`.
enum ReportLanguage {
  private static let folder = "Translations"

  /// Loads a language.
  ///
  /// - Throws: a wrong argument if there is none with this tag, ``Failure`` if its file cannot be used.
  static func load(_ code: String) throws -> Language {
    if code == Language.english.code { return .english }
    let known = try names()
    guard known.contains(code) else {
      throw ValidationError(
        "unknown language '\(code)'; expected \((["en"] + known).joined(separator: ", "))")
    }
    let file = "\(code).json"
    do {
      let bytes = try ResourceFolder.locate(target: "Reports", folder).bytes(of: file)
      return Language(code: code, texts: try JSONDecoder().decode([String: String].self, from: Data(bytes)))
    } catch let error as DecodingError {
      throw Failure("The program's texts cannot be used. \(file): expected pairs of texts in JSON; \(error)")
    } catch let error as TableError {
      throw Failure("The program's texts cannot be used. \(error)")
    }
  }

  /// The tags of the languages that there are files of, English aside.
  private static func names() throws -> [String] {
    let path = try ResourceFolder.locate(target: "Reports", folder).path
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }
      .map { String($0.dropLast(5)) }.sorted()
  }
}
