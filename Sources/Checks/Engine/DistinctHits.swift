internal import Text

/// The surest hit of each person's value in one place, in memory that grows with the values and not with the hits.
struct DistinctHits {
  private struct Value: Hashable {
    let person: Int
    let column: Int
  }

  /// The hits in the order in which their values came first.
  private(set) var hits: [NeedleHit] = []
  private var places: [Value: Int] = [:]

  /// Takes a hit, unless one as sure of the same value came before.
  mutating func add(_ hit: NeedleHit) {
    let value = Value(person: hit.person, column: hit.column)
    guard let place = places[value] else {
      places[value] = hits.count
      hits.append(hit)
      return
    }
    if hit.certainty > hits[place].certainty { hits[place] = hit }
  }
}
