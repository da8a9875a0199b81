public import DICOM

/// What an anonymizer did with an element, as its original tells.
public enum Disposition: Int, Sendable, CaseIterable {
  /// The value means the same as before.
  case kept
  /// The element is not there any more.
  case removed
  /// The element has no value any more.
  case emptied
  /// The value is another one, with nothing of the old one in it.
  case replaced
  /// The value is another one, with words or numbers of the old one in it.
  case cleanedInPart
  /// The UID is another one.
  case uidReplaced
  /// The day is another one. By how many days is never told: who knows it finds the day back.
  case dateShifted
  /// The element, or its value, was not there before.
  case added

  /// The name in a report.
  public var name: StaticString {
    switch self {
    case .kept: "kept"
    case .removed: "removed"
    case .emptied: "emptied"
    case .replaced: "replaced"
    case .cleanedInPart: "cleaned in part"
    case .uidReplaced: "UID replaced"
    case .dateShifted: "date shifted"
    case .added: "added"
    }
  }
}

/// How often each thing was done with the elements of one attribute, by the action that was demanded for them.
public struct DispositionCounts: Sendable {
  /// The counts of one action, in the order of ``Disposition``.
  public struct Row: Sendable {
    /// The action's code; empty where no row names the attribute.
    public let action: PublicName
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public fileprivate(set) var counts = [Int](repeating: 0, count: Disposition.allCases.count)
  }

  /// A row for each action, in the order in which they came: mostly there is one.
  public private(set) var rows: [Row] = []

  /// Nothing was done yet.
  public init() {}

  /// Whether nothing was counted.
  public var isEmpty: Bool { rows.isEmpty }

  /// Counts one element.
  public mutating func count(_ disposition: Disposition, demanded action: PublicName) {
    let place = place(of: action)
    rows[place].counts[disposition.rawValue] += 1
  }

  /// Adds other counts.
  public mutating func merge(_ other: DispositionCounts) {
    for row in other.rows {
      let place = place(of: row.action)
      for index in row.counts.indices { rows[place].counts[index] += row.counts[index] }
    }
  }

  private mutating func place(of action: PublicName) -> Int {
    if let known = rows.firstIndex(where: { $0.action == action }) { return known }
    rows.append(Row(action: action))
    return rows.count - 1
  }
}

/// What was done with the elements of one attribute for which the same action was demanded.
public struct DispositionRow: Sendable {
  /// The attribute.
  public let attribute: AttributeKey
  /// Its keyword, or its name in the private dictionary.
  public let name: PublicName?
  /// The code of the action; empty where no row names the attribute.
  public let action: String
  /// How often each thing was done, in the order of ``Disposition``.
  public let counts: [Int]
}

extension Inventory {
  /// What was done with the elements of every attribute, in the order of tags, creators and actions.
  public var dispositionRows: [DispositionRow] {
    sorted.flatMap { key, use in
      use.dispositions.rows.sorted { $0.action.description < $1.action.description }.map {
        DispositionRow(attribute: key, name: use.name, action: $0.action.description, counts: $0.counts)
      }
    }
  }
}
