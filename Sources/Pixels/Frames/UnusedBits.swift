/// A bit of native samples that does not count and yet differs from pixel to pixel: an overlay as older files have
/// them, or something hidden. PS3.5 section 8.1.1.
public struct UnusedBitPlane: Sendable {
  /// The bit's number in the word.
  public let bit: Int
  /// White where it is set.
  public let image: GreyImage
}

extension FrameSource {
  /// The unused bits of a frame that show something: not those that are the same everywhere, nor those that only repeat
  /// the sign or each other.
  ///
  /// - Throws: ``PixelError`` if the frame cannot be read.
  public func unusedBitPlanes(_ index: Int) throws(PixelError) -> [UnusedBitPlane] {
    guard description.bitsStored < description.bitsAllocated, let words = try storedWords(index),
      let first = words.first
    else { return [] }
    var varying: UInt32 = 0
    for word in words { varying |= word ^ first }
    let low = description.highBit + 1 - description.bitsStored
    let signBit = description.isSigned ? description.highBit : nil
    var planes: [UnusedBitPlane] = []
    for bit in 0..<description.bitsAllocated where bit < low || bit > description.highBit {
      guard varying >> UInt32(bit) & 1 == 1 else { continue }
      if let signBit, bit > signBit, FrameSource.agree(words, bit, signBit) { continue }
      if planes.contains(where: { FrameSource.agree(words, bit, $0.bit) }) { continue }
      planes.append(UnusedBitPlane(bit: bit, image: image(of: words, bit)))
    }
    return planes
  }

  /// One bit of the stored words of a frame, whether or not it counts, white where it is set; nil if the frames are
  /// compressed, or have more than one sample a pixel.
  ///
  /// - Throws: ``PixelError`` if the frame cannot be read.
  public func bitImage(_ bit: Int, frame index: Int) throws(PixelError) -> GreyImage? {
    guard let words = try storedWords(index) else { return nil }
    return image(of: words, bit)
  }

  private func image(of words: [UInt32], _ bit: Int) -> GreyImage {
    GreyImage(
      width: description.size.width, height: description.size.height,
      pixels: words.map { UInt8($0 >> UInt32(bit) & 1) * 255 })
  }

  private static func agree(_ words: [UInt32], _ left: Int, _ right: Int) -> Bool {
    words.allSatisfy { ($0 >> UInt32(left) ^ $0 >> UInt32(right)) & 1 == 0 }
  }
}
