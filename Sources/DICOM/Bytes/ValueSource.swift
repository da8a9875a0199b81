/// Where the values of a data set lie: the file, or the stream that it inflates to. Read by ranges, also after the
/// reader has gone on.
///
/// Used by one thread at a time.
public struct ValueSource {
  private let source: any RangeSource
  /// The length in bytes.
  public let lengthInBytes: Int

  init(_ source: any RangeSource, length: Int) {
    self.source = source
    lengthInBytes = length
  }

  /// A source of bytes in memory.
  public init(_ bytes: [UInt8]) { self.init(MemoryBytes(bytes), length: bytes.count) }

  /// Appends the bytes of a range to `bytes`; fewer where the source ends before it does. Nothing is allocated for
  /// bytes that are not there.
  ///
  /// - Throws: ``SystemError``.
  public func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws(SystemError) {
    let there = range.clamped(to: 0..<lengthInBytes)
    guard !there.isEmpty else { return }
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: there.count))
    let got = try source.read(at: there.lowerBound, count: there.count, into: &bytes, position: start)
    if got < there.count { bytes.removeLast(there.count - got) }
  }

  /// The bytes of a range; fewer where the source ends before it does.
  ///
  /// - Throws: ``SystemError``.
  public func bytes(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    let there = range.clamped(to: 0..<lengthInBytes)
    guard !there.isEmpty else { return [] }
    // Not appended to nothing: zeros are written faster all at once.
    var bytes = [UInt8](repeating: 0, count: there.count)
    let got = try source.read(at: there.lowerBound, count: there.count, into: &bytes, position: 0)
    if got < there.count { bytes.removeLast(there.count - got) }
    return bytes
  }
}
