public import DICOM
internal import Glibc

/// The inside of a worker process: answers requests until there are no more.
///
/// Codecs and recognizers run here, so that one which crashes, hangs or grows takes only this process along.
public struct PictureServer: ~Copyable {
  private let socket: Int32
  /// For files of implicit value representations.
  let dictionary: any VRDictionary
  private var finder: TextFinder?
  private let reader: TextReaderChoice
  private var pending: [UInt8] = []

  /// Serves requests that come over a socket.
  ///
  /// - Parameters:
  ///   - reader: which recognizer reads text.
  ///   - mostMemory: what the process may have, in bytes.
  public init(socket: Int32, dictionary: any VRDictionary, reader: TextReaderChoice, mostMemory: Int) {
    self.socket = socket
    self.dictionary = dictionary
    self.reader = reader
    var memory = rlimit(rlim_cur: rlim_t(mostMemory), rlim_max: rlim_t(mostMemory))
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
    var core = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
  }

  /// Answers requests until the other side closes the socket.
  ///
  /// - Throws: an error of decoding a request or encoding an answer.
  public mutating func serve() throws {
    while let line = nextLine() {
      switch try MessageLine.message(WorkerRequest.self, in: line) {
      case .look(let request):
        try answer(request)
        try say(.end)
      case .compare(let request): try compare(request)
      case .fingerprint(let path): try fingerprint(path)
      }
    }
  }

  private mutating func nextLine() -> ArraySlice<UInt8>? {
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        let line = pending[..<end]
        pending = Array(pending[(end + 1)...])
        return line
      }
      let got = read(socket, &block, block.count)
      guard got > 0 else { return nil }
      pending += block[..<got]
    }
  }

  private func say(_ message: PictureMessage) throws { try send(message) }

  /// Says a message of any kind.
  func send(_ message: some Encodable) throws {
    let bytes = try MessageLine.bytes(of: message)
    var done = 0
    while done < bytes.count {
      let sent = bytes.withUnsafeBytes { write(socket, $0.baseAddress! + done, bytes.count - done) }
      // The other side is gone: there is nobody to work for.
      guard sent > 0 else { exit(0) }
      done += sent
    }
  }

  private mutating func answer(_ request: PictureRequest) throws {
    let file: FileBytes
    do throws(SystemError) { file = try FileBytes(path: request.path) } catch {
      return try say(.failed(error.text))
    }
    let pictures = Pictures(FileReader(file, dictionary: dictionary))
    var number = 0
    for bitmap in pictures.bitmaps { try look(at: bitmap, request, &number) }
    for overlay in pictures.overlays { try look(at: overlay, request, &number) }
    for document in pictures.documents { try look(at: document, request, &number) }
  }

  // MARK: pixel data

  private mutating func look(
    at bitmap: Pictures.Bitmap, _ request: PictureRequest, _ number: inout Int
  ) throws {
    let source: FrameSource
    switch bitmap.source {
    case .failure(let error):
      try one(PicturePlace(bitmap.path, frame: nil), request, &number) { picture, _ in
        picture.problem = "\(error)"
      }
      return try say(.counted(PicturePlace(bitmap.path, frame: nil), frames: 1, asked: 1))
    case .success(let found): source = found
    }
    let place = PicturePlace(bitmap.path, frame: nil)
    if request.first == 0 {
      for irregularity in source.irregularities { try say(.irregular(place, irregularity.name)) }
    }
    let frames = max(source.frameCount, source.description.announcedFrames)
    let chosen = PictureServer.chosen(of: frames, most: request.mostFrames)
    var looker = FrameLooker(
      source, wantsCrops: request.wantsCrops,
      wantsThumbnail: request.wantsThumbnail && bitmap.path == ElementPath([], .pixelData))
    for frame in chosen {
      try one(PicturePlace(bitmap.path, frame: frame), request, &number) { picture, finder in
        try looker.look(at: frame, &picture, &finder)
      }
      // Frames that are announced and missing are all missing for the same reason.
      if frame >= source.frameCount { break }
    }
    try say(.counted(place, frames: frames, asked: chosen.count))
  }

  // MARK: overlays

  private mutating func look(
    at overlay: Overlay, _ request: PictureRequest, _ number: inout Int
  ) throws {
    let frames = max(1, overlay.frameCount)
    var memory = LoopMemory()
    let chosen = PictureServer.chosen(of: frames, most: request.mostFrames)
    for frame in chosen {
      try one(PicturePlace(overlay.path, frame: frame), request, &number) { picture, finder in
        do throws(PixelError) {
          let image = try overlay.image(frame)
          picture.width = image.width
          picture.height = image.height
          var lines = LineCollector(wantsCrops: request.wantsCrops)
          let found = memory.find(in: image, way: "overlay", leastScore: 0, by: &finder)
          lines.add(found, in: image, "overlay")
          picture.lines = lines.lines
          if !lines.lines.isEmpty { picture.preview = lines.preview(of: image) }
        } catch {
          picture.problem = "\(error)"
        }
      }
    }
    try say(.counted(PicturePlace(overlay.path, frame: nil), frames: frames, asked: chosen.count))
  }

  // MARK: documents

  private mutating func look(
    at document: EncapsulatedDocument, _ request: PictureRequest, _ number: inout Int
  ) throws {
    let place = PicturePlace(document.path, frame: nil)
    var opened: DocumentPictures?
    let opening = number
    // A library may crash over a document when it is opened, so that is a picture of its own.
    try one(place, request, &number) { picture, _ in
      do {
        let pages = try document.open()
        picture.parts = pages.texts.map {
          SeenPart(kind: $0.kind.rawValue, offset: document.range.lowerBound, bytes: Array($0.text.utf8))
        }
        if !pages.unread.isEmpty { picture.problem = pages.unread.map { "\($0)" }.joined(separator: "; ") }
        opened = pages
      } catch {
        picture.problem = "\(error)"
      }
    }
    // It was opened by the worker before this one, unless that ended then.
    if request.first > opening + 1 { opened = try document.open() }
    guard let opened else { return try say(.counted(place, frames: 1, asked: 1)) }
    let chosen = PictureServer.chosen(of: opened.pageCount, most: request.mostFrames)
    for page in chosen {
      for made in opened.pictures(ofPage: page) {
        try one(PicturePlace(document.path, frame: page), request, &number) { picture, finder in
          switch made {
          case .failure(let error): picture.problem = "\(error)"
          case .success(let shown):
            picture.width = shown.image.width
            picture.height = shown.image.height
            if let damage = shown.damage { picture.problem = "\(damage)" }
            var lines = LineCollector(wantsCrops: request.wantsCrops)
            lines.add(finder.find(in: shown.image), in: shown.image, "page")
            picture.lines = lines.lines
            if !lines.lines.isEmpty { picture.preview = lines.preview(of: shown.image) }
          }
        }
      }
    }
    // A document without pages is its text.
    let isText = opened.pageCount == 0
    try say(.counted(place, frames: isText ? 1 : opened.pageCount, asked: isText ? 1 : chosen.count))
  }

  // MARK: one picture

  /// Looks at one picture and says so before and after, unless it comes before the first that was asked for.
  private mutating func one(
    _ place: PicturePlace, _ request: PictureRequest, _ number: inout Int,
    _ look: (inout SeenPicture, inout TextFinder) throws -> Void
  ) throws {
    defer { number += 1 }
    guard number >= request.first else { return }
    try say(.begin(number: number, place))
    var picture = SeenPicture(number: number, place: place)
    do {
      if finder == nil { finder = try reader.makeFinder() }
    } catch {
      picture.problem = "\(error)"
      return try say(.picture(picture))
    }
    // It was made above if it was not there.
    try look(&picture, &finder!)
    try say(.picture(picture))
  }

  /// The frames to look at: all, or as many as asked for, spread evenly with the first and the last among them.
  static func chosen(of frames: Int, most: Int?) -> [Int] {
    guard let most, most < frames else { return Array(0..<frames) }
    guard most > 1 else { return [0] }
    return (0..<most).map { $0 * (frames - 1) / (most - 1) }
  }
}
