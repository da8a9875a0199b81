internal import DICOM
internal import Glibc

/// Reads lines by the networks of Tesseract's models, without Tesseract.
///
/// Tesseract spends most of its time around its network: on the layout of the picture, on packing and unpacking it, on
/// finding its way through layers. Here a line goes through the layers and nothing else.
struct NetworkReader {
  private let networks: [LineNetwork]
  /// Words that were read with less are left out, as Tesseract does: the logarithm of a probability.
  private static let leastCertainty: Float = -20 / 7

  /// Reads the models of languages, as `eng` or `eng+deu`, from a folder.
  ///
  /// - Throws: ``LineModelError`` or `SystemError`, if one of them cannot be read or is of another kind.
  init(languages: String, folder: String) throws {
    networks = try languages.split(separator: "+").map { language in
      let path = "\(folder)/\(language).traineddata"
      return LineNetwork(try LineModel(try FileBytes(path: Array(path.utf8)).all()))
    }
  }

  /// Reads a line that is turned by `rotation` and is of one colour: by the network that is surest.
  func read(_ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool) -> LineReading {
    var best = LineReading(words: [], isCutShort: false)
    for network in networks {
      let crop = LineCrop(line, in: picture, rotation: rotation, isLight: isLight, rows: network.rows)
      guard crop.image.width >= 3 else { continue }
      let steps = network.read(crop.image)
      let words = Self.words(LineDecoder.characters(steps, network.codes), steps.columns).map {
        text, left, right, certainty in
        ReadWord(
          text: text, box: crop.inPicture(left: left, top: 0, right: right, bottom: crop.image.height),
          confidence: max(0, 1 + 0.35 * certainty), rotation: rotation, isLight: isLight)
      }
      let reading = LineReading(words: words, isCutShort: false)
      if reading.weight > best.weight || best.words.isEmpty { best = reading }
    }
    return best
  }

  /// Characters as words, with their columns.
  private static func words(
    _ characters: [LineDecoder.Character], _ columns: Int
  ) -> [(text: String, left: Int, right: Int, certainty: Float)] {
    characters.split { $0.text == " " }.compactMap { word in
      let certainty = word.reduce(0) { min($0, $1.certainty) }
      guard certainty >= leastCertainty, let first = word.first, let last = word.last else { return nil }
      // What is said of a character is said near its middle.
      let half = 2
      return (
        word.map(\.text).joined(), max(0, first.steps.lowerBound - half) * columns,
        (last.steps.upperBound + half) * columns, certainty
      )
    }
  }
}
