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
  @Flag(help: "Print the 8-bit grey pictures that are made of each frame instead of its samples.")
  var renderings = false
  @Option(help: "A file to write the samples of all frames to, one behind the other.") var raw: String?

  func run() throws {
    let setup = try Setup()
    let output = try raw.map { (path) throws(Failure) in try OutputFile(path, isPrivate: true) }
    for (number, path) in files.enumerated() {
      // Names stay out of the output: the lines behind this one are of the file that was given as the so-and-so-many-th.
      if files.count > 1 { try Terminal.write("{\"kind\":\"file\",\"number\":\(number)}\n") }
      do {
        let file = try FileBytes(path: Array(path.utf8))
        let pictures = Pictures(FileReader(file, dictionary: setup.tables))
        try FrameLines(digests: digests, renderings: renderings, raw: output).write(pictures)
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
  let renderings: Bool
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
        if renderings {
          for rendering in source.renderings(of: frame) {
            try line(path, index, rendering.image, "rendering", ",\"way\":\"\(rendering.kind)\"" + text)
          }
        } else {
          try line("frame", path, index, frame.size, frame.samples, text)
        }
        try writeRest(of: source, path, index)
      }
    }
  }

  /// Writes what else a frame holds: bits that do not count, and parts of the codestream that are no pixels.
  private func writeRest(of source: FrameSource, _ path: ElementPath, _ index: Int) throws {
    switch Result(catching: { () throws(PixelError) in try source.unusedBitPlanes(index) }) {
    case .failure(let error): try fail(path, index, error)
    case .success(let planes):
      for plane in planes { try line(path, index, plane.image, "unused-bit", ",\"bit\":\(plane.bit)") }
    }
    switch Result(catching: { () throws(PixelError) in try source.streamTexts(index) }) {
    case .failure(let error): try fail(path, index, error)
    case .success(let texts):
      for text in texts {
        try Terminal.write(
          "{\"kind\":\"stream\",\"path\":\"\(path)\",\"frame\":\(index),\"part\":\"\(text.kind)\""
            + ",\"offset\":\(text.range.lowerBound),\"bytes\":\(text.bytes.count)}\n")
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
    _ path: ElementPath, _ index: Int, _ image: GreyImage, _ kind: String, _ more: String
  ) throws {
    let size = PictureSize(width: image.width, height: image.height, components: 1)
    try line(kind, path, index, size, .uint8(image.pixels), more)
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
