/// Finds known values in bytes that come in pieces, in memory that does not grow.
///
/// Each hit is told once, in the round in which enough stands behind its begin; so the hits are those of a search of
/// the whole, but for codes that are longer than a piece: they are opened piece by piece.
public struct NeedleStream {
  /// How many bytes before a hit are kept for judging it.
  private static let before = 256
  /// How many bytes behind the begin of a hit have to be there.
  private static let behind = 2_048

  private let needles: NeedleSet
  private let reading: NeedleReading
  private var kept: [UInt8] = []
  /// Where the kept bytes begin in the whole.
  private var offset = 0
  /// Up to where in the whole begins of hits are told.
  private var told = 0

  /// Begins a search.
  public init(_ needles: NeedleSet, as reading: NeedleReading = .raw) {
    self.needles = needles
    self.reading = reading
  }

  /// Takes the next bytes.
  ///
  /// - Parameter report: is told hits with their ranges in the whole.
  public mutating func feed(_ bytes: ArraySlice<UInt8>, _ report: (NeedleHit) -> Void) {
    kept += bytes
    guard kept.count > 4 * NeedleStream.behind else { return }
    search(upTo: offset + kept.count - NeedleStream.behind, report)
    let gone = kept.count - NeedleStream.behind - NeedleStream.before
    kept.removeFirst(gone)
    offset += gone
  }

  /// Ends the search.
  public mutating func finish(_ report: (NeedleHit) -> Void) {
    search(upTo: offset + kept.count, report)
    offset += kept.count
    kept = []
  }

  private mutating func search(upTo limit: Int, _ report: (NeedleHit) -> Void) {
    let (offset, told) = (offset, told)
    needles.search(kept[...], as: reading) { hit in
      let start = hit.range.lowerBound + offset
      if start >= told, start < limit { report(hit.moved(by: offset)) }
    }
    self.told = limit
  }
}

extension NeedleHit {
  /// The same hit so many bytes further on.
  func moved(by offset: Int) -> NeedleHit {
    NeedleHit(
      person: person, column: column, kind: kind, variant: variant, wrapping: wrapping,
      range: range.lowerBound + offset..<range.upperBound + offset, certainty: certainty, persons: persons,
      form: form)
  }
}
