internal import CCharLS

/// JPEG-LS codestreams, by CharLS, which is loaded when the first is met.
struct JPEGLS: Sendable {
  private let create: deid_jls_create
  private let destroy: deid_jls_destroy
  private let setSource: deid_jls_set_source
  private let readHeader: deid_jls_read_header
  private let frameInfo: deid_jls_frame_info
  private let interleaveMode: deid_jls_interleave_mode
  private let destinationSize: deid_jls_destination_size
  private let decodeToBuffer: deid_jls_decode

  /// The library; nil if it is not installed.
  private static let library = JPEGLS()

  private init?() {
    guard let library = DynamicLibrary("libcharls.so.\(CHARLS_VERSION_MAJOR)"),
      let create = library.function("charls_jpegls_decoder_create", deid_jls_create.self),
      let destroy = library.function("charls_jpegls_decoder_destroy", deid_jls_destroy.self),
      let setSource = library.function(
        "charls_jpegls_decoder_set_source_buffer", deid_jls_set_source.self),
      let readHeader = library.function("charls_jpegls_decoder_read_header", deid_jls_read_header.self),
      let frameInfo = library.function("charls_jpegls_decoder_get_frame_info", deid_jls_frame_info.self),
      let interleaveMode = library.function(
        "charls_jpegls_decoder_get_interleave_mode", deid_jls_interleave_mode.self),
      let destinationSize = library.function(
        "charls_jpegls_decoder_get_destination_size", deid_jls_destination_size.self),
      let decodeToBuffer = library.function(
        "charls_jpegls_decoder_decode_to_buffer", deid_jls_decode.self)
    else { return nil }
    self.create = create
    self.destroy = destroy
    self.setSource = setSource
    self.readHeader = readHeader
    self.frameInfo = frameInfo
    self.interleaveMode = interleaveMode
    self.destinationSize = destinationSize
    self.decodeToBuffer = decodeToBuffer
  }

  /// Decodes to interleaved samples.
  ///
  /// - Throws: ``PixelError``.
  static func decode(_ bytes: [UInt8], _ expected: PictureSize) throws(PixelError) -> DecodedImage {
    guard let library, let decoder = library.create() else { throw .libraryMissing(.jpegLS) }
    defer { library.destroy(decoder) }
    return try bytes.withUnsafeBufferPointer { source throws(PixelError) in
      try library.read(decoder, source, expected)
    }
  }

  private func read(
    _ decoder: OpaquePointer, _ source: UnsafeBufferPointer<UInt8>, _ expected: PictureSize
  ) throws(PixelError) -> DecodedImage {
    guard let base = source.baseAddress,
      setSource(decoder, base, source.count) == CHARLS_JPEGLS_ERRC_SUCCESS,
      readHeader(decoder) == CHARLS_JPEGLS_ERRC_SUCCESS
    else { throw .damaged(.jpegLS) }
    var info = charls_frame_info()
    guard frameInfo(decoder, &info) == CHARLS_JPEGLS_ERRC_SUCCESS else {
      throw .damaged(.jpegLS)
    }
    let size = PictureSize(
      width: Int(info.width), height: Int(info.height), components: Int(info.component_count))
    guard size == expected else { throw .sizeDiffers(attributes: expected, codestream: size) }
    let precision = Int(info.bits_per_sample)
    guard (2...16).contains(precision) else { throw .codestreamUnsupported(.jpegLS) }
    var mode = charls_interleave_mode(0)
    guard interleaveMode(decoder, &mode) == CHARLS_JPEGLS_ERRC_SUCCESS else {
      throw .damaged(.jpegLS)
    }
    let wordBytes = precision > 8 ? 2 : 1
    var length = 0
    guard destinationSize(decoder, 0, &length) == CHARLS_JPEGLS_ERRC_SUCCESS,
      length == size.samples * wordBytes
    else { throw .damaged(.jpegLS) }
    let scans = mode == CHARLS_INTERLEAVE_MODE_NONE ? size.components : 1
    var words: Words
    let damage: PixelError?
    if wordBytes == 1 {
      var samples = [UInt8](repeating: 0, count: size.samples)
      damage = run(decoder, &samples, scans)
      words = .bytes(samples)
    } else {
      var samples = [UInt16](repeating: 0, count: size.samples)
      damage = run(decoder, &samples, scans)
      words = .shorts(samples)
    }
    if mode == CHARLS_INTERLEAVE_MODE_NONE, size.components > 1 {
      words = words.interleaved(components: size.components)
    }
    return DecodedImage(size: size, words: words, precision: precision, damage: damage)
  }

  /// Decodes into a buffer; what could not be decoded stays 0.
  private func run<Word>(
    _ decoder: OpaquePointer, _ samples: inout [Word], _ scans: Int
  ) -> PixelError? {
    let code = samples.withUnsafeMutableBytes {
      decodeToBuffer(decoder, $0.baseAddress!, $0.count, 0)  // never empty
    }
    if code == CHARLS_JPEGLS_ERRC_SUCCESS { return nil }
    // Some encoders leave bytes behind the coded data. After the only scan all samples are there.
    if code == CHARLS_JPEGLS_ERRC_JPEG_MARKER_START_BYTE_NOT_FOUND, scans == 1 { return nil }
    return .damaged(.jpegLS)
  }
}
