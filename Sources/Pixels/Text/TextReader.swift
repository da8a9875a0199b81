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
    let areLight = lines.map { LineCrop.isLight($0, in: picture) }
    let firstTries = lines.indices.map { LineTry(lines[$0], first, isLight: areLight[$0]) }
    let ones = read(firstTries, picture, deadline)
    var votes = ones.reduce(0) { $1.confidence >= sure ? $0 + $1.weight : $0 }
    let least = votes > decisive ? sureAmongOthers : sure
    var others = read(
      lines.indices.map { index in
        ones[index].confidence < least ? LineTry(lines[index], second, isLight: areLight[index]) : nil
      }, picture, deadline)
    for (one, other) in zip(ones, others) {
      if let other { votes += one.weight - other.weight }
    }
    let isTurned = votes < -2
    if isTurned {
      let late = read(
        lines.indices.map { index in
          others[index] == nil ? LineTry(lines[index], second, isLight: areLight[index]) : nil
        }, picture, deadline)
      for index in lines.indices where others[index] == nil { others[index] = late[index] }
    }
    // Text that stands on its head is rare, and capitals on their heads look like others.
    let factor: Float = isTurned ? 2 : votes > decisive ? 0.5 : isUpright ? 1 : 0.9
    var best = lines.indices.map { index in
      guard let other = others[index] else { return ones[index] }
      return ones[index].words.isEmpty || factor * other.weight > ones[index].weight ? other : ones[index]
    }
    let isUnlikely = best.map { $0.confidence < likely }
    for rotation in votes < -decisive / 2 ? [second] : votes > decisive / 2 ? [first] : [first, second] {
      let colours = read(
        lines.indices.map { index in
          isUnlikely[index] ? LineTry(lines[index], rotation, isLight: !areLight[index]) : nil
        }, picture, deadline)
      for (index, reading) in colours.enumerated() {
        guard let reading else { continue }
        let weight = rotation == second ? factor * reading.weight : reading.weight
        if best[index].words.isEmpty || weight > best[index].weight { best[index] = reading }
      }
    }
    return best
  }

  /// Reads those lines of which there is a try.
  private mutating func read(
    _ tries: [LineTry?], _ picture: GreyImage, _ deadline: Duration
  ) -> [LineReading?] {
    var readings = [LineReading?](repeating: nil, count: tries.count)
    let asked = tries.indices.filter { tries[$0] != nil }
    for (index, reading) in zip(asked, read(tries.compactMap(\.self), picture, deadline)) {
      readings[index] = reading
    }
    return readings
  }

  private mutating func read(
    _ tries: [LineTry], _ picture: GreyImage, _ deadline: Duration
  ) -> [LineReading] {
    switch running {
    case .network(let network): return network.read(tries, in: picture)
    case .library(let engine): return tries.map { engine.read($0, in: picture, deadline: deadline) }
    }
  }
}

/// A line, and how it is read.
struct LineTry {
  let line: TextLine
  /// By how many degrees it is turned clockwise.
  let rotation: Int
  let isLight: Bool

  init(_ line: TextLine, _ rotation: Int, isLight: Bool) {
    (self.line, self.rotation, self.isLight) = (line, rotation, isLight)
  }
}
