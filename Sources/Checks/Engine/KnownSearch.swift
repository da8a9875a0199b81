internal import DICOM
internal import Findings
internal import Text

/// A look at a file for values that were found elsewhere, beside the look at everything.
struct SecondLook {
  /// The values in all forms.
  let needles: NeedleSet
  /// The values that the file itself gave away, by their places among the needles' persons. They are left out.
  let own: Set<Int>
  /// Places that fail for reasons of their own, which are left out.
  let failing: Set<PlaceKey>
  /// Whether the needles are the same for all files that the auditor looks at.
  let isOfBatch: Bool
}

/// A place without its bytes: where two findings speak of the same value.
struct PlaceKey: Hashable {
  private let path: ElementPath?
  private let inner: InnerPath?

  /// The key of an element, of something inside one, or of the file as a whole; nil of other places.
  init?(_ place: Place) {
    switch place {
    case .file, .element, .inside: break
    case .bytes, .missing, .picture, .between: return nil
    }
    path = place.path
    inner = place.inner
  }
}

/// A known value that was found inside an opened value.
struct InnerHit {
  let person: Int
  let column: Int
  /// Where in the file the field stands, or the element if the field was unpacked.
  let range: Range<Int>
}

/// What files gave away until some time, to be looked for while the next files are audited.
///
/// A class so that threads share the needles.
final class EarlyValues: Sendable {
  /// How many values there are: the first ones of the run.
  let count: Int
  /// The values in all forms, each a person.
  let needles: NeedleSet
  private let places: [LearntValue: Int]

  /// Makes the needles of the values so far.
  init(_ learnt: LearntValues, options: NeedleOptions) {
    count = learnt.values.count
    needles = NeedleSet(IdentifierList(learnt.values), options: options)
    places = learnt.places
  }

  /// Whether all values that were met are some that the file itself gave away.
  func areOwn(_ met: Set<Int>, _ learnt: Set<LearntValue>) -> Bool {
    met.isEmpty || met.isSubset(of: learnt.compactMap { places[$0] })
  }
}
