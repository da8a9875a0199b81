public import DICOM

/// What equipment customarily draws into its pictures and what tells nothing of a person:
/// `harmless-annotations.csv`.
public struct HarmlessAnnotations: Sendable {
  /// What kind of thing a term is.
  public enum Kind: String, Sendable, CaseIterable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case marker, unit, label, view, bodyPart = "body-part", vendor, ui, numberPattern = "number-pattern"
  }

  /// Each term in upper case, with its kind; without the patterns.
  public let terms: [String: Kind]
  /// The patterns in upper case, in each of which `#` stands for one digit.
  public let patterns: [String]

  /// Loads the table.
  ///
  /// - Throws: ``TableError`` with file and row.
  public init(_ folder: ResourceFolder) throws(TableError) {
    let name = "harmless-annotations.csv"
    let table = try CSVTable(name, bytes: folder.bytes(of: name), columns: ["term", "kind", "source"])
    var terms: [String: Kind] = [:]
    terms.reserveCapacity(2_500)
    var patterns: [String] = []
    try table.forEachRow { row throws(TableError) in
      let term = row.text(0).uppercased()
      guard let kind = Kind(rawValue: row.text(1)) else {
        throw row.error(expected: Kind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard !term.isEmpty, !term.contains(" ") else { throw row.error(expected: "one word") }
      guard !row[2].isEmpty else { throw row.error(expected: "a source") }
      guard (kind == .numberPattern) == term.contains("#") else {
        throw row.error(expected: "# in a number-pattern, and nowhere else")
      }
      if kind == .numberPattern {
        guard !patterns.contains(term) else { throw row.error(expected: "each term once") }
        patterns.append(term)
      } else {
        guard terms.updateValue(kind, forKey: term) == nil else {
          throw row.error(expected: "each term once")
        }
      }
    }
    self.terms = terms
    self.patterns = patterns
  }
}

extension StandardTables {
  /// Whether `customary-dummies.csv` lists a value, whatever profile is in force.
  public func isCustomaryDummy(_ value: ArraySlice<UInt8>, tag: Tag, vr: VR) -> Bool {
    dummies.contains(value, tag: tag, vr: vr)
  }

  /// Whether the values of a public attribute identify: the Basic Profile of Table E.1-1 neither keeps them nor has
  /// only their UIDs replaced, and they are no free description, which the options Clean Descriptors, Clean
  /// Structured Content and Clean Graphics clean.
  ///
  /// Comments are descriptions too; versions of published tables are none of a person's.
  public func identifies(_ tag: Tag) -> Bool {
    guard let row = confidentiality.rows[tag] else { return false }
    switch row.basic {
    case .k, .u, .c, .xzu: return false
    case .x, .z, .d, .zd, .xz, .xd, .xzd: break
    }
    if [.cleanDescriptors, .cleanStructuredContent, .cleanGraphics].contains(where: { row.options[$0] != nil }
    ) {
      return false
    }
    return !["Comment", "Description", "Version", "Timezone", "Selector"].contains { row.name.contains($0) }
  }

  /// Whether no row of Table E.1-1 names an attribute; private ones have none of their own.
  public func isOutsideTheProfile(_ tag: Tag) -> Bool {
    confidentiality.rows[tag] == nil && !confidentiality.masks.contains { $0.mask.matches(tag) }
  }
}
