public import DICOM

/// What equipment customarily draws into its pictures and what tells nothing of a person:
/// `harmless-annotations.csv`. A dictionary of it is made when the first picture shows text.
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

  private static let names = Kind.allCases.map { Array($0.rawValue.utf8) }

  /// The table with all its rows checked.
  static func list(_ folder: ResourceFolder) throws(TableError) -> WordList {
    try WordList(
      "harmless-annotations.csv", in: folder, header: "term,kind,source",
      expected: "words in capitals, # in a number-pattern and nowhere else, with one of "
        + "\(Kind.allCases.map(\.rawValue).joined(separator: ", ")) and a source"
    ) { bytes, start, comma in
      let end = WordList.end(bytes, comma + 1)
      let word = bytes[start..<comma]
      let rest = UnsafeBufferPointer(rebasing: bytes[(comma + 1)..<end])
      guard let kind = kind(rest), rest.count > Kind.allCases[kind].rawValue.utf8.count + 1,
        (Kind.allCases[kind] == .numberPattern) == word.contains(0x23),
        !word.contains(where: { $0 == 0x20 || $0 &- 0x61 < 26 })
      else { return nil }
      return end
    }
  }

  /// The place of the kind that stands before the first comma.
  private static func kind(_ rest: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let comma = rest.firstIndex(of: 0x2C) else { return nil }
    return names.firstIndex { $0.elementsEqual(rest[..<comma]) }
  }

  /// Takes the table's rows, which are checked.
  init(_ list: WordList) {
    var terms: [String: Kind] = [:]
    terms.reserveCapacity(2_500)
    var patterns: [String] = []
    list.forEachRow { word, rest in
      let kind = Kind.allCases[HarmlessAnnotations.kind(rest)!]  // every row has one: they were checked
      let term = String(decoding: word, as: UTF8.self)
      if kind == .numberPattern { patterns.append(term) } else { terms[term] = kind }
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
