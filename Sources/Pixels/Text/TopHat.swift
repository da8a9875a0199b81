/// What is lighter or darker than its surroundings and no wider than four pixels.
///
/// The white top-hat is the picture less its opening by a square of five pixels, the black one its closing less the
/// picture. All filters are running minima and maxima of bytes, which the compiler turns into vector instructions.
enum TopHat {
  /// The white and the black top-hat of a plane, padding included.
  static func both(of plane: PaddedPlane) -> (light: PaddedPlane, dark: PaddedPlane) {
    var light = PaddedPlane(width: plane.width, height: plane.height)
    var dark = PaddedPlane(width: plane.width, height: plane.height)
    var spare = [UInt8](repeating: 0, count: plane.bytes.count)
    let stride = plane.stride
    plane.bytes.withUnsafeBufferPointer { source in
      light.bytes.withUnsafeMutableBufferPointer { lightBytes in
        dark.bytes.withUnsafeMutableBufferPointer { darkBytes in
          spare.withUnsafeMutableBufferPointer { spareBytes in
            guard let from = source.baseAddress, let light = lightBytes.baseAddress,
              let dark = darkBytes.baseAddress, let spare = spareBytes.baseAddress
            else { return }
            let count = source.count
            minimum(from, spare, count: count, step: 1)
            minimum(spare, light, count: count, step: stride)
            maximum(light, spare, count: count, step: 1)
            maximum(spare, light, count: count, step: stride)
            for index in 0..<count { light[index] = from[index] &- min(from[index], light[index]) }
            maximum(from, spare, count: count, step: 1)
            maximum(spare, dark, count: count, step: stride)
            minimum(dark, spare, count: count, step: 1)
            minimum(spare, dark, count: count, step: stride)
            for index in 0..<count { dark[index] = max(from[index], dark[index]) &- from[index] }
          }
        }
      }
    }
    return (light, dark)
  }

  /// The least of five neighbours, `step` bytes apart; the ends are copied.
  private static func minimum(
    _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, count: Int, step: Int
  ) {
    let ends = 2 * step
    to.update(from: from, count: ends)
    (to + count - ends).update(from: from + count - ends, count: ends)
    for index in ends..<count - ends {
      let at = from + index
      let outer = min(at[-2 * step], at[2 * step])
      let inner = min(at[-step], at[step])
      to[index] = min(min(outer, inner), at[0])
    }
  }

  /// The greatest of five neighbours, `step` bytes apart; the ends are copied.
  private static func maximum(
    _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, count: Int, step: Int
  ) {
    let ends = 2 * step
    to.update(from: from, count: ends)
    (to + count - ends).update(from: from + count - ends, count: ends)
    for index in ends..<count - ends {
      let at = from + index
      let outer = max(at[-2 * step], at[2 * step])
      let inner = max(at[-step], at[step])
      to[index] = max(max(outer, inner), at[0])
    }
  }
}
