/// The combinations of concerns that occurred: which checks are asked about such an element, and how many there were.
///
/// A look-up is one load: elements are many, combinations are few.
struct ConcernClasses {
  /// A check to ask, and its place among ``AllChecks/descriptions``.
  struct Asked {
    let check: any ElementCheck.Type
    let index: Int
  }

  /// One combination.
  struct Class {
    let concerns: Concern
    /// Which of ``ConcernClasses/asked`` are asked.
    let asked: Range<Int>
    /// How many elements had it.
    var met = 0
    /// Of how many the value was not read.
    var unread = 0
  }

  private let checks: AllChecks
  /// For each combination its place in `classes` plus one; 0 for one that has not occurred.
  private var places = [UInt16](repeating: 0, count: Concern.combinations)
  /// The combinations that occurred.
  var classes: [Class] = []
  /// The checks of all classes, one class after the other.
  private(set) var asked: [Asked] = []

  init(_ checks: AllChecks) { self.checks = checks }

  /// The place of a combination in ``classes``.
  mutating func place(of concerns: Concern) -> Int {
    let known = Int(places[Int(concerns.rawValue)])
    return known > 0 ? known - 1 : add(concerns)
  }

  private mutating func add(_ concerns: Concern) -> Int {
    let first = asked.count
    for place in checks.asked(about: concerns) {
      asked.append(Asked(check: checks.elementChecks[place], index: checks.elementIndex[place]))
    }
    classes.append(Class(concerns: concerns, asked: first..<asked.count))
    // Combinations that occur are few: an element has one action and one VR.
    places[Int(concerns.rawValue)] = UInt16(classes.count)
    return classes.count - 1
  }
}
