internal import DICOM

/// A video as one run of bytes, read from its fragments when the demultiplexer asks.
final class VideoBytes {
  let values: ValueSource
  let parts: [Range<Int>]
  let length: Int
  var position = 0
  /// The error that ended reading, if one did.
  var error: PixelError?

  init(_ values: ValueSource, _ parts: [Range<Int>]) {
    self.values = values
    self.parts = parts
    length = parts.reduce(0) { $0 + $1.count }
  }

  /// Up to `count` bytes from the position on, out of one fragment; none at the end.
  func read(_ count: Int) -> [UInt8] {
    var left = position
    for part in parts {
      if left < part.count {
        let start = part.lowerBound + left
        do throws(PixelError) {
          let bytes = try values.whole(start..<min(part.upperBound, start + count))
          position += bytes.count
          return bytes
        } catch {
          self.error = error
          return []
        }
      }
      left -= part.count
    }
    return []
  }

  /// The place in the file, or in its inflated data set, of a place in the video.
  func fileOffset(_ offset: Int) -> Int? {
    var left = offset
    for part in parts {
      if left < part.count { return part.lowerBound + left }
      left -= part.count
    }
    return nil
  }
}
