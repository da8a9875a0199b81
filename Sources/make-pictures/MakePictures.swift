internal import ArgumentParser
internal import Corpus
internal import Foundation

/// Writes the labelled pictures: PGM files, `pictures.csv` with a line a picture, `labels.csv` with a line a word.
@main
struct MakePictures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-pictures", abstract: "Writes pictures with and without text, the same ones every time."
  )

  @Argument(help: "The folder to write to; made if it is not there.") var output: String
  @Option(help: "How many pictures with text.") var with = 100
  @Option(help: "How many pictures without text.") var without = 100
  @Option(help: "The seed of the first picture.") var seed: UInt64 = 1
  @Option(help: "Pixels in a row.") var width = 512
  @Option(help: "Rows.") var height = 512
  @Option(help: "A folder of PGM files without text to draw upon; names start with their kind and a dash.")
  var grounds: String?
  @Option(help: "Where the fonts are.") var fonts = "/usr/share/fonts/truetype"

  /// The fonts that pictures are drawn with, below the folder of fonts.
  static let files = [
    "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf", "dejavu/DejaVuSansMono.ttf",
    "dejavu/DejaVuSerif.ttf",
    "liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf",
    "liberation/LiberationMono-Regular.ttf", "liberation/LiberationSansNarrow-Regular.ttf",
    "liberation/LiberationSerif-Regular.ttf", "freefont/FreeSans.ttf", "freefont/FreeMonoBold.ttf",
    "freefont/FreeSerif.ttf",
  ]

  func run() throws {
    let folder = URL(fileURLWithPath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let shelf = try FontShelf(Self.files.map { "\(fonts)/\($0)" })
    let generator = PictureGenerator(glyphs: shelf, grounds: try readGrounds())
    var pictures = "file,ground,width,height,words\n"
    var labels = "file,ground,text,x,y,width,height,capital_height,contrast,unrest,rotation,font,style\n"
    for index in 0..<with + without {
      let picture = try generator.picture(
        seed: seed + UInt64(index), hasText: index < with, width: width, height: height)
      let name = "\(index < with ? "text" : "none")-\(seed + UInt64(index)).pgm"
      pictures += "\(name),\(picture.ground),\(picture.width),\(picture.height),\(picture.words.count)\n"
      for word in picture.words {
        labels +=
          "\(name),\(picture.ground),\"\(word.text)\",\(word.x),\(word.y),\(word.width),\(word.height),"
        labels += "\(word.capitalHeight),\(Int(word.contrast)),\(Int(word.unrest)),\(word.rotation),"
        labels += "\(word.font),\(word.style.rawValue)\n"
      }
      let head = "P5\n\(picture.width) \(picture.height)\n255\n"
      try Data(Array(head.utf8) + picture.pixels).write(to: folder.appendingPathComponent(name))
    }
    try Data(pictures.utf8).write(to: folder.appendingPathComponent("pictures.csv"))
    try Data(labels.utf8).write(to: folder.appendingPathComponent("labels.csv"))
  }

  private func readGrounds() throws -> [GroundPicture] {
    guard let grounds else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: grounds).filter { $0.hasSuffix(".pgm") }
    return try names.sorted().map { name in
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: grounds).appendingPathComponent(name)))
      // "P5", width, height and "255", a line feed each, as the script beside the tests writes them.
      let fields = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count == 4, fields[0].elementsEqual("P5".utf8) else {
        throw ValidationError("\(name) is no PGM file of this kind")
      }
      let sizes = fields[1].split(separator: 32).map { Int(String(decoding: $0, as: UTF8.self)) }
      guard sizes.count == 2, let width = sizes[0], let height = sizes[1], fields[3].count == width * height
      else {
        throw ValidationError("\(name) is no PGM file of this kind")
      }
      let kind = String(name.split(separator: "-")[0])
      return GroundPicture(kind: "real \(kind)", width: width, height: height, pixels: Array(fields[3]))
    }
  }
}
