internal import Text

/// Something that identifies and was found in one file: a needle for all others.
struct LearntValue: Hashable, Sendable {
  /// What it is.
  let detector: TextDetector
  /// Its bytes in UTF-8.
  let text: [UInt8]
}

/// What the files of a run gave away: each value once, and which file gave which.
struct LearntValues: Sendable {
  /// How many values are looked for in other files; what comes after is said to be left out.
  static let mostValues = 50_000

  /// The values in the order in which they came.
  private(set) var values: [LearntValue] = []
  /// The places of the values that a file gave away, by the file's number in the walk.
  private(set) var files: [Int: [Int]] = [:]
  /// Whether there were more than ``mostValues``.
  private(set) var isFull = false
  /// The place of each value among ``values``.
  private(set) var places: [LearntValue: Int] = [:]

  /// Takes in what a file gave away.
  mutating func add(_ learnt: Set<LearntValue>, file: Int) {
    for value in learnt.sorted(by: { $0.text.lexicographicallyPrecedes($1.text) }) {
      if places[value] == nil {
        guard values.count < LearntValues.mostValues else {
          isFull = true
          continue
        }
        places[value] = values.count
        values.append(value)
      }
      if let place = places[value] { files[file, default: []].append(place) }
    }
  }

  /// Whether a file may hold values of others that it was not searched for.
  ///
  /// - Parameter covered: how many of ``values``, from the first on, it was searched for.
  func needsSecondLook(_ file: Int, covered: Int) -> Bool {
    guard covered < values.count else { return false }
    guard let own = files[file] else { return true }
    return own.count { $0 >= covered } < values.count - covered
  }
}

extension IdentifierList {
  /// A list of what was found, each value an entry of its own.
  init(_ learnt: some Collection<LearntValue>) {
    self.init()
    for value in learnt {
      let kind: IdentifierKind =
        switch value.detector {
        case .personName: .personName
        case .email: .electronicMail
        case .phone: .telephone
        default: .identifier
        }
      add([(kind, String(decoding: value.text, as: UTF8.self))])
    }
  }
}
