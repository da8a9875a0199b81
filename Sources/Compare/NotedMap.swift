internal import Checks
internal import Synchronization

/// What values were found replaced by, as long as they are few enough for memory; the database has those before, of
/// which the ones that were asked for again are here as well.
final class NotedMap: Sendable {
  /// How many values wait for the database at most.
  private static let most = 65_536

  /// A value of a kind.
  struct Key: Hashable {
    let kind: MappedKind
    let value: [UInt8]
  }

  /// What stands in a value's place, and the file that said so first.
  struct Replacement {
    let new: [UInt8]
    let file: Int
  }

  private struct State {
    var replacements: [Key: Replacement] = [:]
    /// For each new value the first file that has it.
    var files: [Key: Int] = [:]
    var isAnyStored = false
  }

  private let state = Mutex(State())

  /// Whether the database has values.
  var isAnyStored: Bool { state.withLock { $0.isAnyStored } }

  /// Says that the database has values, from a given map.
  func beginStored() { state.withLock { $0.isAnyStored = true } }

  /// What is noted of a value; nil if nothing.
  func replacement(of original: Key) -> Replacement? { state.withLock { $0.replacements[original] } }

  /// The first file that has a new value, as far as is noted.
  func file(of new: Key) -> Int? { state.withLock { $0.files[new] } }

  /// Notes a value that is not noted here.
  ///
  /// - Returns: all that were noted, for the database, once they are many.
  func note(_ original: Key, _ replacement: Replacement) -> [Key: Replacement]? {
    state.withLock { state in
      state.replacements[original] = replacement
      let new = Key(kind: original.kind, value: replacement.new)
      if state.files[new] == nil { state.files[new] = replacement.file }
      return state.replacements.count >= NotedMap.most ? NotedMap.takeAll(&state) : nil
    }
  }

  /// Gives all that is noted to the database.
  func takeAll() -> [Key: Replacement] { state.withLock { NotedMap.takeAll(&$0) } }

  private static func takeAll(_ state: inout State) -> [Key: Replacement] {
    let all = state.replacements
    state = State(isAnyStored: state.isAnyStored || !all.isEmpty)
    return all
  }
}
