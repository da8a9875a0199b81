internal import ArgumentParser
internal import Foundation
internal import Pixels

/// Prints what the gate finds in one picture and what is read there: for looking at failures one by one.
struct LinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines", abstract: "Prints the lines of one labelled picture.")

  @Argument(help: "The PGM file of a picture that the generator wrote.") var file: String

  func run() throws {
    let picture = KnownPicture(file: URL(fileURLWithPath: file), ground: "", words: [])
    let image = try picture.image()
    let found = TextGate().lines(in: image)
    var reader = try TextReader()
    for line in found { print("found ", describe(line)) }
    let merged = LineMerger.merged(found)
    for (line, reading) in zip(merged, reader.read(merged, in: image, deadline: .seconds(2))) {
      print("merged", describe(line), reading.confidence, reading.words.map(\.text))
    }
  }

  private func describe(_ line: TextLine) -> String {
    let box = line.box
    return "x \(box.x) y \(box.y) w \(box.width) h \(box.height) characters \(line.characterHeight) high"
      + " \(line.isUpright ? "upright" : "level") \(line.isLight ? "light" : "dark") score \(line.score)"
  }
}
