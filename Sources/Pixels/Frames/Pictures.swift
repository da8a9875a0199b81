public import DICOM

/// All bitmaps of a file: pixel data at every level, icons among them, and overlays.
public struct Pictures {
  /// An element of pixel data.
  public struct Bitmap {
    /// Where it stands.
    public let path: ElementPath
    /// Its frames, or why there are none.
    public let source: Result<FrameSource, PixelError>

    /// Whether it is an icon. PS3.3 section C.7.6.1.1.6.
    public var isIcon: Bool { path.steps.contains { $0.sequence == .iconImageSequence } }
  }

  /// Pixel data in the order of the file; what is nested stands before what is around it.
  public let bitmaps: [Bitmap]
  /// Overlays in the same order.
  public let overlays: [Overlay]

  init(bitmaps: [Bitmap], overlays: [Overlay]) {
    self.bitmaps = bitmaps
    self.overlays = overlays
  }

  /// Reads a file to its end and finds what pictures it holds. Nothing is decoded yet.
  public init(_ file: consuming FileReader) {
    var collector = PictureCollector()
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
  }

  private var levels = [Level(steps: [])]
  private var closed: [Level] = []
  private var sequences: [(tag: Tag, items: Int)] = []
  private var open: (tag: Tag, fragments: Fragments)?
  private var transferSyntax = ""

  /// Begins at the start of a file.
  public init() {}

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
      open = PictureCollector.isPixels(element.tag) ? (element.tag, Fragments()) : nil
    case .fragment(let header, let value):
      if open?.fragments.basicTable == nil {
        open?.fragments.basicTable = value
      } else {
        open?.fragments.items.append(Fragments.Fragment(header: header.lowerBound, value: value))
      }
    case .fragmentsEnd(let delimiter):
      guard let tag = open?.tag, var fragments = open?.fragments else { return }
      fragments.isComplete = !delimiter.isEmpty
      levels[levels.count - 1].elements.append((tag, .fragments(fragments)))
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
    } else if PixelAttributes.wants(tag), let value = file.value(of: element) {
      levels[last].attributes.keep(tag, value, isBigEndian: element.isBigEndian)
    } else if tag.isOverlay, tag.inFirstOverlayGroup == .overlayData {
      levels[last].overlays.append((tag.group, element.value, element.isBigEndian && element.vr == .ow))
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
    if !level.elements.isEmpty || !level.overlays.isEmpty { closed.append(level) }
  }

  /// Makes the pictures of all that was found.
  ///
  /// - Parameter values: the source of the data set that was read.
  public consuming func finish(_ values: ValueSource) -> Pictures {
    if let open {
      // The file ends among the fragments.
      levels[levels.count - 1].elements.append((open.tag, .fragments(open.fragments)))
    }
    while levels.count > 1 { close() }
    var bitmaps: [Pictures.Bitmap] = []
    var overlays: [Overlay] = []
    for level in closed + levels {
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
    return Pictures(bitmaps: bitmaps, overlays: overlays)
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
