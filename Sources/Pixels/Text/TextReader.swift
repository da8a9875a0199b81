internal import CTesseract
internal import Glibc

/// Reads lines of text by Tesseract; one a worker, since it is slow to make and holds 20 MB.
///
/// `OMP_THREAD_LIMIT=1` has to be in the environment before the process starts: without it Tesseract's threads wait for
/// each other, and reading takes several times as long.
public struct TextReader: ~Copyable {
  /// How the recognizer takes a picture apart.
  public enum Layout: Int32, Sendable {
    /// A block of lines.
    case block = 6
    /// One line.
    case line = 7
    /// Words anywhere.
    case sparse = 11
    /// One line, as it is.
    case rawLine = 13
  }

  private let library: TesseractLibrary
  private let engine: OpaquePointer
  private let monitor: OpaquePointer
  private let network: NetworkReader?
  /// Readings that are this sure are not tried another way.
  private let sure: Float = P.sure
  /// From here on a reading is not tried in the other colour.
  private let likely: Float = P.likely

  /// Loads the models of languages, as `eng` or `eng+deu`, from a folder or from where they are installed.
  public init(languages: String = "eng", folder: String? = nil) throws(TextReaderError) {
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
    network = getenv("TESS") != nil ? nil : try! NetworkReader(languages: languages, folder: folder ?? "/usr/share/tesseract-ocr/5/tessdata")
    self.engine = engine  // last: a throw after this would run deinit as well
  }

  deinit {
    library.deleteMonitor(monitor)
    library.end(engine)
    library.delete(engine)
  }

  /// Reads the lines that the gate found in a picture, turned as needed; each try ends after `deadline`.
  public mutating func read(
    _ lines: [TextLine], in picture: GreyImage, deadline: Duration = .seconds(2)
  ) -> [LineReading] {
    var readings = [LineReading](repeating: LineReading(words: [], isCutShort: false), count: lines.count)
    for isUpright in [false, true] {
      let indices = lines.indices.filter { lines[$0].isUpright == isUpright }
      guard !indices.isEmpty else { continue }
      let (first, second) = isUpright ? (90, 270) : (0, 180)
      var tries = indices.map { index in
        let isLight = LineCrop.isLight(lines[index], in: picture)
        return LineTries(
          isLight: isLight,
          readings: [first: read(lines[index], in: picture, first, isLight, deadline)])
      }
      // Whichever way the surest lines are turned, the others probably are.
      var votes: Float = 0
      for try_ in tries where try_.readings[first]!.confidence >= sure { votes += try_.readings[first]!.weight }
      for (place, index) in indices.enumerated() {
        let one = tries[place].readings[first]!
        guard one.confidence < (votes > 10 ? P.sure2 : sure) else { continue }
        let other = read(lines[index], in: picture, second, tries[place].isLight, deadline)
        tries[place].readings[second] = other
        votes += one.weight - other.weight
      }
      let factor: Float = votes > -2 ? (votes > 10 ? P.turn2 : isUpright ? 1 : P.turn) : 1 / P.turn2
      for (place, index) in indices.enumerated() {
        if votes < -2, tries[place].readings[second] == nil {
          tries[place].readings[second] = read(lines[index], in: picture, second, tries[place].isLight, deadline)
        }
        var best = tries[place].best(first, second, factor)
        if best.confidence < likely {
          for rotation in votes < -5 ? [second] : votes > 5 ? [first] : [first, second] {
            let other = read(lines[index], in: picture, rotation, !tries[place].isLight, deadline)
            let weight = rotation == second ? factor * other.weight : other.weight
            if best.words.isEmpty || weight > best.weight { best = other }
          }
        }
        readings[index] = best
      }
    }
    return readings
  }

  private mutating func read(
    _ line: TextLine, in picture: GreyImage, _ rotation: Int, _ isLight: Bool, _ deadline: Duration
  ) -> LineReading {
    read(line, in: picture, rotation: rotation, isLight: isLight, layout: .line, deadline: deadline)
  }

  private mutating func read(
    _ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool, layout: Layout, deadline: Duration
  ) -> LineReading {
    if let network { return network.read(line, in: picture, rotation: rotation, isLight: isLight) }
    let crop = LineCrop(line, in: picture, rotation: rotation, isLight: isLight)
    var words: [ReadWord] = []
    let isCutShort = recognize(crop.image, layout, deadline) { text, confidence, left, top, right, bottom in
      words.append(
        ReadWord(
          text: text, box: crop.inPicture(left: left, top: top, right: right, bottom: bottom),
          confidence: confidence, rotation: rotation, isLight: isLight))
    }
    return LineReading(words: words, isCutShort: isCutShort)
  }

  /// Reads a whole picture as it is, which finds less and takes longer than reading lines.
  public mutating func readWhole(
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
  private mutating func recognize(
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

/// What was read of a line, by how it was turned.
private struct LineTries {
  let isLight: Bool
  var readings: [Int: LineReading]

  func best(_ first: Int, _ second: Int, _ factor: Float) -> LineReading {
    guard let one = readings[first] else { return LineReading(words: [], isCutShort: false) }
    guard let other = readings[second] else { return one }
    return one.words.isEmpty || factor * other.weight > one.weight ? other : one
  }
}
