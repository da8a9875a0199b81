/// A picture with its edge pixels repeated around it, so that neighbours exist everywhere.
///
/// Rows follow each other without gaps: a filter may run over the whole plane as over one long row, since what it
/// gets wrong at the ends of rows stays in the padding.
struct PaddedPlane {
  /// Columns of padding on the left and on the right; a multiple of eight.
  static let margin = 16
  /// Rows of padding above and below.
  static let rim = 8

  let width: Int
  let height: Int
  var bytes: [UInt8]

  /// Bytes from one row to the next; a multiple of eight.
  var stride: Int { PaddedPlane.stride(width) }
  /// Where the first pixel of the picture is.
  var origin: Int { PaddedPlane.rim * stride + PaddedPlane.margin }

  private static func stride(_ width: Int) -> Int { (width + 2 * margin + 7) / 8 * 8 }

  /// A plane of zeros.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bytes = Array(repeating: 0, count: PaddedPlane.stride(width) * (height + 2 * PaddedPlane.rim))
  }

  /// A picture, padded.
  init(_ image: GreyImage) {
    self.init(width: image.width, height: image.height)
    let (stride, origin) = (stride, origin)
    image.pixels.withUnsafeBufferPointer { source in
      bytes.withUnsafeMutableBufferPointer { target in
        for row in 0..<image.height {
          let from = UnsafeBufferPointer(rebasing: source[row * image.width..<(row + 1) * image.width])
          _ = UnsafeMutableBufferPointer(rebasing: target[(origin + row * stride)...]).update(from: from)
        }
      }
    }
    pad()
  }

  /// The picture at half the size: means of four pixels.
  func halved() -> PaddedPlane {
    var half = PaddedPlane(width: width / 2, height: height / 2)
    let (stride, origin) = (stride, origin)
    let (halfStride, halfOrigin) = (half.stride, half.origin)
    let (columns, rows) = (half.width, half.height)
    bytes.withUnsafeBufferPointer { source in
      half.bytes.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        for row in 0..<rows {
          let upper = from + origin + 2 * row * stride
          let lower = upper + stride
          let line = to + halfOrigin + row * halfStride
          for column in 0..<columns {
            let sum =
              UInt16(upper[2 * column]) &+ UInt16(upper[2 * column &+ 1]) &+ UInt16(lower[2 * column])
              &+ UInt16(lower[2 * column &+ 1])
            line[column] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
          }
        }
      }
    }
    half.pad()
    return half
  }

  /// The picture smoothed a little: each pixel by weights of 1, 2, 1 across and down.
  func smoothed() -> PaddedPlane {
    var smooth = PaddedPlane(width: width, height: height)
    var spare = bytes
    let count = bytes.count
    let step = stride
    bytes.withUnsafeBufferPointer { source in
      spare.withUnsafeMutableBufferPointer { spare in
        smooth.bytes.withUnsafeMutableBufferPointer { target in
          guard let from = source.baseAddress, let middle = spare.baseAddress, let to = target.baseAddress
          else {
            return
          }
          for index in 1..<count - 1 {
            let sum = UInt16(from[index &- 1]) &+ 2 &* UInt16(from[index]) &+ UInt16(from[index &+ 1])
            middle[index] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
          }
          for index in step..<count - step {
            let sum =
              UInt16(middle[index &- step]) &+ 2 &* UInt16(middle[index]) &+ UInt16(middle[index &+ step])
            to[index] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
          }
        }
      }
    }
    smooth.pad()
    return smooth
  }

  /// Repeats the edge pixels into the padding.
  private mutating func pad() {
    let (stride, origin, width, height) = (stride, origin, width, height)
    guard width > 0, height > 0 else { return }
    bytes.withUnsafeMutableBufferPointer { plane in
      guard let start = plane.baseAddress else { return }
      for row in 0..<height {
        let line = start + origin + row * stride
        (line - PaddedPlane.margin).update(repeating: line[0], count: PaddedPlane.margin)
        let rest = stride - PaddedPlane.margin - width
        (line + width).update(repeating: line[width - 1], count: rest)
      }
      let first = start + PaddedPlane.rim * stride
      let last = start + (PaddedPlane.rim + height - 1) * stride
      for row in 0..<PaddedPlane.rim {
        (start + row * stride).update(from: first, count: stride)
        (last + (row + 1) * stride).update(from: last, count: stride)
      }
    }
  }
}
