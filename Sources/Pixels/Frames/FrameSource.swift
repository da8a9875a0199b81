internal import DICOM

/// The frames of one element of pixel data, decoded one at a time.
public struct FrameSource {
  /// How the pixels are encoded.
  public let description: PixelDescription
  /// How frames are compressed.
  public let codec: Codec
  /// How many frames are there.
  public let frameCount: Int
  /// What does not fit together.
  public let irregularities: [Irregularity]
  /// The range of all pixels, with headers of fragments.
  public let range: Range<Int>

  /// The UID of the data set's transfer syntax, as the file has it.
  let transferSyntax: String
  /// Where the pixels' bytes are read from.
  let values: ValueSource
  /// Where they lie.
  let storage: PixelStorage
  /// Which fragments belong to which frame.
  let map: FrameMap
  /// The frames, if they are a video.
  let video: VideoFrames?

  /// Finds the frames; none is decoded yet.
  ///
  /// - Parameter transferSyntax: the UID of the data set's transfer syntax.
  /// - Throws: ``PixelError`` if no frame can ever be decoded.
  init(
    _ description: PixelDescription, _ storage: PixelStorage, transferSyntax: String, values: ValueSource
  ) throws(PixelError) {
    self.description = description
    self.transferSyntax = transferSyntax
    self.storage = storage
    self.values = values
    var irregularities: [Irregularity] = []
    switch storage {
    case .native(let range, _, _):
      codec = .native
      video = nil
      map = FrameMap(frames: [], contradictsTable: false)
      self.range = range
      frameCount = range.count * 8 / description.frameInBits
      let frameEnd = range.lowerBound + (frameCount * description.frameInBits + 7) / 8
      // One byte makes the length even.
      if range.upperBound - frameEnd > 1 || frameCount == 0 && !range.isEmpty {
        irregularities.append(.bytesBehindFrames(frameEnd..<range.upperBound))
      }
      guard !range.isEmpty else { throw .noFrames }
    case .fragments(let fragments):
      let first = try fragments.items.first.map { item throws(PixelError) in
        try values.upTo(item.value.lowerBound..<min(item.value.upperBound, item.value.lowerBound + 16))
      }
      let seen = first.flatMap { Codec(beginning: $0[...]) }
      let told = Codec(transferSyntax: transferSyntax)
      guard let codec = FrameSource.codec(told: told, seen: seen) else { throw .unsupported(.transferSyntax) }
      self.codec = codec
      if let told, told != codec { irregularities.append(.codecDiffers(codec)) }
      let basic = try FrameSource.basicTable(fragments, values)
      let hasMark = codec == .jpeg || codec == .jpegLS || codec == .jpeg2000
      map = try FrameMap(
        fragments, basic: basic, announced: description.announcedFrames,
        begins: hasMark
          ? { (index) throws(PixelError) in
            let value = fragments.items[index].value
            let start = try values.upTo(value.lowerBound..<min(value.upperBound, value.lowerBound + 16))
            return Codec(beginning: start[...]) != nil
          } : nil)
      if map.contradictsTable { irregularities.append(.offsetTableContradicts) }
      if fragments.isPlainValue { irregularities.append(.codestreamOutsideFragments) }
      if !fragments.isComplete { irregularities.append(.fragmentsUnfinished) }
      let start = fragments.basicTable?.lowerBound ?? fragments.items.first?.header ?? 0
      self.range = start..<max(start, fragments.items.last?.value.upperBound ?? start)
      guard !fragments.items.isEmpty else { throw .noFrames }
      if codec == .video {
        let expected = ExpectedFrame(size: description.size, bitsAllocated: description.bitsAllocated)
        let video = try VideoFrames(values, fragments.items.map(\.value), expected)
        frameCount = video.survey.frames
        if video.survey.tracksNotRead > 0 {
          irregularities.append(.tracksNotRead(video.survey.tracksNotRead))
        }
        self.video = video
      } else {
        frameCount = map.frames.count
        video = nil
      }
    }
    guard frameCount <= PixelLimits.frames else { throw .attributeInvalid(.numberOfFrames, frameCount) }
    let announced = description.announcedFrames
    if frameCount < announced {
      irregularities.append(.framesMissing(announced: announced, found: frameCount))
    } else if frameCount > announced {
      irregularities.append(.framesBeyondAnnounced(announced: announced, found: frameCount))
    }
    if description.lookupTablesNotRead > 0 {
      irregularities.append(.lookupTablesNotRead(description.lookupTablesNotRead))
    }
    self.irregularities = irregularities
  }

  /// Decodes a frame.
  ///
  /// - Parameter index: from 0 on.
  /// - Throws: ``PixelError``.
  public func frame(_ index: Int) throws(PixelError) -> Frame {
    guard (0..<frameCount).contains(index) else {
      if case .native(let range, _, _) = storage, index == 0 {
        throw .truncated(needed: (description.frameInBits + 7) / 8, left: range.count)
      }
      throw .frameMissing(index: index, found: frameCount)
    }
    if let video { return finished(try video.frame(index)) }
    switch storage {
    case .native(let range, let isBigEndian, let swapsBytes):
      let firstBit = index * description.frameInBits
      let start = range.lowerBound + firstBit / 8
      let end = range.lowerBound + (firstBit + description.frameInBits + 7) / 8
      // A frame of an odd number of swapped bytes begins in the middle of a word.
      let odd = swapsBytes && (start - range.lowerBound) % 2 == 1 ? 1 : 0
      var bytes = try values.whole(
        start - odd..<min(end + (swapsBytes ? (end - start + odd) % 2 : 0), range.upperBound))
      if swapsBytes { bytes = NativeSamples.swapped(bytes) }
      if odd == 1 { bytes.removeFirst() }
      return try native(bytes, firstBit: firstBit % 8, isBigEndian: isBigEndian)
    case .fragments(let fragments):
      return try encapsulated(try codestream(fragments, map.frames[index]))
    }
  }

  /// The bytes of a frame's codestream; nil if the frames are not compressed.
  ///
  /// - Throws: ``PixelError`` if they are too long or cannot be read.
  public func codestream(_ index: Int) throws(PixelError) -> [UInt8]? {
    guard case .fragments(let fragments) = storage, video == nil, map.frames.indices.contains(index) else {
      return nil
    }
    return try codestream(fragments, map.frames[index])
  }

  /// The bytes that a frame is made of, whether compressed or not; nil for a frame of a video, and for one that does
  /// not begin or end with a byte. Frames of the same bytes are the same.
  ///
  /// - Throws: ``PixelError`` if they are too long or cannot be read.
  func frameBytes(_ index: Int) throws(PixelError) -> [UInt8]? {
    guard case .native(let range, _, let swapsBytes) = storage else { return try codestream(index) }
    let bits = description.frameInBits
    guard (0..<frameCount).contains(index), bits % (swapsBytes ? 16 : 8) == 0 else { return nil }
    return try values.whole(
      range.lowerBound + index * (bits / 8)..<range.lowerBound + (index + 1) * (bits / 8))
  }

  /// The range of the file, or of its inflated data set, that holds an offset of a frame's codestream.
  func fileOffset(_ offset: Int, frame: Int) -> Int? {
    guard case .fragments(let fragments) = storage, map.frames.indices.contains(frame) else { return nil }
    var left = offset
    for item in fragments.items[map.frames[frame]] {
      if left < item.value.count { return item.value.lowerBound + left }
      left -= item.value.count
    }
    return nil
  }

  /// The native samples of a frame as words of Bits Allocated bits, with the bits that do not count; nil if the frames
  /// are compressed, or have more than one sample a pixel.
  func storedWords(_ index: Int) throws(PixelError) -> [UInt32]? {
    guard case .native(let range, let isBigEndian, let swapsBytes) = storage, !swapsBytes,
      description.size.components == 1, description.sampleType == .integer, description.bitsAllocated >= 8,
      (0..<frameCount).contains(index)
    else { return nil }
    let length = description.frameInBits / 8
    let start = range.lowerBound + index * length
    let words = NativeSamples.words(
      try values.whole(start..<start + length), count: description.size.samples,
      bitsAllocated: description.bitsAllocated, firstBit: 0, isBigEndian: isBigEndian)
    switch words {
    case .bytes(let words): return words.map(UInt32.init)
    case .shorts(let words): return words.map(UInt32.init)
    case .longs(let words): return words
    }
  }
}

extension FrameSource {
  private static func codec(told: Codec?, seen: Codec?) -> Codec? {
    switch (told, seen) {
    // JPEG and JPEG-LS share their marks; the segments tell them apart.
    case (.jpeg, .jpegLS), (.jpegLS, .jpeg): told
    case (.video, _), (.jpegXL, _): told
    case (_, let seen?): seen
    case (let told, nil): told
    }
  }

  private static func basicTable(_ fragments: Fragments, _ values: ValueSource) throws(PixelError) -> [Int] {
    guard let range = fragments.basicTable, !range.isEmpty else { return [] }
    let bytes = try values.upTo(
      range.lowerBound..<min(range.upperBound, range.lowerBound + 4 * PixelLimits.frames))
    let numbers: [UInt32] = NativeSamples.numbers(bytes, bytes.count / 4, false)
    return numbers.map(Int.init)
  }

  private func codestream(_ fragments: Fragments, _ frame: Range<Int>) throws(PixelError) -> [UInt8] {
    let items = fragments.items[frame]
    let length = items.reduce(0) { $0 + $1.value.count }
    guard length <= PixelLimits.codestreamInBytes else { throw .codestreamTooLong(lengthInBytes: length) }
    var bytes: [UInt8] = []
    do throws(SystemError) {
      for item in items { try values.append(item.value, to: &bytes) }
    } catch {
      throw .system(error)
    }
    guard bytes.count == length else { throw .truncated(needed: length, left: bytes.count) }
    return bytes
  }

  private func encapsulated(_ bytes: [UInt8]) throws(PixelError) -> Frame {
    let length = (description.frameInBits + 7) / 8
    switch codec {
    case .deflated:
      return try native(try DeflatedFrame.inflated(bytes, count: length), firstBit: 0, isBigEndian: false)
    case .native:
      guard bytes.count >= length else { throw .truncated(needed: length, left: bytes.count) }
      return try native(Array(bytes.prefix(length)), firstBit: 0, isBigEndian: false)
    default:
      guard description.sampleType == .integer else { throw .unsupported(.bitsAllocated) }
      let expected = ExpectedFrame(size: description.size, bitsAllocated: description.bitsAllocated)
      let image = try DecodedImage.decode(bytes, codec, expected)
      return finished(image)
    }
  }

  /// Cuts decoded samples to the bits that count and says what they mean now.
  private func finished(_ image: DecodedImage) -> Frame {
    // A codestream may have more bits than the attributes say; its own word is the better one.
    let width = max(description.bitsAllocated, image.words.width)
    let bits = codec == .rle ? description.bitsStored : image.precision
    let highBit = codec == .rle ? description.highBit : image.precision - 1
    let samples = image.words.samples(
      width: width, bits: bits, highBit: highBit, isSigned: description.isSigned)
    var meaning = description.photometricInterpretation
    if let colours = image.colours, description.size.components == 3 { meaning = colours }
    if meaning == .ybrRCT || meaning == .ybrICT || meaning == .xyb { meaning = .rgb }
    // A decoder gives every pixel its differences of colour; those of video keep their range.
    if codec != .video, meaning != .rgb, meaning.isYBR { meaning = .ybrFull }
    let differs = PixelError.sizeDiffers(attributes: description.size, codestream: image.size)
    return Frame(
      size: image.size, samples: samples, photometricInterpretation: meaning, bitsStored: bits,
      damage: image.damage ?? (image.size == description.size ? nil : differs))
  }

  private func native(_ bytes: [UInt8], firstBit: Int, isBigEndian: Bool) throws(PixelError) -> Frame {
    let size = description.size
    var meaning = description.photometricInterpretation
    let samples: Samples
    switch description.sampleType {
    case .float:
      let bits: [UInt32] = NativeSamples.numbers(bytes, size.samples, isBigEndian)
      samples = .float(bits.map(Float.init(bitPattern:)))
    case .double:
      let bits: [UInt64] = NativeSamples.numbers(bytes, size.samples, isBigEndian)
      samples = .double(bits.map(Double.init(bitPattern:)))
    case .integer:
      let count = description.frameInBits / description.bitsAllocated
      var words = NativeSamples.words(
        bytes, count: count, bitsAllocated: description.bitsAllocated, firstBit: firstBit,
        isBigEndian: isBigEndian)
      if count < size.samples {
        guard size.width % 2 == 0 else { throw .attributeInvalid(.columns, size.width) }
        words = words.expanded422(width: size.width, height: size.height)
        meaning = meaning == .ybrFull422 ? .ybrFull : meaning
      } else if description.isPlanar {
        words = words.interleaved(components: size.components)
      }
      samples = words.samples(
        width: max(8, description.bitsAllocated), bits: description.bitsStored, highBit: description.highBit,
        isSigned: description.isSigned && description.bitsAllocated > 1)
    }
    return Frame(
      size: size, samples: samples, photometricInterpretation: meaning, bitsStored: description.bitsStored,
      damage: nil)
  }
}
