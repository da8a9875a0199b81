internal import ArgumentParser
internal import DICOM
internal import Pixels

/// `deid-audit frames FILE…`.
struct FramesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frames",
    abstract: "Prints the size and type of every frame and bitmap of a file, as JSON Lines.")

  @Argument(help: "Files to decode.") var files: [String]
  @Flag(help: "Add the SHA-256 of each frame's samples, least significant byte first.") var digests = false
  @Option(help: "A file to write the samples of all frames to, one behind the other.") var raw: String?

  func run() throws {
    let setup = try Setup()
    let output = try raw.map { (path) throws(Failure) in try OutputFile(path, isPrivate: true) }
    for path in files {
      do {
        let file = try FileBytes(path: Array(path.utf8))
        let pictures = Pictures(FileReader(file, dictionary: setup.tables))
        try FrameLines(digests: digests, raw: output).write(pictures)
      } catch let error as SystemError {
        throw Failure("\(path): \(error.text)")
      }
    }
    try output?.finish()
  }
}

/// The frames of a file as JSON Lines: sizes, types and digests, without any value.
private struct FrameLines {
  let digests: Bool
  let raw: OutputFile?

  /// Writes a line for every frame and every bitmap, decoded or not.
  func write(_ pictures: Pictures) throws {
    for bitmap in pictures.bitmaps {
      switch bitmap.source {
      case .failure(let error): try fail(bitmap.path, nil, error)
      case .success(let source): try write(source, bitmap.path)
      }
    }
    for overlay in pictures.overlays {
      switch overlay.size {
      case .failure(let error): try fail(overlay.path, nil, error)
      case .success(let size): try write(overlay, size)
      }
    }
  }

  private func write(_ source: FrameSource, _ path: ElementPath) throws {
    for irregularity in source.irregularities {
      try Terminal.write("{\"kind\":\"irregular\",\"path\":\"\(path)\",\"what\":\"\(irregularity.name)\"}\n")
    }
    // The first frame that is announced and missing is named; the others are as missing.
    let frames = min(max(source.frameCount, source.description.announcedFrames), source.frameCount + 1)
    for index in 0..<frames {
      switch Result(catching: { () throws(PixelError) in try source.frame(index) }) {
      case .failure(let error): try fail(path, index, error)
      case .success(let frame):
        var text = ",\"photometric\":\"\(frame.photometricInterpretation.rawValue)\""
        text += ",\"codec\":\"\(source.codec.rawValue)\""
        if let damage = frame.damage { text += ",\"damage\":\"\(damage)\"" }
        try line("frame", path, index, frame.size, frame.samples, text)
      }
    }
  }

  private func write(_ overlay: Overlay, _ size: PictureSize) throws {
    for index in 0..<max(1, overlay.frameCount) {
      switch Result(catching: { () throws(PixelError) in try overlay.image(index) }) {
      case .failure(let error): try fail(overlay.path, index, error)
      case .success(let image): try line("overlay", overlay.path, index, size, .uint8(image.pixels), "")
      }
    }
  }

  private func line(
    _ kind: String, _ path: ElementPath, _ index: Int, _ size: PictureSize, _ samples: Samples, _ more: String
  ) throws {
    var text = "{\"kind\":\"\(kind)\",\"path\":\"\(path)\",\"frame\":\(index)"
    text += ",\"columns\":\(size.width),\"rows\":\(size.height),\"samples\":\(size.components)"
    text += ",\"type\":\"\(samples.typeName)\"" + more
    if digests || raw != nil {
      let bytes = samples.littleEndianBytes
      if digests { text += ",\"sha256\":\"\(SHA256.hex(of: bytes))\"" }
      try raw?.write(bytes)
    }
    try Terminal.write(text + "}\n")
  }

  private func fail(_ path: ElementPath, _ index: Int?, _ error: PixelError) throws {
    let frame = index.map { ",\"frame\":\($0)" } ?? ""
    try Terminal.write("{\"kind\":\"error\",\"path\":\"\(path)\"\(frame),\"reason\":\"\(error)\"}\n")
  }
}
