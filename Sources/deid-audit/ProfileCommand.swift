internal import ArgumentParser
internal import Checks
internal import DICOM
internal import Findings
internal import Reports
internal import Rules

/// `deid-audit profile check` and `show`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Checks a profile file, or prints what a profile demands.",
    subcommands: [Check.self, Show.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Says whether a profile file can be used.")

    @Argument(help: "The profile file, or a shipped profile's name.") var profile: String

    func run() throws {
      let setup = try Setup()
      let source = try setup.profile(profile)
      do throws(ProfileError) {
        _ = try source.compiled(adding: [], tables: setup.tables)
      } catch {
        throw Failure.argument("\(error)")
      }
      try Terminal.write("\(profile): can be used\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Prints the action of every attribute.")

    @Option(help: "basic, gate, public-research, radiotherapy, or a path to a YAML file.") var profile =
      "basic"
    @Option(name: .customLong("option"), parsing: .singleValue, help: "An option of PS3.15 that is in force.")
    var options: [String] = []

    func run() throws {
      let setup = try Setup()
      let compiled: Profile
      do {
        compiled = try setup.profile(profile).compiled(adding: Setup.options(options), tables: setup.tables)
      } catch let error as ProfileError {
        throw Failure.argument("\(error)")
      }
      var text = ""
      for line in compiled.lines() { text += "\(line.tag)\t\(line.action)\t\(line.name)\t\(line.origin)\n" }
      try Terminal.write(text)
    }
  }
}

/// `deid-audit explain CHECK-ID|TAG|KEYWORD`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says in plain words what a check or an attribute's row demands, and why.")

  @Argument(help: "A check's id, a tag such as (0010,0010), or a keyword. Nothing: the list of checks.")
  var subject: String?
  @Flag(help: "Print the descriptions of all checks as Markdown.") var markdown = false
  @Option(help: "The profile whose demand is explained.") var profile = "basic"
  @Option(name: .customLong("option"), parsing: .singleValue, help: "An option of PS3.15 that is in force.")
  var options: [String] = []

  func run() throws {
    let setup = try Setup()
    if markdown { return try Terminal.write(CheckList.text(setup.checks.descriptions)) }
    guard let subject else {
      let lines = setup.checks.descriptions.map { "\($0.id)\t\($0.title)\n" }
      return try Terminal.write(lines.joined())
    }
    if let check = setup.checks.descriptions.first(where: { $0.id.description == subject }) {
      return try Terminal.write(ExplainCommand.text(check))
    }
    let entry = Tag(subject).map { setup.tables.attribute($0) } ?? setup.tables.attribute(keyword: subject)
    guard let entry else {
      throw Failure.argument("'\(subject)' is no check, no tag and no keyword of PS3.6")
    }
    do {
      let compiled = try setup.profile(profile).compiled(adding: Setup.options(options), tables: setup.tables)
      let tag = Tag(subject) ?? entry.tag
      try Terminal.write(
        ExplainCommand.text(
          tag, entry, setup.tables.words(for: entry), compiled.rule(for: tag), compiled.name))
    } catch let error as ProfileError {
      throw Failure.argument("\(error)")
    }
  }

  private static func text(_ check: CheckDescription) -> String {
    """
    \(check.id): \(check.title)

    \(check.why)
    Remedy: \(check.remedy)
    Source: \(check.source)
    Severity: \(check.severity.rawValue)

    """
  }

  private static func text(
    _ tag: Tag, _ entry: DictionaryEntry, _ words: (name: String, vm: String), _ rule: AttributeRule,
    _ profile: String
  ) -> String {
    var text = "\(tag) \(entry.keyword): \(words.name)\n"
    text += "VR \(entry.vrs.map(\.description).joined(separator: " or ")), VM \(words.vm)"
    text += entry.isRetired ? ", retired\n" : "\n"
    if let action = rule.action {
      let origin =
        switch rule.origin {
        case .table: "Basic Profile, PS3.15 Table E.1-1"
        case .option(let option): "option \(option.rawValue), PS3.15 Table E.1-1"
        case .profile: "the profile's own rule"
        case .none: "no row"
        }
      text += "Action \(action.rawValue) (\(origin)), profile \(profile)\n\(action.demand)\n"
    } else if rule.isOnKeepList {
      text += "No row in Table E.1-1; on the keep list: it is technical and may stay.\n"
    } else {
      text +=
        "No row in Table E.1-1 and not on the keep list: names, addresses, dates and free text in it are reported.\n"
    }
    return text
  }
}

/// `deid-audit elements FILE…`.
struct ElementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elements",
    abstract: "Prints what every range of bytes of a file is, as JSON Lines, without any value.")

  @Argument(help: "Files to account for.") var files: [String]
  @Flag(help: "Add the SHA-256 of pixel data and of each of its fragments.") var digests = false

  func run() throws {
    let setup = try Setup()
    for path in files {
      do {
        let file = try FileBytes(path: Array(path.utf8))
        var text = ""
        ElementLines.write(FileReader(file, dictionary: setup.tables), digests: digests) { text += $0 }
        try Terminal.write(text)
      } catch let error as SystemError {
        throw Failure("\(path): \(error.text)")
      }
    }
  }
}
