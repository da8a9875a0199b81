internal import CJPEGXL

/// JPEG XL codestreams, by libjxl, which is loaded when the first is met.
struct JPEGXL: Sendable {
  private let create: deid_jxl_create
  private let destroy: deid_jxl_destroy
  private let subscribe: deid_jxl_subscribe
  private let keepOrientation: deid_jxl_keep_orientation
  private let setInput: deid_jxl_set_input
  private let closeInput: deid_jxl_close_input
  private let process: deid_jxl_process
  private let basicInfo: deid_jxl_basic_info
  private let bufferSize: deid_jxl_buffer_size
  private let setBuffer: deid_jxl_set_buffer
  private let setCallback: deid_jxl_set_callback
  private let releaseInput: deid_jxl_release_input

  /// The library; nil if it is not installed.
  private static let library = JPEGXL()

  private init?() {
    guard let library = DynamicLibrary("libjxl.so.\(JPEGXL_MAJOR_VERSION).\(JPEGXL_MINOR_VERSION)"),
      let create = library.function("JxlDecoderCreate", deid_jxl_create.self),
      let destroy = library.function("JxlDecoderDestroy", deid_jxl_destroy.self),
      let subscribe = library.function("JxlDecoderSubscribeEvents", deid_jxl_subscribe.self),
      let keepOrientation = library.function("JxlDecoderSetKeepOrientation", deid_jxl_keep_orientation.self),
      let setInput = library.function("JxlDecoderSetInput", deid_jxl_set_input.self),
      let closeInput = library.function("JxlDecoderCloseInput", deid_jxl_close_input.self),
      let process = library.function("JxlDecoderProcessInput", deid_jxl_process.self),
      let basicInfo = library.function("JxlDecoderGetBasicInfo", deid_jxl_basic_info.self),
      let bufferSize = library.function("JxlDecoderImageOutBufferSize", deid_jxl_buffer_size.self),
      let setBuffer = library.function("JxlDecoderSetImageOutBuffer", deid_jxl_set_buffer.self),
      let setCallback = library.function("JxlDecoderSetImageOutCallback", deid_jxl_set_callback.self),
      let releaseInput = library.function("JxlDecoderReleaseInput", deid_jxl_release_input.self)
    else { return nil }
    self.create = create
    self.destroy = destroy
    self.subscribe = subscribe
    self.keepOrientation = keepOrientation
    self.setInput = setInput
    self.closeInput = closeInput
    self.process = process
    self.basicInfo = basicInfo
    self.bufferSize = bufferSize
    self.setBuffer = setBuffer
    self.setCallback = setCallback
    self.releaseInput = releaseInput
  }

  /// Decodes to interleaved samples, colours as RGB.
  ///
  /// - Throws: ``PixelError``.
  static func decode(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> DecodedImage {
    guard let library else { throw .libraryMissing(.jpegXL) }
    return try bytes.withUnsafeBufferPointer { source throws(PixelError) in
      try library.decode(source, expected)
    }
  }

  /// Where a codestream without a container ends. Only a decoder can tell, so it is decoded, and not kept.
  ///
  /// - Throws: ``PixelError`` if it has no end, or is of a larger picture than expected.
  static func end(of codestream: ArraySlice<UInt8>, _ expected: ExpectedFrame) throws(PixelError) -> Int {
    guard let library else { throw .libraryMissing(.jpegXL) }
    return try codestream.withUnsafeBufferPointer { source throws(PixelError) in
      codestream.endIndex - (try library.left(behind: source, expected))
    }
  }

  private func left(
    behind source: UnsafeBufferPointer<UInt8>, _ expected: ExpectedFrame
  ) throws(PixelError) -> Int {
    guard let decoder = create(nil) else { throw .libraryMissing(.jpegXL) }
    defer { destroy(decoder) }
    let events = Int32(JXL_DEC_BASIC_INFO.rawValue | JXL_DEC_FULL_IMAGE.rawValue)
    guard subscribe(decoder, events) == JXL_DEC_SUCCESS,
      setInput(decoder, source.baseAddress, source.count) == JXL_DEC_SUCCESS
    else { throw .damaged(.jpegXL) }
    closeInput(decoder)
    var info = JxlBasicInfo()
    guard process(decoder) == JXL_DEC_BASIC_INFO, basicInfo(decoder, &info) == JXL_DEC_SUCCESS else {
      throw .damaged(.jpegXL)
    }
    let size = PictureSize(
      width: Int(info.xsize), height: Int(info.ysize), components: Int(info.num_color_channels))
    try expected.check(size)
    var format = JxlPixelFormat(
      num_channels: UInt32(size.components), data_type: JXL_TYPE_UINT8, endianness: JXL_NATIVE_ENDIAN,
      align: 0)
    var status = process(decoder)
    while status == JXL_DEC_NEED_IMAGE_OUT_BUFFER || status == JXL_DEC_FULL_IMAGE {
      if status == JXL_DEC_NEED_IMAGE_OUT_BUFFER {
        guard setCallback(decoder, &format, { _, _, _, _, _ in }, nil) == JXL_DEC_SUCCESS else {
          throw .damaged(.jpegXL)
        }
      }
      status = process(decoder)
    }
    guard status == JXL_DEC_SUCCESS else { throw .damaged(.jpegXL) }
    return releaseInput(decoder)
  }

  private func decode(
    _ source: UnsafeBufferPointer<UInt8>, _ expected: ExpectedFrame
  ) throws(PixelError) -> DecodedImage {
    guard let decoder = create(nil) else { throw .libraryMissing(.jpegXL) }
    defer { destroy(decoder) }
    let events = Int32(JXL_DEC_BASIC_INFO.rawValue | JXL_DEC_FULL_IMAGE.rawValue)
    guard subscribe(decoder, events) == JXL_DEC_SUCCESS, keepOrientation(decoder, 1) == JXL_DEC_SUCCESS,
      setInput(decoder, source.baseAddress, source.count) == JXL_DEC_SUCCESS
    else { throw .damaged(.jpegXL) }
    closeInput(decoder)
    var info = JxlBasicInfo()
    guard process(decoder) == JXL_DEC_BASIC_INFO, basicInfo(decoder, &info) == JXL_DEC_SUCCESS else {
      throw .damaged(.jpegXL)
    }
    let size = PictureSize(
      width: Int(info.xsize), height: Int(info.ysize), components: Int(info.num_color_channels))
    try expected.check(size)
    let precision = Int(info.bits_per_sample)
    guard info.exponent_bits_per_sample == 0, (1...16).contains(precision), info.have_animation == 0 else {
      throw .codestreamUnsupported(.jpegXL)
    }
    // As numbers from 0 to 1: as integers the library would stretch 12 bits to 16.
    var format = JxlPixelFormat(
      num_channels: UInt32(size.components), data_type: JXL_TYPE_FLOAT, endianness: JXL_NATIVE_ENDIAN,
      align: 0)
    guard process(decoder) == JXL_DEC_NEED_IMAGE_OUT_BUFFER else { throw .damaged(.jpegXL) }
    var length = 0
    guard bufferSize(decoder, &format, &length) == JXL_DEC_SUCCESS, length == 4 * size.samples else {
      throw .damaged(.jpegXL)
    }
    var samples = [Float](repeating: 0, count: size.samples)
    let status = samples.withUnsafeMutableBytes { buffer in
      guard setBuffer(decoder, &format, buffer.baseAddress, buffer.count) == JXL_DEC_SUCCESS else {
        return JXL_DEC_ERROR
      }
      return process(decoder)
    }
    guard status == JXL_DEC_FULL_IMAGE else { throw .damaged(.jpegXL) }
    let maximum = Float(1 << precision - 1)
    func word(_ sample: Float) -> Float { min(max((sample * maximum).rounded(), 0), maximum) }
    let words: Words =
      precision <= 8
      ? .bytes(samples.map { $0.isNaN ? 0 : UInt8(word($0)) })
      : .shorts(samples.map { $0.isNaN ? 0 : UInt16(word($0)) })
    // A preview, and channels beside the colours, are pictures too, and are not decoded.
    let isWhole = info.have_preview == 0 && info.num_extra_channels == 0
    return DecodedImage(
      size: size, words: words, precision: precision, colours: size.components == 3 ? .rgb : nil,
      damage: isWhole ? nil : .codestreamUnsupported(.jpegXL))
  }
}
