internal import COpenJPEG

/// JPEG 2000 and HTJ2K codestreams, bare or in a JP2 box, by OpenJPEG.
enum JPEG2000 {
  /// Decodes to interleaved samples, its own transform of colours undone.
  ///
  /// - Throws: ``PixelError``.
  static func decode(_ bytes: [UInt8], _ expected: ExpectedFrame) throws(PixelError) -> DecodedImage {
    guard let start = codestreamStart(bytes) else { throw .damaged(.jpeg2000) }
    let size = try size(bytes, at: start)
    try expected.check(size)
    let codestream = start == 0 ? bytes : Array(bytes[start...])
    do throws(PixelError) {
      return try decode(codestream, size, isStrict: true)
    } catch .damaged {
      // What is there of it is shown, and said to be damaged.
      var image = try decode(codestream, size, isStrict: false)
      image.damage = .damaged(.jpeg2000)
      return image
    }
  }

  /// Where the codestream begins: at once, or in the first `jp2c` box. ISO 15444-1 annex I.
  static func codestreamStart(_ bytes: [UInt8]) -> Int? {
    if bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51]) { return 0 }
    var position = 0
    while position + 8 <= bytes.count {
      var length = number(bytes, at: position, bytes: 4)
      var header = 8
      if length == 1, position + 16 <= bytes.count {
        length = number(bytes, at: position + 8, bytes: 8)
        header = 16
      }
      if bytes[position + 4..<position + 8].elementsEqual(Array("jp2c".utf8)) {
        let start = position + header
        return start + 4 <= bytes.count && bytes[start] == 0xFF && bytes[start + 1] == 0x4F ? start : nil
      }
      // 0 means up to the end, and below 8 is nothing.
      guard length >= header, length <= bytes.count - position else { return nil }
      position += length
    }
    return nil
  }

  /// Reads the size before the library does, which allocates by it. ISO 15444-1 section A.5.1.
  static func size(_ bytes: [UInt8], at start: Int) throws(PixelError) -> PictureSize {
    let base = start + 6
    guard base + 38 <= bytes.count, bytes[start + 2] == 0xFF, bytes[start + 3] == 0x51 else {
      throw .damaged(.jpeg2000)
    }
    func word(_ index: Int) -> Int { number(bytes, at: base + 2 + 4 * index, bytes: 4) }
    let (right, bottom, left, top) = (word(0), word(1), word(2), word(3))
    let (tileWidth, tileHeight, tileLeft, tileTop) = (word(4), word(5), word(6), word(7))
    let components = number(bytes, at: base + 34, bytes: 2)
    guard right > left, bottom > top, tileWidth > 0, tileHeight > 0, tileLeft <= left, tileTop <= top else {
      throw .damaged(.jpeg2000)
    }
    let across = (right - tileLeft + tileWidth - 1) / tileWidth
    let down = (bottom - tileTop + tileHeight - 1) / tileHeight
    guard across <= PixelLimits.tiles, down <= PixelLimits.tiles, across * down <= PixelLimits.tiles else {
      throw .codestreamUnsupported(.jpeg2000)
    }
    return PictureSize(width: right - left, height: bottom - top, components: components)
  }

  private static func number(_ bytes: [UInt8], at position: Int, bytes count: Int) -> Int {
    // 8-byte lengths that do not fit a positive number are cut to ones that are too long anyway.
    bytes[position..<position + count].reduce(0) { ($0 & 0x7F_FFFF_FFFF_FFFF) << 8 | Int($1) }
  }

  private static func decode(
    _ bytes: [UInt8], _ size: PictureSize, isStrict: Bool
  ) throws(PixelError) -> DecodedImage {
    guard let codec = opj_create_decompress(OPJ_CODEC_J2K) else { throw .libraryMissing(.jpeg2000) }
    defer { opj_destroy_codec(codec) }
    var parameters = opj_dparameters_t()
    opj_set_default_decoder_parameters(&parameters)
    guard opj_setup_decoder(codec, &parameters) == 1,
      opj_decoder_set_strict_mode(codec, isStrict ? 1 : 0) == 1
    else { throw .damaged(.jpeg2000) }
    var memory = MemoryStream(bytes: bytes)
    return try withUnsafeMutablePointer(to: &memory) { memory throws(PixelError) in
      guard let stream = opj_stream_create(1 << 16, 1) else { throw .libraryMissing(.jpeg2000) }
      defer { opj_stream_destroy(stream) }
      opj_stream_set_user_data(stream, memory, nil)
      opj_stream_set_user_data_length(stream, UInt64(bytes.count))
      MemoryStream.connect(stream)
      var image: UnsafeMutablePointer<opj_image_t>?
      defer { if let image { opj_image_destroy(image) } }
      guard opj_read_header(stream, codec, &image) == 1, let picture = image,
        Int(picture.pointee.numcomps) == size.components, opj_decode(codec, stream, picture) == 1
      else { throw .damaged(.jpeg2000) }
      // A missing end marker harms nothing.
      _ = opj_end_decompress(codec, stream)
      return try interleaved(picture.pointee, size)
    }
  }

  private static func interleaved(_ image: opj_image_t, _ size: PictureSize) throws(PixelError)
    -> DecodedImage
  {
    let count = size.components
    var precision = 0
    var isSigned = false
    for index in 0..<count {
      precision = max(precision, Int(image.comps[index].prec))
      if image.comps[index].sgnd != 0 { isSigned = true }
    }
    guard (1...32).contains(precision) else { throw .codestreamUnsupported(.jpeg2000) }
    var longs = [UInt32](repeating: 0, count: precision > 16 ? size.samples : 0)
    var shorts = [UInt16](repeating: 0, count: precision > 8 && precision <= 16 ? size.samples : 0)
    var bytes = [UInt8](repeating: 0, count: precision <= 8 ? size.samples : 0)
    for index in 0..<count {
      let component = image.comps[index]
      let width = Int(component.w)
      let height = Int(component.h)
      let dx = Int(component.dx)
      let dy = Int(component.dy)
      guard let data = component.data, dx > 0, dy > 0, width > 0, height > 0,
        (size.width - 1) / dx < width, (size.height - 1) / dy < height
      else { throw .damaged(.jpeg2000) }
      let source = UnsafeBufferPointer(start: data, count: width * height)
      for row in 0..<size.height {
        let line = row / dy * width
        var target = row * size.width * count + index
        for column in 0..<size.width {
          let sample = source[line + (dx == 1 ? column : column / dx)]
          if precision <= 8 {
            bytes[target] = UInt8(truncatingIfNeeded: sample)
          } else if precision <= 16 {
            shorts[target] = UInt16(truncatingIfNeeded: sample)
          } else {
            longs[target] = UInt32(bitPattern: sample)
          }
          target += count
        }
      }
    }
    let words: Words = precision <= 8 ? .bytes(bytes) : precision <= 16 ? .shorts(shorts) : .longs(longs)
    return DecodedImage(size: size, words: words, precision: precision, isSigned: isSigned)
  }
}

/// Bytes that OpenJPEG reads by its own calls.
private struct MemoryStream {
  let bytes: [UInt8]
  var position = 0

  /// Gives a stream the calls that read from a `MemoryStream`, which is its user data.
  static func connect(_ stream: UnsafeMutablePointer<opj_stream_t?>) {
    opj_stream_set_read_function(stream) { buffer, wanted, data in
      guard let buffer, let memory = data?.assumingMemoryBound(to: MemoryStream.self) else {
        return -1
      }
      let count = min(Int(wanted), memory.pointee.bytes.count - memory.pointee.position)
      // How the library is told of the end; its size type is a signed one here.
      guard count > 0 else { return -1 }
      memory.pointee.bytes.withUnsafeBytes {
        buffer.copyMemory(from: $0.baseAddress! + memory.pointee.position, byteCount: count)  // not empty
      }
      memory.pointee.position += count
      return OPJ_SIZE_T(count)
    }
    opj_stream_set_skip_function(stream) { wanted, data in
      guard let memory = data?.assumingMemoryBound(to: MemoryStream.self), wanted >= 0 else { return -1 }
      let count = min(Int(wanted), memory.pointee.bytes.count - memory.pointee.position)
      guard count > 0 || wanted == 0 else { return -1 }
      memory.pointee.position += count
      return OPJ_OFF_T(count)
    }
    opj_stream_set_seek_function(stream) { wanted, data in
      guard let memory = data?.assumingMemoryBound(to: MemoryStream.self),
        wanted >= 0, Int(wanted) <= memory.pointee.bytes.count
      else { return 0 }
      memory.pointee.position = Int(wanted)
      return 1
    }
  }
}
