internal import CTesseract

/// The recognizer of the Tesseract library: reads models that the program's own network cannot, and whole pictures.
///
/// `OMP_THREAD_LIMIT=1` has to be in the environment before the process starts: without it Tesseract's threads wait for
/// each other, and reading takes several times as long.
public struct TesseractEngine: ~Copyable {
  /// How the recognizer takes a picture apart.
  public enum Layout: Int32, Sendable {
    /// A block of lines.
    case block = 6
    /// One line.
    case line = 7
    /// Words anywhere.
    case sparse = 11
  }

  private let library: TesseractLibrary
  private let engine: OpaquePointer
  private let monitor: OpaquePointer

  /// Loads the models of languages, as `eng` or `eng+deu`, from a folder.
  public init(languages: String, folder: String) throws(TextReaderError) {
    guard let library = TesseractLibrary.installed else { throw .libraryMissing }
    // Tesseract makes use of it; this makes it silent.
    guard LeptonicaLibrary.installed != nil else { throw .libraryMissing }
    let engine = library.create()!  // nil only when memory is out
    guard library.initialize(engine, folder, languages, OEM_LSTM_ONLY) == 0 else {
      library.delete(engine)
      throw .modelMissing(language: languages)
    }
    _ = library.setVariable(engine, "debug_file", "/dev/null")
    // Crops are made dark on light; trying the reverse as well would take a quarter of the time.
    _ = library.setVariable(engine, "tessedit_do_invert", "0")
    self.monitor = library.createMonitor()!  // nil only when memory is out
    self.library = library
    self.engine = engine  // last: a throw after this would run deinit as well
  }

  deinit {
    library.deleteMonitor(monitor)
    library.end(engine)
    library.delete(engine)
  }

  /// Reads a line that is turned and coloured as the try says.
  func read(_ one: LineTry, in picture: GreyImage, deadline: Duration) -> LineReading {
    let crop = LineCrop(
      one.line, in: picture, rotation: one.rotation, isLight: one.isLight, style: .tesseract)
    var words: [ReadWord] = []
    let isCutShort = recognize(crop.image, .line, deadline) { text, confidence, left, top, right, bottom in
      words.append(
        ReadWord(
          text: text, box: crop.inPicture(left: left, top: top, right: right, bottom: bottom),
          confidence: confidence, rotation: one.rotation, isLight: one.isLight))
    }
    return LineReading(words: words, isCutShort: isCutShort)
  }

  /// Reads a whole picture as it is, which finds less and takes longer than reading lines.
  public func readWhole(
    _ picture: GreyImage, layout: Layout, deadline: Duration = .seconds(60)
  ) -> LineReading {
    var words: [ReadWord] = []
    _ = library.setVariable(engine, "tessedit_do_invert", "1")
    let isCutShort = recognize(picture, layout, deadline) { text, confidence, left, top, right, bottom in
      let box = PixelRect(x: left, y: top, width: right - left, height: bottom - top)
      words.append(ReadWord(text: text, box: box, confidence: confidence, rotation: 0, isLight: false))
    }
    _ = library.setVariable(engine, "tessedit_do_invert", "0")
    return LineReading(words: words, isCutShort: isCutShort)
  }

  /// Runs the recognizer; whether the time was over before it was done.
  private func recognize(
    _ image: GreyImage, _ layout: Layout, _ deadline: Duration,
    word: (String, Float, _ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> Void
  ) -> Bool {
    guard image.width > 2, image.height > 2 else { return false }
    library.setLayout(engine, TessPageSegMode(rawValue: UInt32(layout.rawValue)))
    let milliseconds =
      deadline.components.seconds * 1000 + deadline.components.attoseconds / 1_000_000_000_000_000
    library.setDeadline(monitor, Int32(clamping: milliseconds))
    let failed = image.pixels.withUnsafeBufferPointer { pixels in
      library.setImage(
        engine, pixels.baseAddress, Int32(image.width), Int32(image.height), 1, Int32(image.width))
      library.setResolution(engine, 300)
      return library.recognize(engine, monitor) != 0
    }
    defer { library.clear(engine) }
    guard !failed, let results = library.results(engine) else { return failed }
    defer { library.deleteResults(results) }
    let boxes = library.boxes(results)
    repeat {
      guard let text = library.text(results, RIL_WORD) else { continue }
      defer { library.deleteText(text) }
      var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      guard library.box(boxes, RIL_WORD, &left, &top, &right, &bottom) != 0 else { continue }
      let confidence = library.confidence(results, RIL_WORD) / 100
      let read = String(cString: text)
      if read.contains(where: { !$0.isWhitespace }) {
        word(read, confidence, Int(left), Int(top), Int(right), Int(bottom))
      }
    } while library.next(results, RIL_WORD) != 0
    return false
  }
}
