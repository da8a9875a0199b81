internal import Glibc

/// Short values, and what looking at them came to, so that it need not be done again: the files of a series have most of
/// their values in common.
///
/// Holds for one way of looking only: for the same needles, or the same detectors. Takes 128 KB, and forgets a value
/// when another one takes its place.
public struct SeenValues {
  /// The longest value that is kept, in bytes.
  private static let longest = 54
  private static let slotSize = 64
  private static let bitsOfSlot = 11
  /// Before a value's bytes stand its length plus 1, 0 if the slot has none, the result, and what it was taken for.
  private static let head = 10

  private var bytes: [UInt8] = []

  /// Has none yet.
  public init() {}

  /// What looking at a value came to; nil if it was not looked at, or is forgotten.
  ///
  /// - Parameter label: what it was taken for.
  public func result(of value: ArraySlice<UInt8>, as label: UInt64) -> UInt8? {
    guard !bytes.isEmpty, let place = SeenValues.place(of: value, label) else { return nil }
    return value.withUnsafeBytes { value in
      bytes.withUnsafeBytes { bytes in
        guard bytes[place] == UInt8(value.count + 1),
          bytes.loadUnaligned(fromByteOffset: place + 2, as: UInt64.self) == label,
          // Both have bytes.
          memcmp(value.baseAddress!, bytes.baseAddress! + place + SeenValues.head, value.count) == 0
        else { return nil }
        return bytes[place + 1]
      }
    }
  }

  /// Notes what looking at a value came to.
  public mutating func insert(_ value: ArraySlice<UInt8>, as label: UInt64, _ result: UInt8) {
    guard let place = SeenValues.place(of: value, label) else { return }
    if bytes.isEmpty { bytes = Array(repeating: 0, count: SeenValues.slotSize << SeenValues.bitsOfSlot) }
    bytes.withUnsafeMutableBytes { bytes in
      bytes[place] = UInt8(value.count + 1)
      bytes[place + 1] = result
      bytes.storeBytes(of: label, toByteOffset: place + 2, as: UInt64.self)
      for (offset, byte) in value.enumerated() { bytes[place + SeenValues.head + offset] = byte }
    }
  }

  private static func place(of value: ArraySlice<UInt8>, _ label: UInt64) -> Int? {
    guard !value.isEmpty, value.count <= longest else { return nil }
    let hash = value.withUnsafeBufferPointer {
      TextWord.hash($0.baseAddress!, $0.count, readable: $0.count)  // it is not empty
    }
    let mixed = (hash ^ label) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> (64 - bitsOfSlot)) * slotSize
  }
}

extension SeenValues {
  /// Whether nothing was found in a value when it was searched.
  public func isQuiet(_ value: ArraySlice<UInt8>, as reading: NeedleReading) -> Bool {
    result(of: value, as: reading.number) != nil
  }

  /// Notes that nothing was found in a value.
  public mutating func insert(quiet value: ArraySlice<UInt8>, as reading: NeedleReading) {
    insert(value, as: reading.number, 0)
  }
}

extension NeedleReading {
  fileprivate var number: UInt64 {
    switch self {
    case .raw: 0
    case .samples: 1
    case .text: 2
    }
  }
}
