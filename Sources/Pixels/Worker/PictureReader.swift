public import DICOM

/// What was found in the pictures of one file.
public struct SeenPictures: Sendable {
  /// How much of an element was asked for.
  public struct Count: Sendable {
    /// Where the element stands.
    public let path: ElementPath
    /// How many frames it has.
    public let frames: Int
    /// How many of them were asked for.
    public let asked: Int

    /// Makes a count.
    public init(path: ElementPath, frames: Int, asked: Int) {
      self.path = path
      self.frames = frames
      self.asked = asked
    }
  }

  /// The pictures, in the order in which they were looked at.
  public var pictures: [SeenPicture] = []
  /// What does not fit together in an element, in fixed words.
  public var irregularities: [(path: ElementPath, words: String)] = []
  /// For each element that was come to, how much of it was asked for.
  public var counts: [Count] = []
  /// Why the file could not be read to its end; nil if it was.
  public var failure: String?

  /// Nothing, yet.
  public init() {}
}

/// Looks at the pictures of files.
public protocol PictureLooking: AnyObject {
  /// Looks at all pictures of a file.
  ///
  /// - Parameter wantsThumbnail: whether a small picture of the first frame of Pixel Data is wanted, if it has no text.
  func look(at path: [UInt8], wantsThumbnail: Bool) -> SeenPictures
  /// Compares the pictures of an original with those of its output; see ``PictureReader/compare(original:output:at:)``.
  func compare(
    original: [UInt8], output: [UInt8], at pairs: [(original: ElementPath, output: ElementPath)]?
  ) -> PictureComparison
}

extension PictureLooking {
  /// Looks at all pictures of a file.
  public func look(at path: [UInt8]) -> SeenPictures { look(at: path, wantsThumbnail: false) }
}

/// Looks at the pictures of files through a worker process, which it starts when the first picture comes and starts
/// again when it dies. One a thread.
public final class PictureReader: PictureLooking {
  /// How a reader looks.
  public struct Settings: Sendable {
    /// At most how many frames of each picture; nil for all.
    public var mostFrames: Int?
    /// Which recognizer reads text.
    public var reader = TextReaderChoice.tesseract(languages: "eng")
    /// Whether the pixels of lines are wanted.
    public var wantsCrops = false
    /// Whether small pictures are wanted at all.
    public var wantsThumbnails = false
    /// How long a worker may be silent, in seconds.
    public var patience = 120
    /// What a worker may have, in bytes of address space.
    public var mostMemory = 3 << 30

    /// All frames, by Tesseract in English.
    public init() {}
  }

  /// A file in which so many pictures ended their worker is given up.
  static let mostEndings = 20
  /// So is one over which workers end time after time before they look at anything.
  static let mostIdleEndings = 5

  let settings: Settings
  /// The process that looks, while there is one.
  var worker: WorkerProcess?

  /// A reader that has no worker yet.
  public init(_ settings: Settings) { self.settings = settings }

  /// Looks at all pictures of a file.
  ///
  /// A picture in which the worker dies or falls silent is in the result with the reason, and the ones behind it are
  /// looked at by a new worker.
  public func look(at path: [UInt8], wantsThumbnail: Bool) -> SeenPictures {
    var seen = SeenPictures()
    var request = PictureRequest(
      path: path, mostFrames: settings.mostFrames, wantsCrops: settings.wantsCrops)
    request.wantsThumbnail = wantsThumbnail && settings.wantsThumbnails
    var endings = 0
    var idle = 0
    while true {
      var open: (number: Int, place: PicturePlace)?
      do throws(WorkerProcess.Ending) {
        try ask(request, &seen, &open)
        return seen
      } catch {
        worker = nil
        endings += 1
        if case .notStarted = error {
          seen.failure = "the worker process could not be started"
          return seen
        }
        idle = open == nil ? idle + 1 : 0
        // Between two pictures it may have been killed for another reason, so it is asked again.
        guard endings < PictureReader.mostEndings, idle < PictureReader.mostIdleEndings else {
          seen.failure = PictureReader.words(error)
          return seen
        }
        guard let open else {
          request.first = seen.pictures.last.map { $0.number + 1 } ?? request.first
          continue
        }
        var lost = SeenPicture(number: open.number, place: open.place)
        lost.problem = PictureReader.words(error)
        seen.pictures.append(lost)
        request.first = open.number + 1
      }
    }
  }

  /// The worker, started if there is none.
  func runningWorker() throws(WorkerProcess.Ending) -> WorkerProcess {
    if let worker { return worker }
    let started = try WorkerProcess(
      [
        "worker", "--most-memory", String(settings.mostMemory),
      ] + PictureReader.arguments(settings.reader))
    worker = started
    return started
  }

  private func ask(
    _ request: PictureRequest, _ seen: inout SeenPictures, _ open: inout (number: Int, place: PicturePlace)?
  ) throws(WorkerProcess.Ending) {
    let worker = try runningWorker()
    let line: [UInt8]
    do { line = try MessageLine.bytes(of: WorkerRequest.look(request)) } catch { throw .garbled }
    try worker.send(line)
    while true {
      let said = try worker.nextLine(within: settings.patience)
      let message: PictureMessage
      do { message = try MessageLine.message(PictureMessage.self, in: said[...]) } catch { throw .garbled }
      switch message {
      case .begin(let number, let place): open = (number, place)
      case .picture(var picture):
        if let earlier = picture.sameAs {
          // Each number comes once.
          guard let index = seen.pictures.lastIndex(where: { $0.number == earlier }) else { throw .garbled }
          picture.take(seen.pictures[index])
        }
        seen.pictures.append(picture)
        open = nil
      case .irregular(let place, let words):
        // A worker that was started again says it again.
        guard !seen.irregularities.contains(where: { $0.path == place.path && $0.words == words }) else {
          break
        }
        seen.irregularities.append((place.path, words))
      case .counted(let place, let frames, let asked):
        seen.counts.append(SeenPictures.Count(path: place.path, frames: frames, asked: asked))
      case .failed(let words):
        seen.failure = words
      case .end: return
      }
    }
  }

  private static func arguments(_ reader: TextReaderChoice) -> [String] {
    switch reader {
    case .tesseract(let languages): ["--languages", languages]
    case .paddle(let folder): ["--paddle-folder", folder]
    }
  }

  /// The reason as reports print it.
  static func words(_ ending: WorkerProcess.Ending) -> String {
    switch ending {
    case .died: "the worker process ended while it looked at the picture"
    case .tooLate: "the picture took too long"
    case .garbled: "the worker process said what is no message"
    case .notStarted: "the worker process could not be started"
    }
  }
}
