internal import DICOM

/// What a private element holds, by the first bytes of its value.
enum PrivateContent {
  /// A codestream that there is a decoder for.
  case codestream(Codec)
  /// A picture in another format.
  case picture(ContentKind)
  /// What begins like a file or data set of its own.
  case dataSet

  /// The shortest value that is looked at; no picture is shorter.
  static let leastInBytes = 32

  /// Whether an element may hold pictures.
  static func mayBe(in element: Element) -> Bool {
    element.tag.isPrivate && element.value.count >= leastInBytes
      && (element.vr == .ob || element.vr == .ow || element.vr == .un)
  }

  /// Looks at the beginning of a value; nil if it is none of these.
  ///
  /// - Parameter magic: the four bytes behind where a preamble would be; empty if there are none.
  init?(_ beginning: ArraySlice<UInt8>, magic: ArraySlice<UInt8>) {
    if let codec = Codec(beginning: beginning), codec != .jpegXL {
      self = .codestream(codec)
      return
    }
    if magic.elementsEqual(Array("DICM".utf8)) {
      self = .dataSet
      return
    }
    switch ContentKind(of: beginning) {
    case .png: self = .picture(.png)
    case .tiff: self = .picture(.tiff)
    case .gif: self = .picture(.gif)
    default:
      // A data set begins with group 0002, 0004 or 0008, and few of its elements have high numbers.
      let first = Array(beginning.prefix(4))
      guard first.count == 4, [2, 4, 8].contains(first[0] | first[1]), first[0] & first[1] == 0 else {
        return nil
      }
      self = .dataSet
    }
  }
}

/// A private element that holds a picture.
struct PrivatePicture {
  let tag: Tag
  let content: PrivateContent
  let range: Range<Int>

  /// How much of a codestream is read at first, to find its header.
  private static let headInBytes = 1 << 20

  /// Makes a picture of it.
  func bitmap(_ steps: [ElementPath.Step], _ values: ValueSource) -> Pictures.Bitmap {
    let path = ElementPath(steps, tag)
    switch content {
    case .picture(let kind):
      return Pictures.Bitmap(
        path: path, source: .failure(.unsupported(.pictureFormat)),
        payload: Pictures.Payload(kind: kind, range: range))
    // One that is looked into has pictures of its own.
    case .dataSet: return Pictures.Bitmap(path: path, source: .failure(.unsupported(.nesting)))
    case .codestream(let codec):
      var fragments = Fragments()
      fragments.items = [Fragments.Fragment(header: range.lowerBound, value: range)]
      fragments.isComplete = true
      return Pictures.Bitmap(path: path, source: PrivatePicture.source(fragments, codec, values))
    }
  }

  /// Makes a picture of fragments in a private element; nil if they do not begin like a codestream.
  static func bitmap(
    _ path: ElementPath, _ fragments: Fragments, _ values: ValueSource
  ) -> Pictures.Bitmap? {
    var fragments = fragments
    if fragments.items.isEmpty, let only = fragments.basicTable {
      fragments.items = [Fragments.Fragment(header: only.lowerBound, value: only)]
      fragments.basicTable = nil
    }
    guard let value = fragments.items.first?.value else { return nil }
    do throws(PixelError) {
      let start = try values.upTo(value.prefix(16))
      guard let codec = Codec(beginning: start[...]) else { return nil }
      return Pictures.Bitmap(path: path, source: source(fragments, codec, values))
    } catch {
      return Pictures.Bitmap(path: path, source: .failure(error))
    }
  }

  /// Describes a codestream by what it says itself; no element around it does.
  private static func source(
    _ fragments: Fragments, _ codec: Codec, _ values: ValueSource
  ) -> Result<FrameSource, PixelError> {
    do throws(PixelError) {
      guard let value = fragments.items.first?.value else { throw .noFrames }
      var attributes: PixelAttributes
      do throws(PixelError) {
        attributes = try PixelAttributes(try values.upTo(value.prefix(headInBytes)), codec)
      } catch {
        guard value.count > headInBytes else { throw error }
        guard value.count <= PixelLimits.privatePictureInBytes else {
          throw .codestreamTooLong(lengthInBytes: value.count)
        }
        attributes = try PixelAttributes(try values.whole(value), codec)
      }
      let description = try PixelDescription(attributes, element: .pixelData, isEncapsulated: true)
      return .success(
        try FrameSource(
          description, .fragments(fragments), transferSyntax: codec == .jpeg2000 ? jpeg2000 : jpeg,
          values: values))
    } catch {
      return .failure(error)
    }
  }

  private static let jpeg = "1.2.840.10008.1.2.4.50"
  private static let jpeg2000 = "1.2.840.10008.1.2.4.90"
}

extension PixelAttributes {
  /// The attributes that would describe a codestream.
  ///
  /// - Throws: ``PixelError`` if it is none, or has no size.
  init(_ codestream: [UInt8], _ codec: Codec) throws(PixelError) {
    self.init()
    let size: PictureSize
    var precision: Int
    var colours = PhotometricInterpretation.rgb
    switch codec {
    case .jpeg, .jpegLS:
      let header = try JPEGHeader(codestream)
      size = header.size
      precision = header.precision
      colours = header.colours ?? (header.process == .sequential ? .ybrFull : .rgb)
    case .jpeg2000:
      guard let start = JPEG2000.codestreamStart(codestream) else { throw .damaged(.jpeg2000) }
      size = try JPEG2000.size(codestream, at: start)
      precision = Int(codestream[start + 42] & 0x7F) + 1
    default: throw .codestreamUnsupported(codec)
    }
    guard size.width <= 0xFFFF, size.height <= 0xFFFF else { throw .frameTooLarge(samples: size.samples) }
    if size.components == 1 { colours = .monochrome2 }
    if size.components == 4 { colours = .cmyk }
    precision = min(max(precision, 1), 32)
    let allocated = precision <= 8 ? 8 : precision <= 16 ? 16 : 32
    for (tag, number) in [
      (Tag.rows, size.height), (.columns, size.width), (.samplesPerPixel, size.components),
      (.bitsAllocated, allocated), (.bitsStored, precision), (.highBit, precision - 1),
    ] {
      keep(tag, [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)], isBigEndian: false)
    }
    keep(.photometricInterpretation, Array(colours.rawValue.utf8)[...], isBigEndian: false)
  }
}

extension ElementPath {
  /// The path of what stands in a data set that an element holds.
  func within(_ steps: [Step], _ tag: Tag) -> ElementPath {
    ElementPath(steps + [Step(tag, item: 0)] + self.steps, self.tag)
  }
}
