internal import DICOM

/// Reads lines of text by Tesseract's models; one a worker, since a model is slow to read and is held in memory.
///
/// The models of most languages are run by the program's own network, which takes a tenth of the time of Tesseract's
/// library. That is loaded only for models that the network cannot run.
public struct TextReader: ~Copyable {
  /// What runs the models.
  public enum Recognizer: Sendable {
    /// The program's own network where it can, or else the library.
    case fastest
    /// The library.
    case library
  }

  /// What runs the models of a reader.
  private enum Running: ~Copyable {
    case network(NetworkReader)
    case library(TesseractEngine)
  }

  private var running: Running
  /// Readings that are this sure are not tried another way.
  private let sure: Float = 0.95
  /// The same where surer lines of the picture are turned this way.
  private let sureAmongOthers: Float = 0.3
  /// From here on a reading is not tried in the other colour.
  private let likely: Float = 0.45
  /// So much weight of sure lines tells how a picture is turned.
  private let decisive: Float = 10

  /// Loads the models of languages, as `eng` or `eng+deu`, from a folder or from where they are installed.
  public init(
    languages: String = "eng", folder: String? = nil, recognizer: Recognizer = .fastest
  ) throws(TextReaderError) {
    let folder = folder ?? TextModels.folder
    guard TextModels.missing(of: languages, in: folder).isEmpty else {
      throw .modelMissing(language: languages)
    }
    running = try Self.running(languages, folder, recognizer)
  }

  private static func running(
    _ languages: String, _ folder: String, _ recognizer: Recognizer
  ) throws(TextReaderError) -> Running {
    if recognizer == .fastest, let network = NetworkReader.ifSupported(languages, folder) {
      return .network(network)
    }
    return .library(try TesseractEngine(languages: languages, folder: folder))
  }

  /// Reads the lines that the gate found in a picture, in their order, turned as needed.
  ///
  /// Each try ends after `deadline`; those of the own network take milliseconds. Lines of one direction are turned the
  /// same way, mostly: those that are read surely tell it for the others.
  public mutating func read(
    _ lines: [TextLine], in picture: GreyImage, deadline: Duration
  ) -> [LineReading] {
    var readings = [LineReading](repeating: LineReading(words: [], isCutShort: false), count: lines.count)
    for isUpright in [false, true] {
      let indices = lines.indices.filter { lines[$0].isUpright == isUpright }
      guard !indices.isEmpty else { continue }
      let group = read(indices.map { lines[$0] }, isUpright: isUpright, in: picture, deadline)
      for (index, reading) in zip(indices, group) { readings[index] = reading }
    }
    return readings
  }

  private mutating func read(
    _ lines: [TextLine], isUpright: Bool, in picture: GreyImage, _ deadline: Duration
  ) -> [LineReading] {
    let (first, second) = isUpright ? (90, 270) : (0, 180)
    var tries: [LineTries] = []
    for line in lines {
      let isLight = LineCrop.isLight(line, in: picture)
      tries.append(LineTries(isLight: isLight, one: read(line, picture, first, isLight, deadline)))
    }
    var votes = tries.reduce(0) { $1.one.confidence >= sure ? $0 + $1.one.weight : $0 }
    for (index, line) in lines.enumerated() {
      let one = tries[index].one
      guard one.confidence < (votes > decisive ? sureAmongOthers : sure) else { continue }
      let other = read(line, picture, second, tries[index].isLight, deadline)
      tries[index].other = other
      votes += one.weight - other.weight
    }
    let isTurned = votes < -2
    // Text that stands on its head is rare, and capitals on their heads look like others.
    let factor: Float = isTurned ? 2 : votes > decisive ? 0.5 : isUpright ? 1 : 0.9
    return lines.enumerated().map { index, line in
      if isTurned, tries[index].other == nil {
        tries[index].other = read(line, picture, second, tries[index].isLight, deadline)
      }
      var best = tries[index].best(factor)
      guard best.confidence < likely else { return best }
      let rotations = votes < -decisive / 2 ? [second] : votes > decisive / 2 ? [first] : [first, second]
      for rotation in rotations {
        let reading = read(line, picture, rotation, !tries[index].isLight, deadline)
        let weight = rotation == second ? factor * reading.weight : reading.weight
        if best.words.isEmpty || weight > best.weight { best = reading }
      }
      return best
    }
  }

  private mutating func read(
    _ line: TextLine, _ picture: GreyImage, _ rotation: Int, _ isLight: Bool, _ deadline: Duration
  ) -> LineReading {
    switch running {
    case .network(let network):
      return network.read(line, in: picture, rotation: rotation, isLight: isLight)
    case .library(let engine):
      return engine.read(line, in: picture, rotation: rotation, isLight: isLight, deadline: deadline)
    }
  }
}

/// What was read of a line, turned one way and the other.
private struct LineTries {
  let isLight: Bool
  let one: LineReading
  var other: LineReading?

  /// The better of them; `factor` is what the other one's weight is multiplied with.
  func best(_ factor: Float) -> LineReading {
    guard let other else { return one }
    return one.words.isEmpty || factor * other.weight > one.weight ? other : one
  }
}
