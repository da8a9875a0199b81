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
}
