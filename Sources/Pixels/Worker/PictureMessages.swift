public import DICOM
internal import FoundationEssentials

/// What a worker is asked for: the pictures of one file.
public struct PictureRequest: Codable, Sendable {
  /// The file's path, as bytes.
  public var path: [UInt8]
  /// At most how many frames of each picture to look at, spread evenly; nil for all.
  public var mostFrames: Int?
  /// The picture to begin with, counted over the file: those before it were looked at, or ended a worker.
  public var first = 0
  /// Whether the pixels of lines are wanted, for the evidence file.
  public var wantsCrops = false
  /// Whether a small picture of the first frame is wanted if it shows no text.
  public var wantsThumbnail = false

  /// Asks for all pictures of a file.
  public init(path: [UInt8], mostFrames: Int?, wantsCrops: Bool) {
    self.path = path
    self.mostFrames = mostFrames
    self.wantsCrops = wantsCrops
  }
}

/// Where a picture stands in its file.
public struct PicturePlace: Codable, Hashable, Sendable {
  private let steps: [UInt32]
  private let items: [Int]
  private let tag: UInt32
  /// The frame, from 0; nil for what belongs to all of them.
  public let frame: Int?

  /// Names a picture.
  public init(_ path: ElementPath, frame: Int?) {
    steps = path.steps.map(\.sequence.rawValue)
    items = path.steps.map(\.item)
    tag = path.tag.rawValue
    self.frame = frame
  }

  /// The element that holds it.
  public var path: ElementPath {
    ElementPath(
      zip(steps, items).map { ElementPath.Step(Tag(rawValue: $0), item: $1) }, Tag(rawValue: tag))
  }
}

/// A word that was read from a picture. It is a value like any other of the file.
public struct SeenWord: Codable, Sendable, Equatable {
  /// What was read.
  public let text: String
  /// How sure the recognizer is, from 0 to 1.
  public let confidence: Float

  /// Makes a word.
  public init(text: String, confidence: Float) {
    self.text = text
    self.confidence = confidence
  }
}

/// A line of text, or of marks like text, that a picture shows.
public struct SeenLine: Codable, Sendable {
  /// Where, in pixels: left, top, width, height.
  public let x: Int, y: Int, width: Int, height: Int
  /// The words in order; empty if nothing could be read.
  public let words: [SeenWord]
  /// Whether the time was over before the line was read.
  public let isCutShort: Bool
  /// The way of showing the picture in which it was seen, such as `full-range`.
  public let rendering: String
  /// The line's pixels as PNG, if they were asked for.
  public var crop: [UInt8]?

  /// Makes a line.
  public init(
    x: Int, y: Int, width: Int, height: Int, words: [SeenWord], isCutShort: Bool, rendering: String,
    crop: [UInt8]?
  ) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.words = words
    self.isCutShort = isCutShort
    self.rendering = rendering
    self.crop = crop
  }
}

/// A part of a codestream or document that is no pixels and holds bytes that may be text.
public struct SeenPart: Codable, Sendable {
  /// What it is, such as `comment` or `APP1`.
  public let kind: String
  /// Its offset in the file, in bytes.
  public let offset: Int
  /// Its bytes.
  public let bytes: [UInt8]

  /// Makes a part.
  public init(kind: String, offset: Int, bytes: [UInt8]) {
    self.kind = kind
    self.offset = offset
    self.bytes = bytes
  }
}

/// What was found in one picture: a frame, an overlay plane, a page.
public struct SeenPicture: Codable, Sendable {
  /// Its number, counted over the file.
  public let number: Int
  /// Where it stands.
  public let place: PicturePlace
  /// Its size in pixels; 0 if it was not decoded.
  public var width = 0, height = 0
  /// The lines of text in it.
  public var lines: [SeenLine] = []
  /// Parts of its codestream that are no pixels.
  public var parts: [SeenPart] = []
  /// Why it was not looked at, or not wholly; nil if it was. Fixed words and sizes, without values.
  public var problem: String?
  /// A small picture of it in which all lines are covered, as PNG; nil if earlier frames showed all of them.
  public var preview: [UInt8]?
  /// A small picture of it, as PNG, if it was asked for and no text is in it.
  public var thumbnail: [UInt8]?
  /// The number of an earlier picture of the same bytes, which were not looked at again; all else but the place is that
  /// picture's then.
  public var sameAs: Int?

  /// A picture in which nothing was seen yet.
  public init(number: Int, place: PicturePlace) {
    self.number = number
    self.place = place
  }

  /// Takes over what was found in an earlier picture of the same bytes.
  mutating func take(_ earlier: SeenPicture) {
    width = earlier.width
    height = earlier.height
    lines = earlier.lines
    problem = earlier.problem
  }
}

/// What a worker says, a line each.
public enum PictureMessage: Codable, Sendable {
  /// A picture is about to be looked at; what ends the worker now was in it.
  case begin(number: Int, PicturePlace)
  /// A picture was looked at.
  case picture(SeenPicture)
  /// An element of pixel data does not fit together, in fixed words.
  case irregular(PicturePlace, String)
  /// How many frames of an element there are, and how many the request asked for; a picture that could not be looked
  /// at says so itself.
  case counted(PicturePlace, frames: Int, asked: Int)
  /// The file could not be read, in the system's words.
  case failed(String)
  /// All that was asked for was said.
  case end
}

/// Messages as lines of JSON.
enum MessageLine {
  static func bytes(of message: some Encodable) throws -> [UInt8] {
    [UInt8](try JSONEncoder().encode(message)) + [0x0A]
  }

  static func message<Message: Decodable>(_ type: Message.Type, in line: ArraySlice<UInt8>) throws -> Message
  {
    try JSONDecoder().decode(type, from: Data(line))
  }
}
