internal import CZlib

/// A picture as the bytes of a PNG file, 8 bits a sample, grey or RGB. ISO 15948.
///
/// Beside the result it holds two rows and a buffer of 64 KiB, however large the picture is.
public struct PNGImage: Sendable {
  /// The file.
  public let bytes: [UInt8]

  /// Writes a grey picture; it has a pixel at least.
  public init(_ image: GreyImage) {
    self.init(width: image.width, height: image.height, components: 1, samples: image.pixels)
  }

  /// Writes a colour picture: three bytes a pixel, red first, rows from the top, a pixel at least.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    self.init(width: width, height: height, components: 3, samples: rgb)
  }

  private init(width: Int, height: Int, components: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0 && samples.count == width * height * components)
    var writer = PNGWriter(width: width, height: height, components: components)
    let rowLength = width * components
    // The first row differs from nothing.
    var above = [UInt8](repeating: 0, count: rowLength)
    for start in stride(from: 0, to: samples.count, by: rowLength) {
      let row = Array(samples[start..<start + rowLength])
      writer.add(row: row, above: above)
      above = row
    }
    bytes = writer.finish()
  }
}

/// Puts chunks one behind the other and deflates rows as they come.
private struct PNGWriter: ~Copyable {
  private var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// In a place of its own, since zlib remembers where it is.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(width: Int, height: Int, components: Int) {
    var header = PNGWriter.bigEndian(width) + PNGWriter.bigEndian(height)
    // 8 bits a sample, grey or colours, deflate, filters by row, not interlaced.
    header += [8, components == 1 ? 0 : 2, 0, 0, 0]
    PNGWriter.add("IHDR", header[...], to: &file)
    stream.initialize(to: z_stream())
    let code = deflateInit_(
      stream, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK)  // anything else is lack of memory
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Adds a row as its differences from the row above, which is filter 2.
  mutating func add(row: [UInt8], above: [UInt8]) {
    var filtered: [UInt8] = [2]
    filtered.reserveCapacity(row.count + 1)
    for (sample, upper) in zip(row, above) { filtered.append(sample &- upper) }
    deflate(&filtered, Z_NO_FLUSH)
  }

  /// Ends the file.
  mutating func finish() -> [UInt8] {
    var none: [UInt8] = []
    deflate(&none, Z_FINISH)
    PNGWriter.add("IEND", [], to: &file)
    return file
  }

  private mutating func deflate(_ input: inout [UInt8], _ flush: Int32) {
    input.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = UInt32(source.count)
      repeat {
        let made = buffer.withUnsafeMutableBufferPointer { goal in
          stream.pointee.next_out = goal.baseAddress
          stream.pointee.avail_out = UInt32(goal.count)
          let code = CZlib.deflate(stream, flush)
          precondition(code != Z_STREAM_ERROR)  // only for a stream that was not set up
          return goal.count - Int(stream.pointee.avail_out)
        }
        if made > 0 { PNGWriter.add("IDAT", buffer[..<made], to: &file) }
      } while stream.pointee.avail_out == 0
    }
  }

  /// Appends a chunk: length, type, content, and the checksum of the latter two. ISO 15948 section 5.3.
  private static func add(_ type: String, _ content: ArraySlice<UInt8>, to file: inout [UInt8]) {
    let checked = Array(type.utf8) + content
    file += bigEndian(content.count)
    file += checked
    file += bigEndian(Int(checked.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
