internal import DICOM
internal import Glibc

/// Why a profile cannot be used: where in which file, and what was expected.
public struct ProfileError: Error, Equatable, CustomStringConvertible {
  /// The file, or the option's name.
  public let file: String
  /// Line and column, from 1; 0 for the file as a whole.
  public let line: Int, column: Int
  /// What is wrong and what was expected.
  public let message: String

  /// `site.yml:7:3: unknown key 'atributes'; expected one of …`.
  public var description: String {
    line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
  }

  init(_ file: String, line: Int = 0, column: Int = 0, _ message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }
}

/// A profile before its options are complete: the Basic Profile, a shipped profile file or a site's.
public struct ProfileSource: Sendable {
  /// The name that reports print.
  public let name: String
  /// The options that it implies.
  public let options: Set<ProfileOption>
  let site: Profile.SiteRules
  /// The texts of its file and of those that it extends, by which a changed profile is told from the same one.
  public let content: String

  init(name: String, options: Set<ProfileOption>, site: Profile.SiteRules, content: String = "") {
    self.content = content
    self.name = name
    self.options = options
    self.site = site
  }

  /// Finds a profile: `basic`, the name of a file in `folder`, or a path to a YAML file.
  ///
  /// - Parameter checks: the ids of all checks, which a file may name.
  /// - Throws: ``ProfileError``.
  public static func named(
    _ name: String, folder: ResourceFolder, tables: StandardTables, checks: Set<String>
  ) throws(ProfileError) -> ProfileSource {
    let isPath = name.contains("/") || name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    let path = isPath ? name : "\(folder.path)/\(name).yml"
    guard isPath || access(path, R_OK) == 0 else {
      throw ProfileError(
        name, "no such profile; expected a path to a YAML file, or one of \(shipped(folder))")
    }
    var reader = ProfileFile(folder: folder, tables: tables, checks: checks)
    return try reader.read(path, name: isPath ? nil : name)
  }

  /// The names of the shipped profiles, separated by commas.
  private static func shipped(_ folder: ResourceFolder) -> String {
    ["basic", "gate", "public-research", "radiotherapy"]
      .filter { access("\(folder.path)/\($0).yml", R_OK) == 0 }.joined(separator: ", ")
  }

  /// The profile with more options.
  ///
  /// - Throws: ``ProfileError`` if options exclude each other.
  public func compiled(
    adding more: Set<ProfileOption>, tables: StandardTables
  ) throws(ProfileError) -> Profile {
    let all = options.union(more)
    if all.contains(.retainFullDates), all.contains(.retainModifiedDates) {
      throw ProfileError(
        name,
        "the options retain-longitudinal-full-dates and retain-longitudinal-modified-dates exclude each other"
      )
    }
    return Profile(name: name, options: all, site: site, tables: tables)
  }
}
