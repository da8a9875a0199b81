public import DICOM

/// An overlay plane: a bitmap of one bit a pixel. PS3.3 section C.9.2.
public struct Overlay {
  /// Where its data stands.
  public internal(set) var path: ElementPath
  /// Its frames' bit planes; nil if its attributes do not describe it.
  public let size: Result<PictureSize, PixelError>
  /// How many frames it has.
  public let frameCount: Int
  private let range: Range<Int>
  private let swapsBytes: Bool
  private let values: ValueSource

  init(
    _ attributes: PixelAttributes, group: UInt16, range: Range<Int>, swapsBytes: Bool,
    steps: [ElementPath.Step], values: ValueSource
  ) {
    self.range = range
    self.values = values
    self.swapsBytes = swapsBytes
    path = ElementPath(steps, Tag(group, Tag.overlayData.element))
    let rowsTag = Tag(group, Tag.overlayRows.element)
    let columnsTag = Tag(group, Tag.overlayColumns.element)
    let text = attributes.texts(Tag(group, Tag.numberOfFramesInOverlay.element)).first
    let announced = text.flatMap(Int.init) ?? 1  // absent for the overlays that have one
    switch (attributes.uint16(rowsTag), attributes.uint16(columnsTag)) {
    case (nil, _):
      size = .failure(.attributeMissing(rowsTag))
      frameCount = 0
    case (_, nil):
      size = .failure(.attributeMissing(columnsTag))
      frameCount = 0
    case (let rows?, let columns?):
      let bits = rows * columns
      if bits == 0 || bits > PixelLimits.samplesInFrame {
        size = .failure(bits == 0 ? .attributeInvalid(rowsTag, rows) : .frameTooLarge(samples: bits))
        frameCount = 0
      } else {
        size = .success(PictureSize(width: columns, height: rows, components: 1))
        // What is there counts, whatever is announced; a byte of padding is no frame.
        let found = range.count * 8 / bits
        frameCount = bits <= 8 ? min(found, max(1, announced)) : found
      }
    }
  }

  /// Draws a frame, white on black.
  ///
  /// - Throws: ``PixelError``.
  public func image(_ index: Int) throws(PixelError) -> GreyImage {
    let size = try size.get()
    let bits = size.width * size.height
    guard (0..<frameCount).contains(index) else {
      if index == 0 { throw .truncated(needed: (bits + 7) / 8, left: range.count) }
      throw .frameMissing(index: index, found: frameCount)
    }
    let start = range.lowerBound + index * bits / 8
    let end = range.lowerBound + (index * bits + bits + 7) / 8
    var bytes = try values.upTo(start - start % 2..<min(end + end % 2, range.upperBound))
    if swapsBytes { bytes = NativeSamples.swapped(bytes) }
    let first = 8 * (start % 2) + index * bits % 8
    guard bytes.count * 8 >= first + bits else { throw .truncated(needed: (bits + 7) / 8, left: bytes.count) }
    var pixels = [UInt8](repeating: 0, count: bits)
    for index in 0..<bits where bytes[(first + index) >> 3] >> UInt8((first + index) & 7) & 1 == 1 {
      pixels[index] = 255
    }
    return GreyImage(width: size.width, height: size.height, pixels: pixels)
  }
}
