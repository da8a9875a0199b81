internal import CAVCodec
internal import DICOM

/// The frames of a video, MPEG-2, H.264 or HEVC in any container that libavformat reads, decoded one after the other.
///
/// A class only to own the libraries' state; used by one thread at a time.
final class Video {
  let library: AVLibrary
  let bytes: VideoBytes
  private let expected: PictureSize
  private(set) var format: UnsafeMutablePointer<AVFormatContext>?
  private var io: UnsafeMutablePointer<AVIOContext>?
  private var decoder: UnsafeMutablePointer<AVCodecContext>?
  private(set) var packet: UnsafeMutablePointer<AVPacket>?
  private var frame: UnsafeMutablePointer<AVFrame>?
  private(set) var stream: Int32 = -1
  private var isDrained = false
  /// The number of the frame that comes next.
  private(set) var next = 0

  /// Opens a video and its decoder.
  ///
  /// - Throws: ``PixelError`` if the library is missing, or no video is found, or it is larger than the attributes say.
  init(_ values: ValueSource, _ parts: [Range<Int>], _ expected: ExpectedFrame) throws(PixelError) {
    guard let library = AVLibrary.installed else { throw .libraryMissing(.video) }
    self.library = library
    self.expected = expected.size
    bytes = VideoBytes(values, parts)
    try open(expected)
  }

  deinit {
    library.freeFrame(&frame)
    library.freePacket(&packet)
    library.freeDecoder(&decoder)
    library.closeInput(&format)
    // The demultiplexer may have put another buffer in the place of the first one.
    if let io { library.free(&io.pointee.buffer) }
    library.freeIO(&io)
  }

  private func open(_ expected: ExpectedFrame) throws(PixelError) {
    let size = 1 << 16
    guard let buffer = library.allocate(size) else { throw .libraryMissing(.video) }
    // Not retained: this object outlives the context, which it frees.
    let opaque = Unmanaged.passUnretained(bytes).toOpaque()
    io = library.allocateIO(
      buffer.assumingMemoryBound(to: UInt8.self), Int32(size), 0, opaque,
      { opaque, buffer, count in
        guard let opaque, let buffer else { return deid_averror_eof }
        let part = Unmanaged<VideoBytes>.fromOpaque(opaque).takeUnretainedValue().read(Int(count))
        guard !part.isEmpty else { return deid_averror_eof }
        buffer.update(from: part, count: part.count)
        return Int32(part.count)
      }, nil,
      { opaque, offset, whence in
        guard let opaque else { return -1 }
        let bytes = Unmanaged<VideoBytes>.fromOpaque(opaque).takeUnretainedValue()
        if whence == AVSEEK_SIZE { return Int64(bytes.length) }
        guard whence == SEEK_SET, offset >= 0, offset <= Int64(bytes.length) else { return -1 }
        bytes.position = Int(offset)
        return offset
      })
    format = library.allocateFormat()
    packet = library.allocatePacket()
    frame = library.allocateFrame()
    guard let io, format != nil, packet != nil, frame != nil else { throw .libraryMissing(.video) }
    format?.pointee.pb = io
    // Bounds on what is probed; a stream that is not found by then is not found.
    format?.pointee.probesize = 8 << 20
    var options: OpaquePointer?
    // Without these, only what libavformat has a name for is told.
    _ = library.setEntry(&options, "export_all", "1", 0)
    _ = library.setEntry(&options, "export_xmp", "1", 0)
    defer { library.freeEntries(&options) }
    guard library.openInput(&format, nil, nil, &options) == 0, let format,
      library.findStreamInfo(format, nil) >= 0
    else { throw bytes.error ?? .damaged(.video) }
    stream = library.findBestStream(format, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
    guard stream >= 0, let track = format.pointee.streams[Int(stream)],
      let parameters = track.pointee.codecpar
    else { throw bytes.error ?? .damaged(.video) }
    try expected.check(
      PictureSize(
        width: Int(parameters.pointee.width), height: Int(parameters.pointee.height),
        components: expected.size.components))
    guard let codec = library.findDecoder(parameters.pointee.codec_id) else {
      throw .codestreamUnsupported(.video)
    }
    decoder = library.allocateDecoder(codec)
    guard let decoder, library.takeParameters(decoder, parameters) >= 0 else { throw .damaged(.video) }
    decoder.pointee.thread_count = 1
    // Coded sizes are whole blocks, and some decoders allocate borders by them.
    decoder.pointee.max_pixels = Int64((expected.size.width + 256) * (expected.size.height + 256))
    guard library.openDecoder(decoder, codec, nil) == 0 else { throw .codestreamUnsupported(.video) }
  }

  /// Decodes the next frame: luminance and differences of colour, or grey, or red, green and blue; nil at the end.
  ///
  /// - Throws: ``PixelError``.
  func nextFrame() throws(PixelError) -> DecodedImage? {
    guard let format, let decoder, let packet, let frame else { return nil }
    while true {
      let got = library.receive(decoder, frame)
      if got == 0 {
        next += 1
        return try image(frame.pointee)
      }
      if got == deid_averror_eof { return nil }
      guard got == deid_averror_again, !isDrained else { throw .damaged(.video) }
      if library.readPacket(format, packet) < 0 {
        if let error = bytes.error { throw error }
        isDrained = true
        _ = library.send(decoder, nil)
        continue
      }
      defer { library.clearPacket(packet) }
      guard packet.pointee.stream_index == stream else { continue }
      // A packet that cannot be decoded costs its frame; the next ones may be whole again.
      let sent = library.send(decoder, packet)
      guard sent >= 0 || sent == deid_averror_again else {
        next += 1
        throw .damaged(.video)
      }
    }
  }

  /// Makes 8-bit samples of a frame of any planar or packed format whose components are integers.
  private func image(_ frame: AVFrame) throws(PixelError) -> DecodedImage {
    let size = PictureSize(
      width: Int(frame.width), height: Int(frame.height), components: expected.components)
    try ExpectedFrame(size: expected, bitsAllocated: 8).check(size)
    guard let format = library.pixelFormat(AVPixelFormat(frame.format))?.pointee,
      format.flags
        & UInt64(
          AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BE) == 0
    else { throw .codestreamUnsupported(.video) }
    let isRGB = format.flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
    var samples = [UInt8](repeating: 128, count: size.samples)
    let lines = withUnsafeBytes(of: frame.linesize) { Array($0.bindMemory(to: Int32.self)) }
    let planes = withUnsafeBytes(of: frame.data) {
      Array($0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self))
    }
    let components = withUnsafeBytes(of: format.comp) { Array($0.bindMemory(to: AVComponentDescriptor.self)) }
    for index in 0..<min(size.components, Int(format.nb_components)) {
      let component = components[index]
      let plane = Int(component.plane)
      guard plane < planes.count, let base = planes[plane], (8...16).contains(component.depth) else {
        throw .codestreamUnsupported(.video)
      }
      let isChroma = !isRGB && (index == 1 || index == 2)
      let across = isChroma ? Int(format.log2_chroma_w) : 0
      let down = isChroma ? Int(format.log2_chroma_h) : 0
      let stride = Int(lines[plane])
      let step = Int(component.step)
      let offset = Int(component.offset)
      let isWide = component.depth > 8
      for row in 0..<size.height {
        let line = base + (row >> down) * stride + offset
        var target = row * size.width * size.components + index
        for column in 0..<size.width {
          let place = line + (column >> across) * step
          if isWide {
            let word = (Int(place[0]) | Int(place[1]) << 8) >> Int(component.shift)
            samples[target] = UInt8(truncatingIfNeeded: word >> (Int(component.depth) - 8))
          } else {
            samples[target] = place[0]
          }
          target += size.components
        }
      }
    }
    var colours: PhotometricInterpretation?
    if size.components == 3 {
      colours = isRGB ? .rgb : frame.color_range == AVCOL_RANGE_JPEG ? .ybrFull : .ybrPartial420
    }
    return DecodedImage(
      size: size, words: .bytes(samples), precision: 8, colours: colours,
      damage: frame.decode_error_flags == 0 ? nil : .damaged(.video))
  }
}
