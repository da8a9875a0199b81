internal import ArgumentParser
internal import Foundation
internal import Pixels

/// Writes what one way of reading finds in labelled pictures, for a script that compares ways.
struct WordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Writes what a reader finds in labelled pictures, as CSV.")

  /// A way of reading.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    /// The gate, and Tesseract on its lines.
    case tesseract
    /// The gate, and PP-OCR on its lines.
    case paddle
  }

  @Argument(help: "The folder of the pictures.") var folder: String
  @Option(help: "How lines are read.") var reader = Way.tesseract
  @Option(help: "The folder of PP-OCR's library and model.") var paddle: String?

  func run() throws {
    switch reader {
    case .tesseract: try write(TextReader())
    case .paddle:
      guard let paddle else { throw ValidationError("--reader paddle needs --paddle FOLDER") }
      try write(PaddleReader(folder: paddle))
    }
  }

  /// One line a picture with its time, then one a line of text, then one a word.
  private func write(_ reader: consuming some LineReader & ~Copyable) throws {
    var finder = TextFinder(reader: reader)
    print("kind,file,milliseconds,x,y,width,height,confidence,text")
    for picture in try PictureSet(folder: URL(fileURLWithPath: folder)).pictures {
      let image = try picture.image()
      var found: [(line: TextLine, reading: LineReading)] = []
      let time = milliseconds { found = finder.find(in: image) }
      let name = picture.file.lastPathComponent
      print("picture,\(name),\(time),,,,,,")
      for (line, reading) in found {
        print("line,\(name),,\(Self.fields(line.box)),\(line.score),")
        for word in reading.words {
          let text = word.text.replacing("\"", with: "\"\"")
          print("word,\(name),,\(Self.fields(word.box)),\(word.confidence),\"\(text)\"")
        }
      }
    }
  }

  private static func fields(_ box: PixelRect) -> String { "\(box.x),\(box.y),\(box.width),\(box.height)" }
}
