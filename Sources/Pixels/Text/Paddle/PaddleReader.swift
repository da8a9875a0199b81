internal import Foundation

/// Reads lines of text by the recognizer of PP-OCR: better with small and faint text than Tesseract, not in Debian.
///
/// Library and model are files of a folder, which `make install-paddle` fills. One a worker, on one thread.
public struct PaddleReader: LineReader, ~Copyable {
  /// ONNX Runtime, in the folder.
  static let libraryName = "libonnxruntime.so"
  /// The recognizer, in the folder.
  static let modelName = "rec.onnx"
  /// The most columns that are read at once; longer lines are read in parts.
  private static let widest = 1280
  /// The fewest columns; less is filled up with middle grey, as the model was trained.
  private static let narrowest = 64
  /// About how high capitals are in a crop, which has a margin.
  private static let height: Float = 32
  /// Readings that are this sure are not tried another way.
  private let sure: Float = 0.85

  private let model: RecognizerModel
  private let classes: [String]

  /// Loads library and model from a folder.
  ///
  /// - Throws: what is missing, as a sentence that says how it is had.
  public init(folder: String) throws(PaddleReaderError) {
    for name in [Self.libraryName, Self.modelName] {
      guard FileManager.default.isReadableFile(atPath: "\(folder)/\(name)") else {
        throw .fileMissing(name: name)
      }
    }
    let path = URL(fileURLWithPath: folder).path  // a name without a slash would be looked for elsewhere
    let model = try RecognizerModel(
      library: "\(path)/\(Self.libraryName)", model: "\(path)/\(Self.modelName)")
    let classes = RecognizedCharacter.classes(named: model.classNames)
    // The classes that the file names have to be those that the model tells apart.
    var blank = [Float](repeating: 0, count: 3 * RecognizerModel.rows * RecognizerModel.rows)
    let count = try model.run(&blank, width: RecognizerModel.rows) { _, _, classes in classes }
    guard count == classes.count else { throw .modelUnusable(name: Self.modelName) }
    (self.model, self.classes) = (model, classes)
  }

  /// Reads one line that the gate found, turned as needed, all tries within `deadline`.
  public mutating func read(_ line: TextLine, in picture: GreyImage, deadline: Duration) -> LineReading {
    let end = ContinuousClock.now.advanced(by: deadline)
    let isLight = LineCrop.isLight(line, in: picture)
    var best = LineReading(words: [], isCutShort: false)
    for rotation in line.isUpright ? [90, 270] : [0, 180] {
      let reading = read(line, in: picture, rotation: rotation, isLight: isLight, until: end)
      if best.words.isEmpty || reading.weight > best.weight { best = reading }
      if reading.confidence >= sure || reading.isCutShort { break }
    }
    return best
  }

  private func read(
    _ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool, until end: ContinuousClock.Instant
  ) -> LineReading {
    let crop = LineCrop(
      line, in: picture, rotation: rotation, isLight: isLight, style: .paddle(rows: RecognizerModel.rows))
    var words: [ReadWord] = []
    for columns in Self.parts(of: crop.image) {
      // A model that fails has not read the line either.
      guard ContinuousClock.now < end, let part = recognize(crop.image, columns) else {
        return LineReading(words: words, isCutShort: true)
      }
      for word in RecognizedCharacter.words(part.characters, widestGap: 1.6 * Self.height / part.columnsAStep)
      {
        let ends = Self.ends(of: word, columnsAStep: part.columnsAStep)
        var box = crop.inPicture(
          left: max(columns.lowerBound, columns.lowerBound + ends.lowerBound), top: 0,
          right: min(columns.upperBound, columns.lowerBound + ends.upperBound), bottom: crop.image.height)
        // Across the line the model tells nothing: there it is the line's place.
        if line.isUpright {
          (box.x, box.width) = (line.box.x, line.box.width)
        } else {
          (box.y, box.height) = (line.box.y, line.box.height)
        }
        words.append(
          ReadWord(
            text: word.map(\.text).joined(), box: box,
            confidence: word.reduce(0) { $0 + $1.confidence } / Float(word.count), rotation: rotation,
            isLight: isLight))
      }
    }
    return LineReading(words: words, isCutShort: false)
  }

  /// What the model sees in some columns of a crop; nil if it fails.
  private func recognize(
    _ crop: GreyImage, _ columns: Range<Int>
  ) -> (characters: [RecognizedCharacter], columnsAStep: Float)? {
    let width = max(columns.count, Self.narrowest)
    var plane: [Float] = []
    plane.reserveCapacity(3 * crop.height * width)
    for row in 0..<crop.height {
      for pixel in crop.pixels[row * crop.width + columns.lowerBound..<row * crop.width + columns.upperBound]
      {
        plane.append(Float(pixel) / 127.5 - 1)
      }
      plane.append(contentsOf: repeatElement(0, count: width - columns.count))
    }
    var values = plane + plane + plane
    do {
      return try model.run(&values, width: width) { probabilities, steps, _ in
        let characters = RecognizedCharacter.decode(probabilities, steps: steps, classes: classes)
        return (characters, Float(width) / Float(max(1, steps)))
      }
    } catch {
      return nil
    }
  }

  /// The columns of a crop that are read at once: all, or parts that end where there is least ink.
  static func parts(of crop: GreyImage) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while crop.width - start > widest {
      var (end, lightest) = (start + widest, Int.min)
      for column in start + widest / 2..<start + widest {
        let light = (0..<crop.height).reduce(0) { $0 + Int(crop.pixels[$1 * crop.width + column]) }
        if light >= lightest { (end, lightest) = (column, light) }
      }
      parts.append(start..<end)
      start = end
    }
    parts.append(start..<crop.width)
    return parts
  }

  /// The columns that a word covers: half a character beyond the middles of its outermost ones.
  static func ends(of word: [RecognizedCharacter], columnsAStep: Float) -> ClosedRange<Int> {
    let (first, last) = (word[0].middle, word[word.count - 1].middle)
    let half = word.count > 1 ? (last - first) / Float(word.count - 1) / 2 : height / 3 / columnsAStep
    let left = ((first - half) * columnsAStep).rounded(.down)
    let right = ((last + half) * columnsAStep).rounded(.up)
    return Int(left)...Int(right)
  }
}
