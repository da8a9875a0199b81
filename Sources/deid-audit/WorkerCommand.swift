internal import ArgumentParser
internal import Pixels

/// `deid-audit worker`: the inside of the processes that look at pictures. Started by `scan`, not by people.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Looks at pictures that it is asked for over standard input.",
    shouldDisplay: false)

  @Option(help: "The recognizer's languages.") var languages = "eng"
  @Option(help: "The folder of the PP-OCR reader, if it is to read.") var paddleFolder: String?
  @Option(help: "The most memory, in bytes.") var mostMemory = 3 << 30

  func run() throws {
    let setup = try Setup()
    let reader = paddleFolder.map { TextReaderChoice.paddle(folder: $0) } ?? .tesseract(languages: languages)
    var server = PictureServer(socket: 0, dictionary: setup.tables, reader: reader, mostMemory: mostMemory)
    try server.serve()
  }
}
