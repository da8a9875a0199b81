internal import DICOM
internal import Yams

/// Reads profile files. Every key and value is checked; nothing that has no effect is let through.
struct ProfileFile: YAMLFileReader {
  let folder: ResourceFolder
  let tables: StandardTables
  let checks: Set<String>
  private var reading: [String] = []
  private(set) var file = ""

  init(folder: ResourceFolder, tables: StandardTables, checks: Set<String>) {
    self.folder = folder
    self.tables = tables
    self.checks = checks
  }

  /// Reads a file and those that it extends.
  mutating func read(_ path: String, name: String?) throws(ProfileError) -> ProfileSource {
    guard !reading.contains(path) else {
      throw ProfileError(path, "the profile extends itself: \((reading + [path]).joined(separator: " → "))")
    }
    let outer = file
    reading.append(path)
    file = path
    defer {
      reading.removeLast()
      file = outer
    }
    let content = try text(of: path)
    let root = try mapping(compose(text: content, path), "a mapping of keys such as 'extends' and 'options'")
    try checkKeys(
      root,
      ["name", "extends", "options", "attributes", "keep", "private", "dummies", "severities", "allowlist"])
    var base = ProfileSource(name: name ?? path, options: [], site: Profile.SiteRules())
    if let node = value("extends", root) {
      base = try extended(try text(node, "a profile's name or path"), node)
    }
    var site = base.site
    var options = base.options
    if let node = value("options", root) { try read(options: node, into: &options) }
    if let node = value("attributes", root) { try read(attributes: node, into: &site) }
    if let node = value("keep", root) { try read(keep: node, into: &site) }
    if let node = value("private", root) { try read(privateElements: node, options, into: &site) }
    if let node = value("dummies", root) { try read(dummies: node, into: &site) }
    if let node = value("severities", root) { try read(severities: node, into: &site) }
    if let node = value("allowlist", root) {
      let word = try text(node, "'strict' or 'open'")
      guard word == "strict" || word == "open" else {
        throw error(node, "unknown word '\(word)'; expected strict or open")
      }
      site.allowlistIsStrict = word == "strict"
    }
    let shown = try value("name", root).map { node throws(ProfileError) in try text(node, "a name") }
    return ProfileSource(
      name: shown ?? name ?? path, options: options, site: site, content: base.content + content)
  }

  // MARK: parts

  private mutating func extended(_ name: String, _ node: Node) throws(ProfileError) -> ProfileSource {
    let isPath = name.contains("/") || name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    if isPath {
      let here = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/")
      return try read(name.hasPrefix("/") || here.isEmpty ? name : "\(here)/\(name)", name: nil)
    }
    return try read("\(folder.path)/\(name).yml", name: name)
  }

  private func read(options node: Node, into options: inout Set<ProfileOption>) throws(ProfileError) {
    for item in try sequence(node, "a list of options") {
      let name = try text(item, "an option's name")
      guard let option = ProfileOption(rawValue: name) else {
        let known = ProfileOption.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        throw error(item, "unknown option '\(name)'; expected one of \(known)")
      }
      guard options.insert(option).inserted else {
        throw error(item, "the option '\(name)' is in force already")
      }
    }
    if options.contains(.retainFullDates), options.contains(.retainModifiedDates) {
      throw error(
        node, "retain-longitudinal-full-dates and retain-longitudinal-modified-dates exclude each other")
    }
  }

  private func read(attributes node: Node, into site: inout Profile.SiteRules) throws(ProfileError) {
    for (key, item) in try mapping(node, "a mapping of attributes to actions") {
      let entry = try attribute(key)
      let code = try text(item, "an action code such as X")
      guard let action = Action(rawValue: code) else {
        let known = Action.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(item, "unknown action '\(code)'; expected one of \(known)")
      }
      if action == .u, entry.vrs != [.ui], entry.vrs != [.sq] {
        throw error(item, "action U can never apply to \(entry.keyword), which holds no UID")
      }
      site.actions[entry.tag] = action
    }
  }

  private func read(keep node: Node, into site: inout Profile.SiteRules) throws(ProfileError) {
    for item in try sequence(node, "a list of attributes") {
      let entry = try attribute(item)
      if tables.confidentiality.rows[entry.tag] != nil {
        throw error(
          item,
          "\(entry.keyword) has a row in Table E.1-1, so the keep list never applies; use 'attributes: … K'")
      }
      guard !tables.kept[entry.index], site.keeps.insert(entry.tag).inserted else {
        throw error(item, "\(entry.keyword) is on the keep list already")
      }
    }
  }

  private func read(
    privateElements node: Node, _ options: Set<ProfileOption>, into site: inout Profile.SiteRules
  ) throws(ProfileError) {
    for item in try sequence(node, "a list of private elements") {
      let entry = try mapping(item, "a mapping with 'creator' and 'elements'")
      try checkKeys(entry, ["creator", "elements"])
      guard let creatorNode = value("creator", entry) else { throw error(item, "expected the key 'creator'") }
      let creator = try text(creatorNode, "a private creator")
      guard let elements = value("elements", entry) else { throw error(item, "expected the key 'elements'") }
      if case .scalar(let scalar) = elements, scalar.string == "all" {
        site.privateKeeps.append(Profile.PrivateKeep(creator: creator, element: nil))
        continue
      }
      for element in try sequence(elements, "'all' or a list of elements such as (0029,xx10)") {
        let name = try text(element, "an element such as (0029,xx10)")
        guard let mask = TagMask(Array(name.utf8)[...]), mask.mask == 0xFFFF_00FF else {
          throw error(element, "expected an element with xx for the block byte, such as (0029,xx10)")
        }
        guard Tag(rawValue: mask.value).isPrivate else {
          throw error(element, "group of '\(name)' is even, so the rule can never apply to a private element")
        }
        site.privateKeeps.append(Profile.PrivateKeep(creator: creator, element: mask.value))
      }
    }
  }

  private func read(dummies node: Node, into site: inout Profile.SiteRules) throws(ProfileError) {
    for item in try sequence(node, "a list of dummies") {
      let entry = try mapping(item, "a mapping with 'for' and 'values', 'patterns' or 'csv'")
      try checkKeys(entry, ["for", "values", "patterns", "csv"])
      guard let scopeNode = value("for", entry) else { throw error(item, "expected the key 'for'") }
      let scope = try self.scope(scopeNode)
      var count = 0
      if let values = value("values", entry) {
        for literal in try sequence(values, "a list of values") {
          site.dummies.insert(literal: Array(try text(literal, "a value").utf8), scope)
          count += 1
        }
      }
      if let patterns = value("patterns", entry) {
        for pattern in try sequence(patterns, "a list of patterns") {
          let text = try text(pattern, "a pattern")
          guard text.contains(where: { $0 != "*" }) else {
            throw error(pattern, "the pattern '\(text)' takes every value for a dummy")
          }
          site.dummies.insert(Glob(Array(text.utf8)), scope)
          count += 1
        }
      }
      if let list = value("csv", entry) {
        for literal in try lines(list) {
          site.dummies.insert(literal: literal, scope)
          count += 1
        }
      }
      guard count > 0 else {
        throw error(item, "expected 'values', 'patterns' or 'csv' with at least one entry")
      }
    }
  }

  private func read(severities node: Node, into site: inout Profile.SiteRules) throws(ProfileError) {
    for (key, item) in try mapping(node, "a mapping of checks to severities") {
      let id = try text(key, "a check's id")
      let isFamily = id.hasSuffix(".*") && checks.contains { $0.hasPrefix(id.dropLast()) }
      guard isFamily || checks.contains(id) else {
        throw error(key, "unknown check '\(id)'; expected an id that 'deid-audit explain' lists, or FAMILY.*")
      }
      let word = try text(item, "a severity")
      guard let severity = SeverityOverride(rawValue: word) else {
        throw error(item, "unknown severity '\(word)'; expected fail, review, note or off")
      }
      site.severities[id] = severity
    }
  }

  // MARK: values

  private func attribute(_ node: Node) throws(ProfileError) -> DictionaryEntry {
    let name = try text(node, "a keyword or a tag")
    let isTag = name.hasPrefix("(")
    guard let entry = isTag ? Tag(name).flatMap({ tables.attribute($0) }) : tables.attribute(keyword: name)
    else {
      throw error(node, "unknown \(isTag ? "tag" : "keyword") '\(name)'; expected one of PS3.6")
    }
    return entry
  }

  private func scope(_ node: Node) throws(ProfileError) -> DummyTable.Scope {
    let name = try text(node, "a VR, a keyword, a tag, or 'text'")
    if name == "text" { return .text }
    if let vr = VR(name) { return .vr(vr) }
    return .tag(try attribute(node).tag)
  }

  /// The first fields of a CSV file beside the profile.
  private func lines(_ node: Node) throws(ProfileError) -> [[UInt8]] {
    let name = try text(node, "a path")
    let here = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = name.hasPrefix("/") || here.isEmpty ? name : "\(here)/\(name)"
    do {
      let bytes = try FileBytes(path: Array(path.utf8)).all()
      return bytes.split(separator: 0x0A).map { line in
        Array(line.prefix { $0 != 0x2C && $0 != 0x0D }.filter { $0 != 0x22 })
      }.filter { !$0.isEmpty }
    } catch {
      throw self.error(node, "cannot read '\(name)': \(error.text)")
    }
  }
}
