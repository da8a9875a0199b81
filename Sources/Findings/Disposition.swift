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
public struct DispositionCounts: Sendable, Equatable {
  /// For each action, by its code, the counts in the order of ``Disposition``; where no row names the attribute the
  /// code is empty.
  public private(set) var byAction: [PublicName: [Int]] = [:]

  /// Nothing was done yet.
  public init() {}

  /// Whether nothing was counted.
  public var isEmpty: Bool { byAction.isEmpty }

  /// Counts one element.
  public mutating func count(_ disposition: Disposition, demanded action: PublicName) {
    byAction[action, default: DispositionCounts.none][disposition.rawValue] += 1
  }

  /// Adds other counts.
  public mutating func merge(_ other: DispositionCounts) {
    for (action, counts) in other.byAction {
      var own = byAction[action] ?? DispositionCounts.none
      for index in own.indices { own[index] += counts[index] }
      byAction[action] = own
    }
  }

  private static var none: [Int] { Array(repeating: 0, count: Disposition.allCases.count) }
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
      use.dispositions.byAction.sorted { $0.key.description < $1.key.description }.map {
        DispositionRow(attribute: key, name: use.name, action: $0.key.description, counts: $0.value)
      }
    }
  }
}
