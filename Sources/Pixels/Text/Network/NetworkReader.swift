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

  /// Reads lines that are turned and coloured as the tries say, each by the network that is surest.
  func read(_ tries: [LineTry], in picture: GreyImage) -> [LineReading] {
    var best = [LineReading](repeating: LineReading(words: [], isCutShort: false), count: tries.count)
    for network in networks {
      let crops = tries.map { one in
        LineCrop(
          one.line, in: picture, rotation: one.rotation, isLight: one.isLight,
          style: .network(rows: network.rows))
      }
      let wide = crops.indices.filter { crops[$0].image.width >= network.leastWidth }
      for (index, steps) in zip(wide, network.read(wide.map { crops[$0].image })) {
        let characters = LineDecoder.characters(steps, network.codes)
        let reading = Self.reading(characters, of: tries[index], crops[index], steps.columns)
        if reading.weight > best[index].weight || best[index].words.isEmpty { best[index] = reading }
      }
    }
    return best
  }

  private static func reading(
    _ characters: [LineDecoder.Character], of one: LineTry, _ crop: LineCrop, _ columns: Int
  ) -> LineReading {
    let words = words(characters, columns, crop.image.width).map { text, left, right, certainty in
      var box = crop.inPicture(left: left, top: 0, right: right, bottom: crop.image.height)
      // Across the line the network tells nothing: there it is the line's place.
      if one.line.isUpright {
        (box.x, box.width) = (one.line.box.x, one.line.box.width)
      } else {
        (box.y, box.height) = (one.line.box.y, one.line.box.height)
      }
      return ReadWord(
        text: text, box: box, confidence: max(0, 1 + slope * certainty), rotation: one.rotation,
        isLight: one.isLight)
    }
    return LineReading(words: words, isCutShort: false)
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
