public import DICOM

/// What an element holds that no attribute says to be a picture, by the first bytes of its value.
enum PrivateContent {
  /// A codestream that there is a decoder for.
  case codestream(Codec)
  /// A picture in another format, or a document.
  case document(ContentKind)
  /// What begins like a file or data set of its own.
  case dataSet

  /// The shortest value that is looked at; no picture is shorter.
  static let leastInBytes = 32

  /// Looks at the beginning of an element's value, however long it is; nil if it is none of these.
  ///
  /// - Parameter file: the reader that has just given the element.
  init?(of element: Element, in file: inout FileReader) {
    guard element.value.count >= PrivateContent.leastInBytes,
      element.vr == .ob || element.vr == .ow || element.vr == .un,
      let slice = file.beginning(of: element.value)
    else { return nil }
    // A copy: the reader's buffer moves on.
    let beginning = Array(slice)
    let start = element.value.lowerBound
    var magic: [UInt8] = []
    if element.value.count > 132, let bytes = file.beginning(of: start + 128..<start + 132) {
      magic = Array(bytes)
    }
    guard let content = PrivateContent(beginning[...], magic: magic[...]) else { return nil }
    // What begins with small numbers is more often a table than a data set where the standard says what it is.
    if case .dataSet = content, !element.tag.isPrivate { return nil }
    self = content
  }

  /// - Parameter magic: the four bytes behind where a preamble would be; empty if there are none.
  private init?(_ beginning: ArraySlice<UInt8>, magic: ArraySlice<UInt8>) {
    if let codec = Codec(beginning: beginning), codec != .jpegXL {
      self = .codestream(codec)
      return
    }
    if magic.elementsEqual(Array("DICM".utf8)) {
      self = .dataSet
      return
    }
    switch ContentKind(of: beginning) {
    case .png: self = .document(.png)
    case .tiff: self = .document(.tiff)
    case .gif: self = .document(.gif)
    case .pdf: self = .document(.pdf)
    // Two letters alone may begin anything; behind them stand the length of the file and two zeros.
    case .bmp where PrivateContent.isBMP(Array(beginning)): self = .document(.bmp)
    default:
      // A data set begins with group 0002, 0004 or 0008, and few of its elements have high numbers.
      let first = Array(beginning.prefix(4))
      guard first.count == 4, [2, 4, 8].contains(first[0] | first[1]), first[0] & first[1] == 0 else {
        return nil
      }
      self = .dataSet
    }
  }

  /// Whether a header of a BMP file, with a header of its picture, stands there.
  private static func isBMP(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 18 && bytes[6..<10].allSatisfy { $0 == 0 } && (40...124).contains(bytes[14])
      && bytes[15..<18].allSatisfy { $0 == 0 }
  }
}

extension Pictures {
  /// Whether an element that no attribute says to be a picture or document begins like one, however long its value is.
  ///
  /// - Parameter file: the reader that has just given the element.
  public static func areHidden(in element: Element, _ file: inout FileReader) -> Bool {
    PrivateContent(of: element, in: &file) != nil
  }
}

/// A private element that holds a picture.
struct PrivatePicture {
  let tag: Tag
  let content: PrivateContent
  let range: Range<Int>

  /// How much of a codestream is read at first, to find its header.
  private static let headInBytes = 1 << 20

  /// Makes a picture of it; nil if it is a document.
  func bitmap(_ steps: [ElementPath.Step], _ values: ValueSource) -> Pictures.Bitmap? {
    let path = ElementPath(steps, tag)
    switch content {
    case .document: return nil
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
