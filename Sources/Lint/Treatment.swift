internal import Rules

/// What a tool does with an attribute, as far as its configuration tells, from what protects most to what protects
/// least.
public enum Treatment: String, Sendable, CaseIterable, Comparable, Encodable {
  /// The attribute goes.
  case removed
  /// The attribute is left without a value.
  case emptied
  /// A value that has nothing to do with the original.
  case dummy
  /// A value made from the original by a hash or a cipher: as good as its secret.
  case hashed
  /// A new UID.
  case newUID = "new-uid"
  /// A date that is moved.
  case shifted
  /// A value from which parts are taken.
  case cleaned
  /// What happens cannot be told from the configuration.
  case unclear
  /// The value stays, since the configuration says so.
  case kept
  /// The value stays, since the configuration does not speak of it.
  case untouched

  /// Orders by how much is protected.
  public static func < (left: Treatment, right: Treatment) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .removed: 0
    case .emptied: 1
    case .dummy: 2
    case .hashed: 3
    case .newUID: 4
    case .shifted: 5
    case .cleaned: 6
    case .unclear: 7
    case .kept: 8
    case .untouched: 9
    }
  }
}

/// How a treatment compares with what a row of Table E.1-1 demands.
public enum Coverage: String, Sendable, CaseIterable, Encodable {
  /// It protects as much as the row, or more.
  case covered
  /// It protects less.
  case weaker
  /// The configuration does not speak of the attribute, and the tool leaves it.
  case uncovered
  /// It cannot be told from the configuration.
  case unclear

  /// Compares a treatment with an action. A conditional action is met by each of its parts.
  init(_ treatment: Treatment, of action: Action) {
    if action == .k || treatment == .removed || treatment == .emptied {
      self = .covered
      return
    }
    switch treatment {
    case .removed, .emptied: self = .covered
    case .untouched: self = .uncovered
    case .kept: self = .weaker
    case .unclear: self = .unclear
    // A dummy is no removal; the conditional actions allow one where the attribute is required.
    case .dummy, .hashed: self = action == .x ? .weaker : .covered
    case .newUID: self = action == .u || action == .xzu ? .covered : .weaker
    case .shifted: self = action == .c ? .covered : .weaker
    case .cleaned: self = action == .c ? .covered : .unclear
    }
  }
}
