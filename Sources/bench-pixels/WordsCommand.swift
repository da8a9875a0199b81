internal import ArgumentParser
internal import Foundation
internal import Pixels

/// Writes what one way of reading finds in labelled pictures, for a script that compares ways.
struct WordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Writes what a reader finds in labelled pictures, as CSV.")

  /// A way of reading.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    /// The gate, and the network of Tesseract's model on its lines.
    case tesseract
    /// The gate, and Tesseract's library on its lines.
    case library
    /// The gate, and PP-OCR on its lines.
    case paddle
    /// Tesseract alone on the picture at twice its size, words anywhere: `--psm 11`.
    case sparse
    /// Tesseract alone on the picture at twice its size, a block of lines: `--psm 6`.
    case block
  }

  @Argument(help: "The folder of the pictures.") var folder: String
  @Option(help: "How they are read.") var reader = Way.tesseract
  @Option(help: "The folder of PP-OCR's library and model.") var paddle: String?

  func run() throws {
    switch reader {
    case .tesseract: try writeLines(TextFinder(reader: TextReader()))
    case .library: try writeLines(TextFinder(reader: TextReader(recognizer: .library)))
    case .paddle:
      guard let paddle else { throw ValidationError("--reader paddle needs --paddle FOLDER") }
      try writeLines(TextFinder(reader: PaddleReader(folder: paddle)))
    case .sparse: try writeWhole(.sparse)
    case .block: try writeWhole(.block)
    }
  }

  private func writeLines(_ finder: consuming TextFinder) throws {
    var finder = finder
    try eachPicture { image in
      finder.find(in: image).flatMap { line, reading in
        [Row(kind: "line", box: line.box, confidence: line.score, text: "")] + reading.words.map(Row.init)
      }
    }
  }

  private func writeWhole(_ layout: TesseractEngine.Layout) throws {
    let reader = try TesseractEngine(languages: "eng", folder: TextModels.folder)
    try eachPicture { image in
      reader.readWhole(image.doubled, layout: layout).words.map { word in
        var row = Row(word)
        row.box = PixelRect(
          x: word.box.x / 2, y: word.box.y / 2, width: (word.box.width + 1) / 2,
          height: (word.box.height + 1) / 2)
        return row
      }
    }
  }

  /// Writes a row a picture with its time, and the rows of what was found in it.
  private func eachPicture(_ find: (GreyImage) -> [Row]) throws {
    print("kind,file,milliseconds,x,y,width,height,confidence,text")
    for picture in try PictureSet(folder: URL(fileURLWithPath: folder)).pictures {
      let image = try picture.image()
      var rows: [Row] = []
      let time = milliseconds { rows = find(image) }
      let name = picture.file.lastPathComponent
      print("picture,\(name),\(time),,,,,,")
      for row in rows {
        let box = "\(row.box.x),\(row.box.y),\(row.box.width),\(row.box.height)"
        let text = row.text.replacing("\"", with: "\"\"")
        print("\(row.kind),\(name),,\(box),\(row.confidence),\"\(text)\"")
      }
    }
  }
}

/// A line or a word that was found in a picture.
private struct Row {
  let kind: String
  var box: PixelRect
  let confidence: Float
  let text: String
}

extension Row {
  /// The row of a word.
  init(_ word: ReadWord) {
    self.init(kind: "word", box: word.box, confidence: word.confidence, text: word.text)
  }
}

extension GreyImage {
  /// The picture at twice its size, in between values where there are none.
  fileprivate var doubled: GreyImage {
    var doubled = [UInt8](repeating: 0, count: 4 * pixels.count)
    for y in 0..<2 * height {
      // A pixel of the double lies a quarter beside the middle of one of the picture.
      let (y0, y1) = (y / 2, max(0, min(height - 1, y / 2 + (y % 2 == 0 ? -1 : 1))))
      for x in 0..<2 * width {
        let (x0, x1) = (x / 2, max(0, min(width - 1, x / 2 + (x % 2 == 0 ? -1 : 1))))
        let near = 3 * Int(pixels[y0 * width + x0]) + Int(pixels[y0 * width + x1])
        let far = 3 * Int(pixels[y1 * width + x0]) + Int(pixels[y1 * width + x1])
        doubled[y * 2 * width + x] = UInt8((3 * near + far + 8) / 16)
      }
    }
    return GreyImage(width: 2 * width, height: 2 * height, pixels: doubled)
  }
}
