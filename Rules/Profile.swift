public import DICOM

/// What a profile says of one public attribute. Small and without references, for use on every element.
public struct AttributeRule: Sendable {
  /// Where the action comes from.
  public enum Origin: Sendable, Equatable {
    /// The Basic Profile's column of Table E.1-1.
    case table
    /// The column of an option.
    case option(ProfileOption)
    /// An attribute of the profile file.
    case profile
    /// No row names it.
    case none
  }

  /// The action, still to be resolved by the attribute's type; nil if nothing names the attribute.
  public let action: Action?
  /// Where the action comes from.
  public let origin: Origin
  /// Whether it is on the shipped keep list or the profile's.
  public let isOnKeepList: Bool
  /// Whether the data dictionary has it.
  public let isKnown: Bool
  /// The VRs that the dictionary gives it.
  private let vrs: VRCodes

  init(action: Action?, origin: Origin, isOnKeepList: Bool, vrs: VRCodes, isKnown: Bool) {
    self.action = action
    self.origin = origin
    self.isOnKeepList = isOnKeepList
    self.isKnown = isKnown
    self.vrs = vrs
  }

  /// Whether the dictionary gives the attribute a VR, or does not know which it has.
  public func allows(_ vr: VR) -> Bool { vrs.isEmpty || vrs.contains(vr) }

  /// The rule for what the profile does not know.
  public static let none = AttributeRule(
    action: nil, origin: .none, isOnKeepList: false, vrs: VRCodes([]), isKnown: false)
}

/// What a profile says of one private element.
public enum PrivateRule: Sendable, Equatable {
  /// It is removed, as all private elements that nothing keeps.
  case remove
  /// Table E.3.10-1 has it and the option Retain Safe Private is in force.
  case safe
  /// The profile's own list has it.
  case listed
}

/// What the profile makes of a check's findings.
public enum SeverityOverride: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case fail, review, note, off
}

/// The Basic Application Level Confidentiality Profile with options and a site's own rules, ready for use.
///
/// A class, though it is a value that never changes: it goes along with every element, and as a struct each look at it
/// copied its many references.
public final class Profile: Sendable {
  /// Its name.
  public let name: String
  /// The options in force.
  public let options: Set<ProfileOption>
  /// Whether everything that is not kept explicitly is a finding.
  public let allowlistIsStrict: Bool
  private let tables: StandardTables
  private let rules: [AttributeRule]
  private let masks: [(mask: TagMask, rule: AttributeRule)]
  private let privateKeeps: [PrivateKeep]
  private let dummies: DummyTable
  private let severities: [String: SeverityOverride]
  private let contentRules: [ContentConcept: ContentRule]

  /// A private element, or all of a creator's, that a profile keeps.
  struct PrivateKeep: Sendable {
    let creator: String
    /// The element with block byte 00; nil for all elements of the creator.
    let element: UInt32?
  }

  /// A site's own rules, as a profile file has them.
  struct SiteRules: Sendable {
    var actions: [Tag: Action] = [:]
    var keeps: Set<Tag> = []
    var privateKeeps: [PrivateKeep] = []
    var dummies = DummyTable()
    var severities: [String: SeverityOverride] = [:]
    var allowlistIsStrict = false
  }

  init(name: String, options: Set<ProfileOption>, site: SiteRules, tables: StandardTables) {
    self.name = name
    self.options = options
    self.tables = tables
    allowlistIsStrict = site.allowlistIsStrict
    privateKeeps = site.privateKeeps
    dummies = site.dummies
    severities = site.severities
    contentRules = tables.structuredContent.rules(options)
    var rules = tables.dictionary.entries.map { entry in
      AttributeRule(
        action: nil, origin: .none, isOnKeepList: tables.kept[entry.index] || site.keeps.contains(entry.tag),
        vrs: entry.vrCodes, isKnown: true)
    }
    for (tag, row) in tables.confidentiality.rows {
      let index = tables.dictionary.index(of: tag)
      rules[index] = Profile.rule(
        row, options, isOnKeepList: rules[index].isOnKeepList, vrs: tables.dictionary.entries[index].vrCodes)
    }
    for (tag, action) in site.actions {
      let index = tables.dictionary.index(of: tag)
      rules[index] = AttributeRule(
        action: action, origin: .profile, isOnKeepList: rules[index].isOnKeepList,
        vrs: tables.dictionary.entries[index].vrCodes, isKnown: true)
    }
    self.rules = rules
    masks = tables.confidentiality.masks.map {
      ($0.mask, Profile.rule($0.row, options, isOnKeepList: false, vrs: VRCodes([])))
    }
  }

  /// The rule of a row: the most protective of the options that name it, or else the Basic Profile's.
  private static func rule(
    _ row: ConfidentialityTable.Row, _ options: Set<ProfileOption>, isOnKeepList: Bool, vrs: VRCodes
  ) -> AttributeRule {
    let named = ProfileOption.allCases.filter { options.contains($0) && row.options[$0] != nil }
    // C keeps less than K does.
    let option = named.first { row.options[$0] == .c } ?? named.first
    return AttributeRule(
      action: option.flatMap { row.options[$0] } ?? row.basic, origin: option.map { .option($0) } ?? .table,
      isOnKeepList: isOnKeepList, vrs: vrs, isKnown: true)
  }

  /// The rule for a public attribute.
  @inline(__always)
  public func rule(for tag: Tag) -> AttributeRule {
    let index = tables.dictionary.index(of: tag)
    if index >= 0, tag.group < 0x5000 || tag.group > 0x60FF { return rules[index] }
    return repeatingRule(for: tag, index)
  }

  private func repeatingRule(for tag: Tag, _ index: Int) -> AttributeRule {
    if let row = masks.first(where: { $0.mask.matches(tag) }) { return row.rule }
    return index >= 0 ? rules[index] : .none
  }

  /// The rule for a private element of a creator.
  public func privateRule(creator: [UInt8], tag: Tag) -> PrivateRule {
    guard !privateKeeps.isEmpty || options.contains(.retainSafePrivate) else { return .remove }
    let creator = String(decoding: creator, as: UTF8.self)
    let element = tag.rawValue & 0xFFFF_00FF
    if privateKeeps.contains(where: { $0.creator == creator && ($0.element ?? element) == element }) {
      return .listed
    }
    return options.contains(.retainSafePrivate) && tables.safePrivateEntry(creator: creator, tag: tag) != nil
      ? .safe : .remove
  }

  /// The rule for the content items of a concept; nil if Table E.3.4-1 does not have it.
  public func contentRule(for concept: ContentConcept) -> ContentRule? { contentRules[concept] }

  /// What the profile makes of a check's findings; nil if it leaves them as they are.
  public func severity(ofCheck id: String) -> SeverityOverride? {
    severities.isEmpty ? nil : severities[id] ?? severities[String(id.prefix { $0 != "." }) + ".*"]
  }

  /// Whether the profile declares a value to be a pseudonym or a dummy.
  public func isDeclaredDummy(_ value: ArraySlice<UInt8>, tag: Tag, vr: VR) -> Bool {
    dummies.contains(value, tag: tag, vr: vr)
  }

  /// Whether `customary-dummies.csv` lists a value.
  public func isCustomaryDummy(_ value: ArraySlice<UInt8>, tag: Tag, vr: VR) -> Bool {
    tables.dummies.contains(value, tag: tag, vr: vr)
  }

  /// One line of a profile as text: an attribute that it names.
  public struct Line: Sendable {
    /// The tag, or the mask as the table prints it.
    public let tag: String
    /// The attribute's name.
    public let name: String
    /// The action code, or `keep list`.
    public let action: String
    /// Where it comes from.
    public let origin: String
  }

  /// Every attribute that the profile names, in the order of tags, then the repeating groups and private elements.
  public func lines() -> [Line] {
    var lines: [Line] = []
    for (entry, rule) in zip(tables.dictionary.entries, rules) where rule.action != nil || rule.isOnKeepList {
      lines.append(
        Line(
          tag: entry.tag.description, name: entry.keyword.description,
          action: rule.action?.rawValue ?? "keep list", origin: Profile.text(rule.origin)))
    }
    for (mask, row) in tables.confidentiality.masks {
      let rule = masks.first { $0.mask == mask }?.rule
      lines.append(
        Line(
          tag: String(format(mask)), name: row.name, action: rule?.action?.rawValue ?? row.basic.rawValue,
          origin: Profile.text(rule?.origin ?? .table)))
    }
    lines.append(
      Line(
        tag: "(odd group)", name: "Private Attributes",
        action: options.contains(.retainSafePrivate) ? "X unless safe" : "X", origin: "Table E.1-1"))
    for keep in privateKeeps {
      let element = keep.element.map { Tag(rawValue: $0).description } ?? "all elements"
      lines.append(Line(tag: element, name: keep.creator, action: "kept", origin: "profile"))
    }
    return lines
  }

  /// The rows of Table E.1-1 and the profile's own, in the order of tags, then the repeating groups and private
  /// elements.
  public func rows() -> [ProfileRow] {
    var rows: [ProfileRow] = []
    for (entry, rule) in zip(tables.dictionary.entries, rules) {
      guard let action = rule.action else { continue }
      rows.append(
        ProfileRow(
          tag: entry.tag, shown: entry.tag.description, name: entry.keyword.description, action: action))
    }
    for (mask, row) in tables.confidentiality.masks {
      let action = masks.first { $0.mask == mask }?.rule.action
      rows.append(
        ProfileRow(
          tag: Tag(rawValue: mask.value), shown: String(format(mask)), name: row.name,
          action: action ?? row.basic))
    }
    // Retain Safe Private keeps those of a list; all others go.
    rows.append(
      ProfileRow(tag: Tag(0x0009, 0x1000), shown: "(odd group)", name: "Private Attributes", action: .x))
    return rows
  }

  private func format(_ mask: TagMask) -> String {
    let digits = Array(Tag(rawValue: mask.value).description)
    let masked = Array(Tag(rawValue: mask.mask).description)
    return String(zip(digits, masked).map { $1 == "0" || $1 == "1" ? "x" : $0 })
  }

  private static func text(_ origin: AttributeRule.Origin) -> String {
    switch origin {
    case .table: "Table E.1-1, Basic Profile"
    case .option(let option): "Table E.1-1, option \(option.rawValue)"
    case .profile: "profile"
    case .none: "keep-list.csv"
    }
  }
}
