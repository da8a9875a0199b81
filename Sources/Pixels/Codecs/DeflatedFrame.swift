internal import CZlib

/// Deflated Image Frame Compression: a raw deflate stream a frame. PS3.5 section A.4.12.
enum DeflatedFrame {
  /// Inflates a frame of native samples, exactly `count` bytes.
  ///
  /// - Throws: ``PixelError`` if the stream gives fewer, or is none.
  static func inflated(_ bytes: [UInt8], count: Int) throws(PixelError) -> [UInt8] {
    var stream = z_stream()
    guard deid_inflate_raw_init(&stream) == Z_OK else { throw .libraryMissing(.deflated) }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: count)
    var input = bytes
    let code = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { goal in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = goal.baseAddress
        stream.avail_out = UInt32(goal.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    // A frame of an odd number of bytes is padded within the stream or behind it.
    let made = count - Int(stream.avail_out)
    guard made == count, code == Z_STREAM_END || code == Z_BUF_ERROR || code == Z_OK else {
      throw .damaged(.deflated)
    }
    return output
  }

  /// What the stream gives behind the frame, and where in the bytes it ends.
  ///
  /// - Throws: ``PixelError`` if it gives more than ``PixelLimits/streamTextInBytes``, or has no end.
  static func rest(_ bytes: [UInt8], count: Int) throws(PixelError) -> (output: [UInt8], end: Int) {
    var stream = z_stream()
    guard deid_inflate_raw_init(&stream) == Z_OK else { throw .libraryMissing(.deflated) }
    defer { inflateEnd(&stream) }
    var input = bytes
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var made = 0
    var output: [UInt8] = []
    var code = Z_OK
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      while code == Z_OK, output.count <= PixelLimits.streamTextInBytes {
        let got = block.withUnsafeMutableBufferPointer { goal in
          stream.next_out = goal.baseAddress
          stream.avail_out = UInt32(goal.count)
          code = inflate(&stream, Z_NO_FLUSH)
          return goal.count - Int(stream.avail_out)
        }
        if made + got > count { output += block[max(0, count - made)..<got] }
        made += got
      }
    }
    guard output.count <= PixelLimits.streamTextInBytes else {
      throw .codestreamTooLong(lengthInBytes: output.count)
    }
    // Some streams are cut where the frame is whole; what they hold was given.
    guard code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .damaged(.deflated) }
    return (output, bytes.count - Int(stream.avail_in))
  }
}
