extension FrameSource {
  /// Red, green and blue of every pixel of a frame, for a person to look at; nil if the frame is grey, or has other than
  /// three 8-bit samples a pixel.
  public func rgb(of frame: Frame) -> [UInt8]? {
    switch frame.photometricInterpretation {
    case .paletteColor: return description.palette?.colours(of: frame.samples)
    case .monochrome1, .monochrome2: return nil
    default: break
    }
    guard frame.size.components == 3, case .uint8(let bytes) = frame.samples else { return nil }
    guard frame.photometricInterpretation.isYBR else { return bytes }
    let meaning = frame.photometricInterpretation
    return Renderer.rgb(ofYBR: bytes, isPartial: meaning != .ybrFull && meaning != .ybrFull422)
  }
}
