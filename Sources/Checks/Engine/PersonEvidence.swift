internal import Findings
internal import Text

/// What of the run's list was found in one file, to see which values of one person stand in it together.
///
/// A value that many persons share, or that files have by chance, says little alone; two different ones of the same
/// person say that it is that person, unless so many values were found that two of one person are among them by chance.
struct PersonEvidence {
  /// How many forms are kept of one file; what comes after is judged alone.
  private static let mostForms = 1_000
  /// At how many places a form is kept.
  private static let mostPlaces = 20
  /// A file has some twenty days, and there are 36,500 on which a patient may have been born.
  private static let shareOfDays = 20.0 / 36_500
  /// How many persons may share a form: more say nothing of any of them.
  private static let mostPersons = 200
  /// How many persons may be expected by chance of whom two values stand in a file: one in a thousand files may fail
  /// wrongly, and a person has to look at one in twenty.
  private static let chance = (fail: 1e-3, review: 0.05)

  /// A form that was found.
  struct Found {
    let hit: NeedleHit
    let place: Place
  }

  /// What two values of one person make of a form.
  struct Raised {
    let found: Found
    /// The person, by the place in the list.
    let person: Int
    let severity: Severity
    /// What the other value is.
    let other: IdentifierKind
  }

  /// How many places each form was found at.
  private var forms: [NeedleHit.Form: Int] = [:]
  private var found: [Found] = []

  /// Whether two forms were found, the least that can be put together.
  var isWorthALook: Bool { forms.count > 1 }

  /// Keeps a form that was found, as long as there is room.
  mutating func add(_ hit: NeedleHit, at place: Place) {
    let places = forms[hit.form]
    guard places ?? 0 < PersonEvidence.mostPlaces, places != nil || forms.count < PersonEvidence.mostForms
    else { return }
    forms[hit.form, default: 0] += 1
    found.append(Found(hit: hit, place: place))
  }

  /// Takes in what was found in a data set that stands in a value.
  mutating func add(_ nested: PersonEvidence) {
    for one in nested.found { add(one.hit, at: one.place) }
  }

  /// How many persons are meant by all forms of a kind.
  private func personsByKind() -> [IdentifierKind: Int] {
    var persons: [IdentifierKind: Int] = [:]
    var seen: Set<NeedleHit.Form> = []
    for one in found where seen.insert(one.hit.form).inserted {
      persons[one.hit.kind, default: 0] += one.hit.persons
    }
    return persons
  }

  /// The forms that weigh more because another value of the same person stands in the file.
  func raised(by needles: NeedleSet) -> [Raised] {
    let persons = personsByKind()
    var ofPerson: [Int: [(column: Int, found: Int)]] = [:]
    for (number, one) in found.enumerated() where one.hit.persons <= PersonEvidence.mostPersons {
      for owner in needles.owners(of: one.hit) {
        ofPerson[owner.person, default: []].append((owner.column, number))
      }
    }
    // How many persons have values of two kinds in the file by chance.
    func expected(_ one: IdentifierKind, _ other: IdentifierKind) -> Double {
      let (ones, others) = (Double(persons[one] ?? 0), Double(persons[other] ?? 0))  // each was counted
      func share(_ kind: IdentifierKind, _ found: Double) -> Double {
        let share = found / Double(max(1, needles.persons))
        return kind.isDay ? min(share, PersonEvidence.shareOfDays) : share
      }
      guard one != other else { return ones * (ones - 1) / 2 / Double(max(1, needles.persons)) }
      return min(ones * share(other, others), others * share(one, ones))
    }
    var best: [Int: Raised] = [:]
    for (person, values) in ofPerson.sorted(by: { $0.key < $1.key }) {
      for value in values {
        let one = found[value.found]
        guard one.hit.certainty != .fail else { continue }
        // The other value that least stands beside it by chance.
        let partners = values.filter { $0.column != value.column }.map { partner in
          (
            kind: found[partner.found].hit.kind,
            expected: expected(one.hit.kind, found[partner.found].hit.kind)
          )
        }
        guard let partner = partners.min(by: { $0.expected < $1.expected }) else { continue }
        let severity: Severity
        if partner.expected < PersonEvidence.chance.fail {
          severity = .fail
        } else if partner.expected < PersonEvidence.chance.review, one.hit.certainty == .supporting {
          severity = .review
        } else {
          continue
        }
        if let known = best[value.found], known.severity <= severity { continue }
        best[value.found] = Raised(found: one, person: person, severity: severity, other: partner.kind)
      }
    }
    return best.sorted { $0.key < $1.key }.map(\.value)
  }
}
