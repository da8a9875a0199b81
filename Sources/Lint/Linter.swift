internal import DICOM
internal import FoundationEssentials
public import Rules

/// One row of Table E.1-1, or of the profile, and what a configuration makes of it.
public struct LintedRow: Sendable, Encodable {
  /// The tag, or the mask as the table prints it.
  public let tag: String
  /// The attribute's name.
  public let name: String
  /// The action code that is in force.
  public let action: String
  /// What the tool does.
  public let treatment: Treatment
  /// How both compare.
  public let coverage: Coverage
}

/// What a configuration of another tool leaves uncovered of a profile.
public struct LintReport: Sendable, Encodable {
  /// The version of the form.
  public let schemaVersion = 1
  /// The tool.
  public let format: ToolFormat
  /// The profile and its options.
  public let profile: String, options: [String]
  /// All rows in the order of the table's tags.
  public let rows: [LintedRow]
  /// Facts that no single row shows.
  public let notes: [String]

  private enum CodingKeys: String, CodingKey { case schemaVersion, format, profile, options, rows, notes }

  /// How many rows compare so.
  public func count(_ coverage: Coverage) -> Int { rows.count { $0.coverage == coverage } }

  /// Whether every row is covered.
  public var isCovered: Bool { rows.allSatisfy { $0.coverage == .covered } }

  /// The report as JSON with sorted members and a line feed.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }
}

/// Compares configurations of other tools with Table E.1-1.
public struct Linter: Sendable {
  private let tables: StandardTables

  /// Takes the tables.
  public init(_ tables: StandardTables) { self.tables = tables }

  /// Reads a configuration and compares it with a profile.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for errors.
  ///   - format: the tool; nil to find out.
  /// - Throws: ``LintError`` if the file is none of a tool's, or says what the tool would not understand.
  public func lint(
    _ bytes: [UInt8], file: String, format: ToolFormat?, profile: Profile
  ) throws(LintError) -> LintReport {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LintError(file: file, line: 0, message: "not UTF-8")
    }
    let found: ToolFormat
    if let format { found = format } else { found = try Linter.format(of: text, file: file) }
    let configuration: any ToolConfiguration =
      switch found {
      case .ctp: try CTPScript(text, file: file)
      case .deid: try DeidRecipe(text, file: file)
      case .dicomAnonymizer: try DicomAnonymizerDictionary(bytes, file: file)
      case .orthanc: try OrthancProfile(bytes, file: file, tables: tables)
      }
    let rows = profile.rows().map { row in
      let treatment = configuration.treatment(of: attribute(row))
      return LintedRow(
        tag: row.shown, name: row.name, action: row.action.rawValue, treatment: treatment,
        coverage: Coverage(treatment, of: row.action))
    }
    return LintReport(
      format: found, profile: profile.name, options: profile.options.map(\.rawValue).sorted(), rows: rows,
      notes: configuration.notes)
  }

  private func attribute(_ row: ProfileRow) -> LintedAttribute {
    let entry = row.tag.isPrivate ? nil : tables.attribute(row.tag)
    return LintedAttribute(
      tag: row.tag, keyword: entry?.keyword.description ?? "", name: row.name, vrs: entry?.vrs ?? [],
      builtIn: tables.basicAction2023(row))
  }

  /// Finds out which tool a file is for.
  private static func format(of text: String, file: String) throws(LintError) -> ToolFormat {
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("<") { return .ctp }
    if start.hasPrefix("{") {
      // A dictionary's members are tags in brackets: "(0x0010, 0x0010)".
      return start.firstMatch(of: /"\s*\(\s*0[xX]/) != nil ? .dicomAnonymizer : .orthanc
    }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace).lowercased() }
    if lines.contains(where: { $0.hasPrefix("format dicom") || $0.hasPrefix("%header") }) { return .deid }
    let known = ToolFormat.allCases.map { "\($0.rawValue) (\($0.tool))" }.joined(separator: ", ")
    throw LintError(file: file, line: 0, message: "none of the formats that are known: \(known)")
  }
}
