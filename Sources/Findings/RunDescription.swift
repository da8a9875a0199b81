/// What part of the files an audit answers for.
public enum Scope: String, Sendable, CaseIterable {
  /// Everything, pictures included.
  case all
  /// The attributes: pictures are left out, and the report says so in its first line.
  case attributes
}

/// A table of rules that a run used.
public struct TableEdition: Sendable, Equatable {
  /// The table's file name.
  public let table: String
  /// The edition of the document it comes from.
  public let edition: String
  /// SHA-256 of the file, 64 hexadecimal digits.
  public let sha256: String

  /// Names a table.
  public init(table: String, edition: String, sha256: String) {
    self.table = table
    self.edition = edition
    self.sha256 = sha256
  }
}

/// What was asked of a run: everything that a report says before the results.
public struct RunDescription: Sendable {
  /// The program's version.
  public let toolVersion: String
  /// When the run began, ISO 8601 in UTC.
  public let startedAt: String
  /// When it ended, as the beginning; nil while it goes on.
  public var endedAt: String?
  /// The profile's name.
  public let profile: String
  /// The options in force, by their command-line names, sorted.
  public let options: [String]
  /// Whether each file's own claim chose its options.
  public let areOptionsFromClaim: Bool
  /// Whether everything that is not kept explicitly is a finding.
  public let isAllowlistStrict: Bool
  /// Whether `review` counts as failing.
  public let isStrict: Bool
  /// What the audit answers for.
  public let scope: Scope
  /// Which pictures were looked at: `all`, `sample:N` frames of each, or `none`.
  public let pixels: String
  /// Whether fingerprints are made with a site's key.
  public let isKeyed: Bool
  /// Whether values were written to an evidence file.
  public let isEvidenceWritten: Bool
  /// The tables in use.
  public let tables: [TableEdition]
  /// The checks that ran, sorted by id.
  public let checks: [CheckDescription]
  /// Laws and recommendations in whose words the reports sum up.
  public let frameworks: [Framework]
  /// What was decided about findings before the run.
  public var decisions = Decisions.none
  /// How many findings may be left that would flag; nil if that was not asked for.
  public var mostFindings: Int?
  /// The configuration file that was read, and its SHA-256; nil if there was none.
  public var configuration: (file: String, sha256: String)?

  /// Describes a run.
  public init(
    toolVersion: String, startedAt: String, profile: String, options: [String], areOptionsFromClaim: Bool,
    isAllowlistStrict: Bool, isStrict: Bool, scope: Scope, pixels: String, isKeyed: Bool,
    isEvidenceWritten: Bool,
    tables: [TableEdition], checks: [CheckDescription], frameworks: [Framework] = []
  ) {
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.profile = profile
    self.options = options
    self.areOptionsFromClaim = areOptionsFromClaim
    self.isAllowlistStrict = isAllowlistStrict
    self.isStrict = isStrict
    self.scope = scope
    self.pixels = pixels
    self.isKeyed = isKeyed
    self.isEvidenceWritten = isEvidenceWritten
    self.tables = tables
    self.checks = checks
    self.frameworks = frameworks
  }
}
