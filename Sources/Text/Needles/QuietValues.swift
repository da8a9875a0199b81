internal import Glibc

/// Short values in which a search found nothing, so that it need not search them again: the files of a series have most
/// of their values in common.
///
/// Holds for one search only: for the same needles. Takes 128 KB, and forgets a value when another one takes its place.
public struct QuietValues {
  /// The longest value that is kept, in bytes.
  private static let longest = 62
  private static let slotSize = 64
  private static let slots: UInt64 = 2_048

  /// For each slot the length of its value plus 1, 0 if it has none; how it was read; and its bytes.
  private var bytes: [UInt8] = []

  /// Has none yet.
  public init() {}

  /// Whether nothing was found in a value when it was searched.
  public func contains(_ value: ArraySlice<UInt8>, as reading: NeedleReading) -> Bool {
    guard !bytes.isEmpty, let place = QuietValues.place(of: value) else { return false }
    return value.withUnsafeBytes { value in
      bytes.withUnsafeBytes { bytes in
        bytes[place] == UInt8(value.count + 1) && bytes[place + 1] == reading.number
          && memcmp(value.baseAddress!, bytes.baseAddress! + place + 2, value.count) == 0  // both have bytes
      }
    }
  }

  /// Notes that nothing was found in a value.
  public mutating func insert(_ value: ArraySlice<UInt8>, as reading: NeedleReading) {
    guard let place = QuietValues.place(of: value) else { return }
    if bytes.isEmpty { bytes = Array(repeating: 0, count: Int(QuietValues.slots) * QuietValues.slotSize) }
    bytes[place] = UInt8(value.count + 1)
    bytes[place + 1] = reading.number
    bytes.replaceSubrange(place + 2..<place + 2 + value.count, with: value)
  }

  private static func place(of value: ArraySlice<UInt8>) -> Int? {
    guard !value.isEmpty, value.count <= longest else { return nil }
    let hash = value.withUnsafeBufferPointer {
      TextWord.hash($0.baseAddress!, $0.count, readable: $0.count)  // it is not empty
    }
    return Int(truncatingIfNeeded: hash & (slots - 1)) * slotSize
  }
}

extension NeedleReading {
  fileprivate var number: UInt8 {
    switch self {
    case .raw: 0
    case .samples: 1
    case .text: 2
    }
  }
}
