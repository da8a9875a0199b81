internal import ArgumentParser
internal import FoundationEssentials
internal import Pixels

/// `deid-audit pixels ORIGINAL OUTPUT …`.
struct PixelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pixels",
    abstract: "Prints how the pictures of files differ from their originals', as JSON Lines.",
    discussion: """
      Sizes, rectangles and measures of difference: no value and no picture. Decoding runs in a worker process.
      """)

  @Argument(help: "Files in pairs: an original, its output, the next original, and so on.") var files:
    [String]
  @Flag(help: "Print the fingerprint of each file's pixels instead.") var fingerprints = false

  func run() throws {
    let reader = PictureReader(PictureReader.Settings())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func write(_ line: some Encodable) throws {
      try Terminal.write(String(decoding: try encoder.encode(line), as: UTF8.self) + "\n")
    }
    if fingerprints {
      for path in files {
        switch Result(catching: { () throws(FingerprintError) in try reader.fingerprint(of: Array(path.utf8))
        })
        {
        case .success(let fingerprint): try write(fingerprint)
        case .failure(let error): try write(["failure": error.reason])
        }
      }
      return
    }
    guard files.count % 2 == 0 else { throw Failure.argument("an original without an output") }
    for index in stride(from: 0, to: files.count, by: 2) {
      try write(reader.compare(original: Array(files[index].utf8), output: Array(files[index + 1].utf8)))
    }
  }
}
