internal import DICOM
internal import Glibc

/// Whether bytes here and there are the same, many at a time: values, and frames, which then need no decoding.
public enum SameBytes {
  /// How much is read at a time, in bytes.
  private static let step = 1 << 20

  /// Whether two ranges of memory hold the same.
  static func areSame(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Bool {
    guard old.count == new.count else { return false }
    guard let first = old.baseAddress, let second = new.baseAddress else { return true }
    return memcmp(first, second, old.count) == 0
  }

  /// Whether two values hold the same.
  public static func areSame(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Bool {
    old.withUnsafeBytes { first in new.withUnsafeBytes { areSame(first, $0) } }
  }

  /// Whether two ranges of files hold the same.
  ///
  /// - Throws: ``PixelError`` if the system does not give the bytes.
  static func areSame(
    _ old: Range<Int>, of original: ValueSource, _ new: Range<Int>, of output: ValueSource
  ) throws(PixelError) -> Bool {
    guard old.count == new.count else { return false }
    var done = 0
    var (first, second): ([UInt8], [UInt8]) = ([], [])
    while done < old.count {
      let length = min(step, old.count - done)
      first.removeAll(keepingCapacity: true)
      second.removeAll(keepingCapacity: true)
      let from = old.lowerBound + done
      let to = new.lowerBound + done
      do throws(SystemError) {
        try original.append(from..<from + length, to: &first)
        try output.append(to..<to + length, to: &second)
      } catch {
        throw .system(error)
      }
      guard first.count == length, areSame(first[...], second[...]) else { return false }
      done += length
    }
    return true
  }
}

extension FrameSource {
  /// Whether the same bytes make the same samples here and there.
  func decodesLike(_ other: FrameSource) -> Bool {
    let (mine, its) = (description, other.description)
    guard mine.size == its.size, mine.sampleType == its.sampleType, mine.isPlanar == its.isPlanar,
      mine.bitsAllocated == its.bitsAllocated, mine.bitsStored == its.bitsStored,
      mine.highBit == its.highBit, mine.isSigned == its.isSigned, codec == other.codec,
      mine.photometricInterpretation == its.photometricInterpretation
    else { return false }
    switch (mine.palette, its.palette) {
    case (nil, nil): break
    case (let old?, let new?): guard old.isSame(as: new) else { return false }
    default: return false
    }
    switch (storage, other.storage) {
    case (.native(_, let big, let swaps), .native(_, let bigThere, let swapsThere)):
      return big == bigThere && swaps == swapsThere
    case (.fragments, .fragments): return true
    default: return false
    }
  }

  /// Whether all frames have the same bytes here and there, with the same division into frames.
  ///
  /// - Throws: ``PixelError`` if the system does not give the bytes.
  func hasSameBytes(as other: FrameSource) throws(PixelError) -> Bool {
    guard decodesLike(other), frameCount == other.frameCount, map.frames == other.map.frames else {
      return false
    }
    return try SameBytes.areSame(range, of: values, other.range, of: other.values)
  }
}
