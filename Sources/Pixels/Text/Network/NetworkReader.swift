internal import DICOM

/// Reads lines by the networks of Tesseract's models, without Tesseract.
///
/// Tesseract spends most of its time around its network: on the layout of the picture, on packing and unpacking it, on
/// finding its way through layers. Here a line goes through the layers and nothing else.
struct NetworkReader {
  private let networks: [LineNetwork]
  /// Words that were read with less are left out, as Tesseract does: the logarithm of a probability.
  private static let leastCertainty: Float = -20 / 7
  /// What a confidence falls by when the probability that a word is right falls to a third.
  private static let slope: Float = 0.5

  /// Reads the models of languages, as `eng` or `eng+deu`, from a folder; nil if one of them cannot be read or is of a
  /// kind that the network cannot run.
  static func ifSupported(_ languages: String, _ folder: String) -> NetworkReader? {
    var networks: [LineNetwork] = []
    for language in languages.split(separator: "+") {
      let path = TextModels.path(of: String(language), in: folder)
      do {
        networks.append(LineNetwork(try LineModel(try FileBytes(path: Array(path.utf8)).all())))
      } catch {
        // Tesseract's library may know what to do with it, and says so if it does not.
        return nil
      }
    }
    return NetworkReader(networks: networks)
  }

  /// Reads a line that is turned by `rotation` and is of one colour: by the network that is surest.
  func read(_ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool) -> LineReading {
    var best = LineReading(words: [], isCutShort: false)
    for network in networks {
      let crop = LineCrop(
        line, in: picture, rotation: rotation, isLight: isLight, style: .network(rows: network.rows))
      guard crop.image.width >= network.leastWidth else { continue }
      let steps = network.read(crop.image)
      let words = Self.words(LineDecoder.characters(steps, network.codes), steps.columns, crop.image.width)
        .map {
          text, left, right, certainty in
          var box = crop.inPicture(left: left, top: 0, right: right, bottom: crop.image.height)
          // Across the line the network tells nothing: there it is the line's place.
          if line.isUpright {
            (box.x, box.width) = (line.box.x, line.box.width)
          } else {
            (box.y, box.height) = (line.box.y, line.box.height)
          }
          return ReadWord(
            text: text, box: box, confidence: max(0, 1 + Self.slope * certainty), rotation: rotation,
            isLight: isLight)
        }
      let reading = LineReading(words: words, isCutShort: false)
      if reading.weight > best.weight || best.words.isEmpty { best = reading }
    }
    return best
  }

  /// Characters as words, with their columns.
  private static func words(
    _ characters: [LineDecoder.Character], _ columns: Int, _ width: Int
  ) -> [(text: String, left: Int, right: Int, certainty: Float)] {
    characters.split { $0.text == " " }.compactMap { word in
      let certainty = word.reduce(0) { min($0, $1.certainty) }
      guard certainty >= leastCertainty, let first = word.first, let last = word.last else { return nil }
      // What is said of a character is said near its middle.
      let half = 2
      return (
        word.map(\.text).joined(), max(0, first.steps.lowerBound - half) * columns,
        min(width, (last.steps.upperBound + half) * columns), certainty
      )
    }
  }
}
