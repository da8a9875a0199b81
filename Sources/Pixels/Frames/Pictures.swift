public import DICOM

/// All bitmaps of a file: pixel data at every level, icons among them, and overlays.
public struct Pictures {
  /// An element of pixel data.
  public struct Bitmap {
    /// Where it stands.
    public internal(set) var path: ElementPath
    /// Its frames, or why there are none.
    public let source: Result<FrameSource, PixelError>
  }

  /// Pixel data in the order of the file; what is nested stands before what is around it.
  public let bitmaps: [Bitmap]
  /// Overlays in the same order.
  public let overlays: [Overlay]
  /// Encapsulated documents in the same order, and documents and files of pictures in other values.
  public let documents: [EncapsulatedDocument]

  init(bitmaps: [Bitmap], overlays: [Overlay], documents: [EncapsulatedDocument]) {
    self.bitmaps = bitmaps
    self.overlays = overlays
    self.documents = documents
  }

  /// Reads a file to its end and finds what pictures it holds. Nothing is decoded yet.
  public init(_ file: consuming FileReader) { self.init(file, depth: 0) }

  /// - Parameter depth: how many data sets are around this one.
  init(_ file: consuming FileReader, depth: Int) {
    var collector = PictureCollector(depth: depth)
    while let event = file.next() { collector.add(event, &file) }
    self = collector.finish(file.values)
  }
}

/// Follows a reader through a file and keeps what pictures are described by and where they lie.
public struct PictureCollector: ~Copyable {
  /// What is known of one data set or item.
  private struct Level {
    let steps: [ElementPath.Step]
    var attributes = PixelAttributes()
    var elements: [(tag: Tag, storage: PixelStorage)] = []
    var overlays: [(group: UInt16, range: Range<Int>, isBigEndian: Bool)] = []
    /// Windows and rescalings of functional groups below.
    var windows: [PixelDescription.Window] = []
    var rescale: PixelDescription.Rescale?
    /// Tables of items below.
    var tables = LookupTableItems()
    /// Pictures in private elements, fragments in them, and data sets.
    var privates: [PrivatePicture] = []
    var privateFragments: [(tag: Tag, fragments: Fragments)] = []
    var dataSets: [(tag: Tag, pictures: Pictures)] = []

    /// Whether there is nothing in it to look at.
    var isEmpty: Bool {
      elements.isEmpty && overlays.isEmpty && privates.isEmpty && privateFragments.isEmpty && dataSets.isEmpty
    }
  }

  /// How many data sets are around this one.
  private let depth: Int
  private var levels = [Level(steps: [])]
  private var closed: [Level] = []
  private var sequences: [(tag: Tag, items: Int)] = []
  private var open: (tag: Tag, fragments: Fragments)?
  private var transferSyntax = ""
  private var documents: [(path: ElementPath, ranges: [Range<Int>])] = []

  /// Begins at the start of a file.
  public init() { depth = 0 }

  init(depth: Int) { self.depth = depth }

  /// Takes in a step of the reader.
  public mutating func add(_ event: ReaderEvent, _ file: inout FileReader) {
    switch event {
    case .element(let element): add(element, &file)
    case .sequenceBegin(let element): sequences.append((element.tag, -1))
    case .sequenceEnd: sequences.removeLast()
    case .itemBegin:
      sequences[sequences.count - 1].items += 1
      let (tag, item) = sequences[sequences.count - 1]
      levels.append(Level(steps: levels[levels.count - 1].steps + [ElementPath.Step(tag, item: item)]))
    case .itemEnd: close()
    case .fragmentsBegin(let element):
      open =
        PictureCollector.isPixels(element.tag) || element.tag == .encapsulatedDocument
          || element.tag.isPrivate ? (element.tag, Fragments()) : nil
    case .fragment(let header, let value):
      if open?.fragments.basicTable == nil {
        open?.fragments.basicTable = value
      } else {
        open?.fragments.items.append(Fragments.Fragment(header: header.lowerBound, value: value))
      }
    case .fragmentsEnd(let delimiter):
      guard let tag = open?.tag, var fragments = open?.fragments else { return }
      fragments.isComplete = !delimiter.isEmpty
      keep(tag, fragments)
      open = nil
    case .strayDelimiter, .trailing, .unread, .irregular: break
    }
  }

  private mutating func add(_ element: Element, _ file: inout FileReader) {
    let tag = element.tag
    let last = levels.count - 1
    if tag == .transferSyntaxUID, let value = file.value(of: element) {
      transferSyntax = String(decoding: value.trimmed(for: .ui), as: UTF8.self)
    } else if PictureCollector.isPixels(tag) {
      let isGE = transferSyntax == "1.2.840.113619.5.2"
      levels[last].elements.append(
        (
          tag,
          .native(
            element.value, isBigEndian: element.isBigEndian || isGE,
            swapsBytes: element.isBigEndian && element.vr == .ow)
        ))
    } else if tag == .encapsulatedDocument, !element.value.isEmpty {
      documents.append((ElementPath(levels[last].steps, tag), [element.value]))
    } else if PixelAttributes.wants(tag), let value = file.value(of: element) {
      levels[last].attributes.keep(tag, value, isBigEndian: element.isBigEndian)
    } else if tag.isOverlay, tag.inFirstOverlayGroup == .overlayData {
      levels[last].overlays.append((tag.group, element.value, element.isBigEndian && element.vr == .ow))
    } else if let content = PrivateContent(of: element, in: &file) {
      add(content, in: element, &file)
    }
  }

  private mutating func add(_ content: PrivateContent, in element: Element, _ file: inout FileReader) {
    let last = levels.count - 1
    if case .dataSet = content, depth < PixelLimits.nestedDataSets {
      let pictures = Pictures(file.reader(of: element.value), depth: depth + 1)
      if !pictures.bitmaps.isEmpty || !pictures.overlays.isEmpty || !pictures.documents.isEmpty {
        levels[last].dataSets.append((element.tag, pictures))
      }
    } else if case .document = content {
      documents.append((ElementPath(levels[last].steps, element.tag), [element.value]))
    } else {
      levels[last].privates.append(
        PrivatePicture(tag: element.tag, content: content, range: element.value))
    }
  }

  private mutating func keep(_ tag: Tag, _ fragments: Fragments) {
    if tag == .encapsulatedDocument {
      // Documents have no table of offsets; an empty one may stand there all the same.
      let table = fragments.basicTable.map { [$0] } ?? []  // there are no fragments then
      let ranges = (table + fragments.items.map(\.value)).filter { !$0.isEmpty }
      documents.append((ElementPath(levels[levels.count - 1].steps, tag), ranges))
    } else if PictureCollector.isPixels(tag) {
      levels[levels.count - 1].elements.append((tag, .fragments(fragments)))
    } else {
      levels[levels.count - 1].privateFragments.append((tag, fragments))
    }
  }

  private static func isPixels(_ tag: Tag) -> Bool {
    tag == .pixelData || tag == .floatPixelData || tag == .doubleFloatPixelData
  }

  /// Ends an item: keeps it if it has pictures, or hands its windows and tables up.
  private mutating func close() {
    let level = levels.removeLast()
    let last = levels.count - 1
    if level.elements.isEmpty {
      let windows = level.windows + PixelDescription.windows(level.attributes)
      for window in windows where !levels[last].windows.contains(window) {
        guard levels[last].windows.count < PixelLimits.windows else { break }
        levels[last].windows.append(window)
      }
      levels[last].rescale =
        levels[last].rescale ?? level.rescale ?? PixelDescription.rescale(level.attributes)
      if let sequence = level.steps.last?.sequence, LookupTableItems.isIn(sequence) {
        levels[last].tables.keep(level.attributes, of: sequence)
      }
      levels[last].tables.keep(level.tables)
    }
    if !level.isEmpty { closed.append(level) }
  }

  /// Makes the pictures of all that was found.
  ///
  /// - Parameter values: the source of the data set that was read.
  public consuming func finish(_ values: ValueSource) -> Pictures {
    // The file ends among the fragments.
    if let open { keep(open.tag, open.fragments) }
    while levels.count > 1 { close() }
    var bitmaps: [Pictures.Bitmap] = []
    var overlays: [Overlay] = []
    var documents = documents.map { EncapsulatedDocument(path: $0.path, ranges: $0.ranges, values: values) }
    for level in closed + levels {
      bitmaps += level.privates.compactMap { $0.bitmap(level.steps, values) }
      bitmaps += level.privateFragments.compactMap {
        PrivatePicture.bitmap(ElementPath(level.steps, $0.tag), $0.fragments, values)
      }
      for (tag, pictures) in level.dataSets {
        for var bitmap in pictures.bitmaps {
          bitmap.path = bitmap.path.within(level.steps, tag)
          bitmaps.append(bitmap)
        }
        for var overlay in pictures.overlays {
          overlay.path = overlay.path.within(level.steps, tag)
          overlays.append(overlay)
        }
        for var document in pictures.documents {
          document.path = document.path.within(level.steps, tag)
          documents.append(document)
        }
      }
      for (tag, storage) in level.elements {
        bitmaps.append(
          Pictures.Bitmap(
            path: ElementPath(level.steps, tag),
            source: source(level, tag, storage, values)))
      }
      for overlay in level.overlays {
        overlays.append(
          Overlay(
            level.attributes, group: overlay.group, range: overlay.range, swapsBytes: overlay.isBigEndian,
            steps: level.steps, values: values))
      }
    }
    return Pictures(bitmaps: bitmaps, overlays: overlays, documents: documents)
  }

  private func source(
    _ level: Level, _ tag: Tag, _ storage: PixelStorage, _ values: ValueSource
  ) -> Result<FrameSource, PixelError> {
    var storage = storage
    let told = Codec(transferSyntax: transferSyntax)
    // A codestream may stand where native samples should; that shows when they are described.
    var isEncapsulated = told != nil
    if case .fragments(var fragments) = storage {
      fragments.extendedOffsets = level.attributes.bytes(.extendedOffsetTable)?.uint64s
      storage = .fragments(fragments)
      isEncapsulated = true
    }
    do throws(PixelError) {
      var description = try PixelDescription(level.attributes, element: tag, isEncapsulated: isEncapsulated)
      for window in level.windows where !description.windows.contains(window) {
        description.windows.append(window)
      }
      description.rescale = description.rescale ?? level.rescale
      description.take(level.tables)
      if case .native(let range, let isBigEndian, let swapsBytes) = storage {
        let frames = max(1, description.announcedFrames)
        if let fragments = Fragments(
          range, beginning: try values.upTo(range.lowerBound..<min(range.upperBound, range.lowerBound + 16)),
          told: told, nativeInBits: frames * description.frameInBits, frameInBits: description.frameInBits)
        {
          storage = .fragments(fragments)
        } else {
          guard description.photometricInterpretation != .ybrPartial420 else {
            throw .unsupported(.subsampling)
          }
          // Only bytes change places in a word; samples of 16 bits are read as such.
          let swaps = swapsBytes && description.bitsAllocated <= 8
          storage = .native(range, isBigEndian: isBigEndian, swapsBytes: swaps)
        }
      }
      return .success(
        try FrameSource(description, storage, transferSyntax: transferSyntax, values: values))
    } catch {
      return .failure(error)
    }
  }
}
