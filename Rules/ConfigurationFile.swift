internal import DICOM
internal import Yams

/// What a site's configuration file asks of an audit. Whatever the file does not name is nil or empty.
///
/// Paths are as they are to be opened: relative ones start from the folder of the file.
public struct SiteConfiguration: Sendable {
  /// A rule that accepts what a check finds in some files, with its line and column in the file.
  public struct Ignore: Sendable {
    /// A check's id, or `family.*`.
    public let check: String
    /// A pattern for paths below the folder that is audited.
    public let path: String
    /// Why.
    public let reason: String
    /// The last day on which it counts.
    public let expires: String?
    /// Where it stands, from 1.
    public let line: Int, column: Int
  }

  /// The file, and SHA-256 of its bytes.
  public let file: String, sha256: String
  /// The profile's name or path.
  public var profile: String?
  /// Options of PS3.15.
  public var options: [String] = []
  /// Whether each file's claim chooses the options.
  public var areOptionsFromClaim: Bool?
  /// `all` or `attributes`; `all`, `none` or `sample:N`; `fail` or `review`; `tesseract` or `paddle`.
  public var scope: String?, pixels: String?, failOn: String?, textReader: String?
  /// Tesseract's models.
  public var ocrLanguages: String?
  /// How many findings may be left.
  public var mostFindings: Int?
  /// Paths of the baseline, the list of identifiers and the site's key.
  public var baseline: String?, identifiers: String?, key: String?
  /// Whether files are named by number.
  public var hidesNames: Bool?
  /// How many threads.
  public var threads: Int?
  /// What is accepted where.
  public var ignores: [Ignore] = []

  /// Reads a configuration.
  ///
  /// - Parameter checks: the ids of all checks, which the file may name.
  /// - Throws: ``ProfileError`` with line and column; a key that is not known is one.
  public init(file: String, checks: Set<String>) throws(ProfileError) {
    self.file = file
    let reader = ConfigurationFile(file: file, checks: checks)
    let text = try reader.text(of: file)
    sha256 = SHA256.hex(of: Array(text.utf8))
    try reader.read(text, into: &self)
  }
}

/// Reads configuration files.
private struct ConfigurationFile: YAMLFileReader {
  let file: String
  let checks: Set<String>

  private static let keys = [
    "profile", "options", "options-from-claim", "scope", "pixels", "ocr-languages", "text-reader", "fail-on",
    "max-findings", "baseline", "identifiers", "key", "hide-names", "threads", "ignore",
  ]

  func read(_ text: String, into site: inout SiteConfiguration) throws(ProfileError) {
    // A file of comments asks for nothing.
    let isEmpty = text.split(separator: "\n").allSatisfy { line in
      line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).hasPrefix("#")
    }
    guard !isEmpty else { return }
    let root = try mapping(compose(text: text, file), "a mapping of keys such as 'profile' and 'ignore'")
    try checkKeys(root, ConfigurationFile.keys)
    for (key, node) in root {
      switch try self.text(key, "a key") {
      case "profile":
        let name = try self.text(node, "a profile's name or path")
        let isPath = name.contains("/") || name.hasSuffix(".yml") || name.hasSuffix(".yaml")
        site.profile = isPath ? path(name) : name
      case "options": site.options = try options(node)
      case "options-from-claim": site.areOptionsFromClaim = try flag(node)
      case "scope": site.scope = try word(node, of: ["all", "attributes"])
      case "pixels": site.pixels = try pixels(node)
      case "ocr-languages": site.ocrLanguages = try self.text(node, "languages such as eng+deu")
      case "text-reader": site.textReader = try word(node, of: ["tesseract", "paddle"])
      case "fail-on": site.failOn = try word(node, of: ["fail", "review"])
      case "max-findings": site.mostFindings = try number(node, 0...Int(Int32.max))
      case "baseline": site.baseline = path(try self.text(node, "a path"))
      case "identifiers": site.identifiers = path(try self.text(node, "a path"))
      case "key": site.key = path(try self.text(node, "a path"))
      case "hide-names": site.hidesNames = try flag(node)
      case "threads": site.threads = try number(node, 1...256)
      default: site.ignores = try ignores(node)
      }
    }
  }

  private func options(_ node: Node) throws(ProfileError) -> [String] {
    var names: [String] = []
    for item in try sequence(node, "a list of options") {
      let name = try text(item, "an option's name")
      guard ProfileOption(rawValue: name) != nil else {
        let known = ProfileOption.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        throw error(item, "unknown option '\(name)'; expected one of \(known)")
      }
      guard !names.contains(name) else { throw error(item, "the option '\(name)' stands here twice") }
      names.append(name)
    }
    return names
  }

  private func ignores(_ node: Node) throws(ProfileError) -> [SiteConfiguration.Ignore] {
    var rules: [SiteConfiguration.Ignore] = []
    for item in try sequence(node, "a list of rules with 'check', 'path' and 'reason'") {
      let entry = try mapping(item, "a mapping with 'check', 'path' and 'reason'")
      try checkKeys(entry, ["check", "path", "reason", "expires"])
      func member(_ name: String) throws(ProfileError) -> Node {
        guard let node = value(name, entry) else { throw error(item, "expected the key '\(name)'") }
        return node
      }
      let checkNode = try member("check")
      let check = try text(checkNode, "a check's id")
      let isFamily = check.hasSuffix(".*") && checks.contains { $0.hasPrefix(check.dropLast()) }
      guard isFamily || checks.contains(check) else {
        throw error(
          checkNode, "unknown check '\(check)'; expected an id that 'deid-audit explain' lists, or FAMILY.*")
      }
      let reasonNode = try member("reason")
      let reason = try text(reasonNode, "a reason")
      guard reason.contains(where: { !$0.isWhitespace }) else {
        throw error(reasonNode, "no reason; a rule counts when it says why")
      }
      let pathNode = try member("path")
      rules.append(
        SiteConfiguration.Ignore(
          check: check, path: try text(pathNode, "a pattern for paths"), reason: reason,
          expires: try value("expires", entry).map { node throws(ProfileError) in
            try text(node, "a day such as 2031-12-31")
          }, line: pathNode.mark?.line ?? 0, column: pathNode.mark?.column ?? 0))
    }
    return rules
  }

  private func pixels(_ node: Node) throws(ProfileError) -> String {
    let word = try text(node, "all, none or sample:N")
    guard word.wholeMatch(of: /all|none|sample:[1-9][0-9]{0,5}/) != nil else {
      throw error(node, "unknown word '\(word)'; expected all, none or sample:N")
    }
    return word
  }

  private func word(_ node: Node, of words: [String]) throws(ProfileError) -> String {
    let expected = words.joined(separator: " or ")
    let word = try text(node, expected)
    guard words.contains(word) else { throw error(node, "unknown word '\(word)'; expected \(expected)") }
    return word
  }

  private func flag(_ node: Node) throws(ProfileError) -> Bool {
    try word(node, of: ["true", "false"]) == "true"
  }

  private func number(_ node: Node, _ range: ClosedRange<Int>) throws(ProfileError) -> Int {
    let word = try text(node, "a number")
    guard let number = Int(word), range.contains(number) else {
      throw error(node, "'\(word)' is no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func path(_ name: String) -> String {
    let here = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return name.hasPrefix("/") || (here.isEmpty && !file.hasPrefix("/")) ? name : "\(here)/\(name)"
  }
}
