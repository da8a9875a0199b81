internal import ArgumentParser
internal import DICOM
internal import Glibc
internal import Pixels

/// `deid-audit show FILE -o out.png`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Writes one frame, bitmap, overlay or page of a file as PNG, for a person to look at.",
    discussion: "The picture shows what the file shows: nothing is covered. Only its owner may read it.")

  @Argument(help: "The file.") var file: String
  @Option(help: "Which frame or page, from 1 on.") var frame = 1
  @Option(
    help: "Which element, such as (7FE0,0010); by default the first that holds pictures at the top level.")
  var path: String?
  @Option(
    help: "How values become grey: full-range, window-1, low-tail, middle, high-tail, plane-1, luma, index.")
  var rendering: String?
  @Option(name: [.short, .long], help: "The PNG file to write.") var output: String

  func validate() throws {
    guard frame >= 1 else { throw ValidationError("--frame \(frame): frames count from 1") }
  }

  func run() throws {
    let setup = try Setup()
    let png: PNGImage
    do {
      let bytes = try FileBytes(path: Array(file.utf8))
      try refuseOverwriting()
      let found = try FoundPictures(FileReader(bytes, dictionary: setup.tables), file: file)
      png = try found.picture(at: path, frame: frame, rendering: rendering)
    } catch let error as SystemError {
      throw Failure.argument("\(file): \(error.text)")
    }
    let written = try OutputFile(output, isPrivate: true)
    try written.write(png.bytes)
    try written.finish()
  }

  /// Refuses to put the picture in the place of the file it is made of.
  private func refuseOverwriting() throws {
    var (source, goal) = (stat(), stat())
    guard stat(file, &source) == 0, stat(output, &goal) == 0 else { return }
    if source.st_dev == goal.st_dev, source.st_ino == goal.st_ino {
      throw Failure.argument("\(output): is the file to show; name another one to write")
    }
  }
}

/// What pictures a file holds, to choose one of.
private struct FoundPictures {
  /// An element with pictures.
  private enum Holder {
    case bitmap(Pictures.Bitmap)
    case overlay(Overlay)
    case document(EncapsulatedDocument)

    var path: ElementPath {
      switch self {
      case .bitmap(let bitmap): bitmap.path
      case .overlay(let overlay): overlay.path
      case .document(let document): document.path
      }
    }
  }

  private let file: String
  private let holders: [Holder]

  init(_ reader: consuming FileReader, file: String) throws {
    self.file = file
    switch reader.content {
    case .part10, .bareDataSet: break
    case .empty: throw Failure.argument("\(file): is empty; expected a DICOM file")
    case .notDICOM(let kind): throw Failure.argument("\(file): is \(kind.name); expected a DICOM file")
    }
    let found = Pictures(reader)
    holders =
      found.bitmaps.map(Holder.bitmap) + found.overlays.map(Holder.overlay)
      + found.documents.map(Holder.document)
  }

  /// Finds the picture and renders it.
  func picture(at path: String?, frame: Int, rendering: String?) throws -> PNGImage {
    let holder = try holder(at: path)
    let place = "\(file): \(holder.path)"
    switch holder {
    case .bitmap(let bitmap):
      let source = try had(bitmap.source, place)
      try check(frame, of: source.frameCount, place)
      let decoded = try had(Result(catching: { () throws(PixelError) in try source.frame(frame - 1) }), place)
      return try picture(of: decoded, source, rendering, place)
    case .overlay(let overlay):
      _ = try had(overlay.size, place)
      try check(frame, of: overlay.frameCount, place)
      guard rendering == nil else { throw Failure.argument("\(place): an overlay has no renderings") }
      return PNGImage(
        try had(Result(catching: { () throws(PixelError) in try overlay.image(frame - 1) }), place))
    case .document(let document):
      guard rendering == nil else { throw Failure.argument("\(place): a document has no renderings") }
      let opened = try had(Result(catching: { () throws(DocumentError) in try document.open() }), place)
      guard opened.pageCount > 0 else { throw Failure("\(place): the document is text and has no pages") }
      guard frame <= opened.pageCount else {
        throw Failure.argument(
          "\(place): there is no page \(frame); the document has \(opened.pageCount), counted from 1")
      }
      let page = try had(Result(catching: { () throws(DocumentError) in try opened.page(frame - 1) }), place)
      if let damage = page.damage { Terminal.note("\(place): shown as far as it goes: \(damage)\n") }
      return PNGImage(page.image)
    }
  }

  private func holder(at path: String?) throws -> Holder {
    let known = holders.map(\.path.description)
    guard let path else {
      if let top = holders.first(where: { $0.path.steps.isEmpty }) ?? holders.first { return top }
      throw Failure.argument("\(file): holds no pixel data, overlay or document")
    }
    if let index = known.firstIndex(of: path.uppercased()) { return holders[index] }
    let list = known.isEmpty ? "the file holds none" : "expected one of\n  " + known.joined(separator: "\n  ")
    throw Failure.argument("\(file): no picture at '\(path)'; \(list)")
  }

  private func check(_ frame: Int, of count: Int, _ place: String) throws {
    guard frame > count else { return }
    throw Failure.argument("\(place): there is no frame \(frame); the element holds \(count), counted from 1")
  }

  private func had<Value>(_ result: Result<Value, some Error>, _ place: String) throws -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let error): throw Failure("\(place): cannot be shown: \(error)")
    }
  }

  private func picture(
    of frame: Frame, _ source: FrameSource, _ rendering: String?, _ place: String
  ) throws -> PNGImage {
    if let damage = frame.damage { Terminal.note("\(place): shown as far as it goes: \(damage)\n") }
    if rendering == nil, let rgb = source.rgb(of: frame) {
      return PNGImage(width: frame.size.width, height: frame.size.height, rgb: rgb)
    }
    let all = source.renderings(of: frame)
    let chosen = rendering.map { wanted in all.first { $0.kind.description == wanted } } ?? plainest(all)
    if let chosen { return PNGImage(chosen.image) }
    let names = all.map(\.kind.description).joined(separator: ", ")
    throw Failure.argument(
      "\(place): no rendering '\(rendering ?? "")' of this frame; expected one of \(names)")
  }

  /// The file's own window if it has one, as viewers show it.
  private func plainest(_ all: [Rendering]) -> Rendering? {
    all.first { $0.kind == .window(0) } ?? all.first
  }
}
