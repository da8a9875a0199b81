internal import CZlib

/// A raw deflate stream (RFC 1951) inside a file, read forwards. PS3.5 section A.5.
///
/// A class only to own zlib's state and the buffer that it reads from.
final class Inflater {
  /// How a stream ended.
  enum End: Equatable {
    /// At its own end.
    case complete
    /// The bytes are not a deflate stream from here on.
    case corrupt
    /// The bytes end before the stream does.
    case truncated
    /// It grows beyond ``Limits/inflatedInBytes`` or ``Limits/expansion``.
    case tooLong
  }

  /// What a stream holds, found by inflating all of it once.
  struct Survey: Equatable {
    /// The inflated length in bytes, up to where the stream ended.
    var inflatedInBytes: Int
    /// How many bytes of the file belong to the stream.
    var deflatedInBytes: Int
    /// How it ended.
    var end: End
  }

  private let file: any RangeSource
  private let start: Int
  private let end: Int
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8]
  private var inputOffset: Int
  private var position = 0
  /// How the stream ended; nil while there is more to read.
  private(set) var ended: End?

  /// Opens the stream that begins at `range.lowerBound` of the file and ends at its upper bound at the latest.
  init(_ file: any RangeSource, range: Range<Int>) {
    self.file = file
    start = range.lowerBound
    end = range.upperBound
    inputOffset = start
    input = [UInt8](repeating: 0, count: min(Limits.readInBytes, max(1, range.count)))
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    precondition(deid_inflate_raw_init(stream) == Z_OK, "zlib has no memory")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates everything once and starts over.
  ///
  /// - Throws: ``SystemError`` if the file cannot be read.
  func survey() throws(SystemError) -> Survey {
    var scratch = [UInt8](repeating: 0, count: Limits.readInBytes)
    while ended == nil {
      _ = try produce(into: &scratch, position: 0, count: scratch.count)
      let deflated = consumed
      if position > Limits.inflatedInBytes
        || position > Limits.expansionFreeInBytes && position / max(deflated, 1) > Limits.expansion
      {
        ended = .tooLong
      }
    }
    let survey = Survey(
      inflatedInBytes: position, deflatedInBytes: consumed, end: ended ?? .complete)
    restart()
    return survey
  }

  /// Reads up to `count` inflated bytes at `offset`. Going back starts over from the beginning.
  func read(
    at offset: Int, count: Int, into buffer: inout [UInt8], position target: Int
  ) throws(SystemError) -> Int {
    if offset < position { restart() }
    var scratch = [UInt8](repeating: 0, count: offset > position ? Limits.readInBytes : 0)
    while position < offset, ended == nil {
      _ = try produce(into: &scratch, position: 0, count: min(scratch.count, offset - position))
    }
    guard position == offset else { return 0 }
    return try produce(into: &buffer, position: target, count: count)
  }

  /// Bytes of the file that inflate has taken in.
  var consumed: Int { inputOffset - start - Int(stream.pointee.avail_in) }

  private func restart() {
    inflateReset(stream)
    stream.pointee.avail_in = 0
    inputOffset = start
    position = 0
    ended = nil
  }

  private func produce(
    into buffer: inout [UInt8], position target: Int, count: Int
  ) throws(SystemError) -> Int {
    var made = 0
    while made < count, ended == nil {
      if stream.pointee.avail_in == 0 {
        let got = try file.read(
          at: inputOffset, count: min(input.count, end - inputOffset), into: &input, position: 0)
        inputOffset += got
        stream.pointee.avail_in = UInt32(got)
        inputPosition = 0
        if got == 0 {
          ended = .truncated
          break
        }
      }
      let wanted = count - made
      let before = stream.pointee.avail_in
      let code = input.withUnsafeMutableBufferPointer { source in
        buffer.withUnsafeMutableBufferPointer { goal in
          stream.pointee.next_in = source.baseAddress! + inputPosition
          stream.pointee.next_out = goal.baseAddress! + target + made
          stream.pointee.avail_out = UInt32(wanted)
          return inflate(stream, Z_NO_FLUSH)
        }
      }
      inputPosition += Int(before - stream.pointee.avail_in)
      let got = wanted - Int(stream.pointee.avail_out)
      made += got
      position += got
      switch code {
      case Z_STREAM_END: ended = .complete
      case Z_OK, Z_BUF_ERROR: break
      default: ended = .corrupt
      }
    }
    return made
  }

  private var inputPosition = 0
}
