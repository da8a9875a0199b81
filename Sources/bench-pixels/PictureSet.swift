internal import Foundation
internal import Pixels

/// A word that a picture is known to show.
struct KnownWord {
  let text: String
  let box: PixelRect
  let capitalHeight: Int
  let contrast: Int
  let unrest: Int
  let rotation: Int
}

/// A labelled picture on disk.
struct KnownPicture {
  let file: URL
  let ground: String
  let words: [KnownWord]

  /// Height of the text's capitals; one for all words of a picture.
  var capitalHeight: Int { words.map(\.capitalHeight).reduce(0, max) }

  /// Whether a word stands out: 40 grey levels or more, and more than twice the unrest behind it.
  var isPlain: Bool { words.contains { $0.contrast >= 40 && $0.contrast > 2 * $0.unrest } }

  /// The contrast of the word that stands out most.
  var contrast: Int { words.map(\.contrast).reduce(0, max) }

  /// Reads the picture.
  func image() throws -> GreyImage {
    let bytes = [UInt8](try Data(contentsOf: file))
    let fields = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let sizes = fields[1].split(separator: 32).map { Int(String(decoding: $0, as: UTF8.self)) }
    guard fields.count == 4, let width = sizes[0], let height = sizes[1] else {
      throw PictureSetError.notPicture(file.lastPathComponent)
    }
    return GreyImage(width: width, height: height, pixels: Array(fields[3]))
  }
}

/// Why a set of pictures could not be read.
enum PictureSetError: Error {
  /// A file is not what the generator writes.
  case notPicture(String)
  /// A line of a table has not the fields it should have.
  case notLine(String)
}

/// All pictures of a folder, by the tables that the generator wrote beside them.
struct PictureSet {
  let pictures: [KnownPicture]

  /// Reads the tables of a folder.
  init(folder: URL) throws {
    var words: [String: [KnownWord]] = [:]
    for line in try Self.lines(folder, "labels.csv") {
      let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard quoted.count == 3 else { throw PictureSetError.notLine(line) }
      let rest = quoted[2].split(separator: ",")
      let numbers = rest.prefix(8).compactMap { Int($0) }
      guard numbers.count == 8 else { throw PictureSetError.notLine(line) }
      let word = KnownWord(
        text: String(quoted[1]),
        box: PixelRect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]),
        capitalHeight: numbers[4], contrast: numbers[5], unrest: numbers[6], rotation: numbers[7])
      words[String(line.split(separator: ",")[0]), default: []].append(word)
    }
    pictures = try Self.lines(folder, "pictures.csv").map { line in
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count == 5 else { throw PictureSetError.notLine(line) }
      return KnownPicture(
        file: folder.appendingPathComponent(fields[0]), ground: fields[1],
        words: words[fields[0], default: []])
    }
  }

  private static func lines(_ folder: URL, _ name: String) throws -> [String] {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map(String.init)
  }
}
