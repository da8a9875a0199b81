internal import ArgumentParser
internal import Checks
internal import Findings
internal import Rules

/// Tables, checks and profiles, as every command needs them.
struct Setup {
  let tables: StandardTables
  let checks = AllChecks()
  let profiles: ResourceFolder

  init() throws {
    do throws(TableError) {
      tables = try StandardTables(from: ResourceFolder.locate(target: "Rules", "Tables"))
      profiles = try ResourceFolder.locate(target: "Rules", "Profiles")
    } catch {
      throw Failure("The program's tables cannot be used. \(error)")
    }
  }

  /// Finds a profile; a mistake in it is a wrong argument.
  func profile(_ name: String) throws -> ProfileSource {
    do throws(ProfileError) {
      return try ProfileSource.named(
        name, folder: profiles, tables: tables, checks: Set(checks.descriptions.map(\.id.description)))
    } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// Reads options by name; a wrong one is a wrong argument.
  static func options(_ names: [String]) throws -> Set<ProfileOption> {
    var options: Set<ProfileOption> = []
    for name in names {
      guard let option = ProfileOption(rawValue: name) else {
        let known = ProfileOption.allCases.map(\.rawValue).sorted().joined(separator: "\n  ")
        throw Failure.argument("unknown option '\(name)'; expected one of\n  \(known)")
      }
      options.insert(option)
    }
    return options
  }
}
