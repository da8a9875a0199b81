/// What is lighter or darker than its surroundings and no wider than four pixels.
///
/// The white top-hat is the picture less its opening by a square of five pixels, the black one its closing less the
/// picture. All filters are running minima and maxima of bytes, which the compiler turns into vector instructions.
struct TopHat: ~Copyable {
  /// The white top-hat of the plane last looked at, padding included.
  private(set) var light: PaddedPlane
  /// Its black top-hat.
  private(set) var dark: PaddedPlane
  private var spare: [UInt8]

  /// Takes the memory that planes of one size need; taking it for each would be a tenth of the time.
  init(width: Int, height: Int) {
    light = PaddedPlane(width: width, height: height)
    dark = light
    spare = light.bytes
  }

  /// Makes both top-hats of a plane of this size.
  mutating func measure(_ plane: PaddedPlane) {
    let stride = plane.stride
    plane.bytes.withUnsafeBufferPointer { source in
      light.bytes.withUnsafeMutableBufferPointer { lightBytes in
        dark.bytes.withUnsafeMutableBufferPointer { darkBytes in
          spare.withUnsafeMutableBufferPointer { spareBytes in
            guard let from = source.baseAddress, let light = lightBytes.baseAddress,
              let dark = darkBytes.baseAddress, let spare = spareBytes.baseAddress
            else { return }
            let count = source.count
            Self.minimum(from, spare, count: count, step: 1)
            Self.minimum(spare, light, count: count, step: stride)
            Self.maximum(light, spare, count: count, step: 1)
            Self.maximum(spare, light, count: count, step: stride)
            for index in 0..<count { light[index] = from[index] &- min(from[index], light[index]) }
            Self.maximum(from, spare, count: count, step: 1)
            Self.maximum(spare, dark, count: count, step: stride)
            Self.minimum(dark, spare, count: count, step: 1)
            Self.minimum(spare, dark, count: count, step: stride)
            for index in 0..<count { dark[index] = max(from[index], dark[index]) &- from[index] }
          }
        }
      }
    }
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
