internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import Pixels

/// Reads the lines that the gate finds, and whole pictures for comparison: words read exactly by height, and time.
struct ReadBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads labelled pictures, line by line and as a whole.")

  @Argument(help: "The folder of the pictures.") var folder: String
  @Option(help: "Every how many pictures one is read.") var every = 1
  @Flag(help: "Read lines by Tesseract's library.") var library = false
  @Flag(help: "Read the whole pictures as well, as Tesseract alone would.") var whole = false
  @Flag(help: "Print words that were read wrongly.") var wrong = false

  func run() throws {
    let set = try PictureSet(folder: URL(fileURLWithPath: folder)).pictures
    let pictures = set.enumerated().filter { $0.offset % every == 0 }.map(\.element)
    let gate = TextGate()
    var reader = try TextReader(recognizer: library ? .library : .fastest)
    var lines = 0
    try measure("gate and lines", pictures) { image in
      let found = LineMerger.merged(gate.lines(in: image))
      lines += found.count
      return reader.read(found, in: image, deadline: .seconds(2)).flatMap(\.words)
    }
    print("  \(lines) lines read")
    guard whole else { return }
    let engine = try TesseractEngine(languages: "eng", folder: TextModels.folder)
    for layout in [TesseractEngine.Layout.sparse, .block] {
      try measure("Tesseract alone, layout \(layout.rawValue)", pictures) { image in
        engine.readWhole(image, layout: layout).words
      }
    }
  }

  private func measure(
    _ name: String, _ pictures: [KnownPicture], read: (GreyImage) throws -> [ReadWord]
  ) throws {
    var (exact, touched, junk) = (Tally(), Tally(), Tally())
    var times: [Bool: (sum: Double, count: Int)] = [:]
    for picture in pictures {
      let image = try picture.image()
      var words: [ReadWord] = []
      let time = try milliseconds { words = try read(image) }
      let old = times[picture.words.isEmpty, default: (0, 0)]
      times[picture.words.isEmpty] = (old.sum + time, old.count + 1)
      if picture.words.isEmpty { junk.count(picture.ground, words.contains { $0.confidence > 0.6 }) }
      for known in picture.words {
        let here = words.filter { $0.box.overlap(known.box) > 0 }
        // A recognizer may take a word with a comma for two.
        let isExact = here.map(\.text).joined().contains(known.text)
        let size = known.capitalHeight < 8 ? " 6-7 px" : known.capitalHeight < 12 ? " 8-11 px" : "12-40 px"
        let ground = known.contrast >= 40 && known.contrast > 8 * known.unrest ? ", plain ground" : ""
        exact.count(size + ground, isExact)
        touched.count(size, !here.isEmpty)
        if wrong, !isExact {
          print(
            picture.file.lastPathComponent, known.text, here.map(\.text), "height", known.capitalHeight,
            "contrast", known.contrast, "unrest", known.unrest, "rotation", known.rotation)
        }
      }
    }
    print("\(name): words read exactly")
    print(exact.table)
    print("\(name): words with something read at their place")
    print(touched.table)
    print("\(name): pictures without text in which a word was read with a confidence above 0.6")
    print(junk.table)
    for (isEmpty, time) in times.sorted(by: { !$0.key && $1.key }) {
      print("  \(time.sum / Double(time.count)) ms a picture \(isEmpty ? "without" : "with") text")
    }
  }
}

extension BenchPixels {
  /// Starts the program again with a worker's environment, which libraries read only at the start.
  static func takeEnvironment() {
    let missing = WorkerEnvironment.settings.filter { getenv($0.name) == nil }
    guard !missing.isEmpty else { return }
    for (name, value) in missing { setenv(name, value, 1) }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }
}
