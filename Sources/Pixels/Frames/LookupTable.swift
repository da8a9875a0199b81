internal import DICOM

/// A table that says how dark or bright each value is shown. PS3.3 sections C.11.1 and C.11.2.
struct LookupTable: Sendable {
  /// The value that the first entry is for; lower ones have the first entry, higher ones the last.
  let first: Int
  /// At least one.
  let entries: [UInt16]

  /// Reads the table of an item; nil if it is missing, or shorter than its descriptor says.
  ///
  /// - Parameter isSigned: whether a first value with the highest bit set is below 0.
  init?(_ item: PixelAttributes, isSigned: Bool) {
    guard let descriptor = item.bytes(.lutDescriptor), let data = item.bytes(.lutData),
      let announced = descriptor.uint16(at: 0), let begin = descriptor.uint16(at: 1)
    else { return nil }
    // 65,536 does not fit into 16 bits and is written as 0.
    let count = announced == 0 ? PixelLimits.paletteEntries : announced
    if data.count >= count {
      entries = (0..<count).compactMap { data.uint16(at: $0) }.map { UInt16(truncatingIfNeeded: $0) }
    } else {
      // Entries of 8 bits may be packed two to a word.
      guard data.bytes.count >= count else { return nil }
      entries = data.bytes.prefix(count).map(UInt16.init)
    }
    first = isSigned && begin > 0x7FFF ? begin - 0x10000 : begin
  }

  /// The entry for a value.
  func entry(for value: Double) -> Int {
    guard value.isFinite else { return Int(entries[0]) }
    let index = min(max(value.rounded() - Double(first), 0), Double(entries.count - 1))
    return Int(entries[Int(index)])
  }
}

/// The tables of a picture, as they stand in the items of their sequences.
struct LookupTableItems {
  private(set) var modality: [PixelAttributes] = []
  private(set) var voi: [PixelAttributes] = []
  /// How many were not kept.
  private(set) var left = 0

  /// Whether a sequence has such tables in its items.
  static func isIn(_ sequence: Tag) -> Bool {
    sequence == .modalityLUTSequence || sequence == .voiLUTSequence
  }

  /// Keeps the table of an item, unless it was there before; at most ``PixelLimits/lookupTables``.
  mutating func keep(_ item: PixelAttributes, of sequence: Tag) {
    let isModality = sequence == .modalityLUTSequence
    guard !(isModality ? modality : voi).contains(item) else { return }
    guard modality.count + voi.count < PixelLimits.lookupTables else {
      left += 1
      return
    }
    if isModality { modality.append(item) } else { voi.append(item) }
  }

  /// Takes over those of an item below.
  mutating func keep(_ other: LookupTableItems) {
    for item in other.modality { keep(item, of: .modalityLUTSequence) }
    for item in other.voi { keep(item, of: .voiLUTSequence) }
    left += other.left
  }
}

extension PixelDescription {
  /// Takes over the tables that can be read, and counts the others.
  mutating func take(_ items: LookupTableItems) {
    lookupTablesNotRead = items.left
    for item in items.modality {
      guard let table = LookupTable(item, isSigned: isSigned) else {
        lookupTablesNotRead += 1
        continue
      }
      modalityTables.append(table)
    }
    // Rescaled values may be below 0 where stored ones are not.
    let isBelowZero = modalityTables.isEmpty && (isSigned || rescale.map { $0.intercept < 0 } ?? false)
    for item in items.voi {
      guard let table = LookupTable(item, isSigned: isBelowZero) else {
        lookupTablesNotRead += 1
        continue
      }
      voiTables.append(table)
    }
  }

  /// The values that stand for no pixel; nil if there are none. PS3.3 section C.7.5.1.1.2.
  static func padding(_ attributes: PixelAttributes, isSigned: Bool) -> ClosedRange<Int>? {
    guard let value = attributes.uint16(.pixelPaddingValue) else { return nil }
    let limit = attributes.uint16(.pixelPaddingRangeLimit) ?? value
    func number(_ word: Int) -> Int { isSigned && word > 0x7FFF ? word - 0x10000 : word }
    return min(number(value), number(limit))...max(number(value), number(limit))
  }
}
