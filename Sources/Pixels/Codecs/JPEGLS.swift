internal import CCharLS

/// JPEG-LS codestreams, by CharLS.
enum JPEGLS {
  /// Decodes to interleaved samples.
  ///
  /// - Throws: ``PixelError``.
  static func decode(_ bytes: [UInt8], _ expected: PictureSize) throws(PixelError) -> DecodedImage {
    guard let decoder = charls_jpegls_decoder_create() else { throw .libraryMissing(.jpegLS) }
    defer { charls_jpegls_decoder_destroy(decoder) }
    return try bytes.withUnsafeBufferPointer { source throws(PixelError) in
      try read(decoder, source, expected)
    }
  }

  private static func read(
    _ decoder: OpaquePointer, _ source: UnsafeBufferPointer<UInt8>, _ expected: PictureSize
  ) throws(PixelError) -> DecodedImage {
    guard let base = source.baseAddress,
      charls_jpegls_decoder_set_source_buffer(decoder, base, source.count) == CHARLS_JPEGLS_ERRC_SUCCESS,
      charls_jpegls_decoder_read_header(decoder) == CHARLS_JPEGLS_ERRC_SUCCESS
    else { throw .damaged(.jpegLS) }
    var info = charls_frame_info()
    guard charls_jpegls_decoder_get_frame_info(decoder, &info) == CHARLS_JPEGLS_ERRC_SUCCESS else {
      throw .damaged(.jpegLS)
    }
    let size = PictureSize(
      width: Int(info.width), height: Int(info.height), components: Int(info.component_count))
    guard size == expected else { throw .sizeDiffers(attributes: expected, codestream: size) }
    let precision = Int(info.bits_per_sample)
    guard (2...16).contains(precision) else { throw .codestreamUnsupported(.jpegLS) }
    var mode = charls_interleave_mode(0)
    guard charls_jpegls_decoder_get_interleave_mode(decoder, &mode) == CHARLS_JPEGLS_ERRC_SUCCESS else {
      throw .damaged(.jpegLS)
    }
    let wordBytes = precision > 8 ? 2 : 1
    var length = 0
    guard charls_jpegls_decoder_get_destination_size(decoder, 0, &length) == CHARLS_JPEGLS_ERRC_SUCCESS,
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
  private static func run<Word>(
    _ decoder: OpaquePointer, _ samples: inout [Word], _ scans: Int
  ) -> PixelError? {
    let code = samples.withUnsafeMutableBytes {
      charls_jpegls_decoder_decode_to_buffer(decoder, $0.baseAddress!, $0.count, 0)  // never empty
    }
    if code == CHARLS_JPEGLS_ERRC_SUCCESS { return nil }
    // Some encoders leave bytes behind the coded data. After the only scan all samples are there.
    if code == CHARLS_JPEGLS_ERRC_JPEG_MARKER_START_BYTE_NOT_FOUND, scans == 1 { return nil }
    return .damaged(.jpegLS)
  }
}
