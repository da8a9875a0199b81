public import DICOM

/// A file's name as a report may print it: relative, with control, bidirectional and undecodable bytes made visible.
public struct ShownPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The printable name.
  public let description: String
  /// Whether it is a number instead of a path.
  public let isHidden: Bool

  /// Takes a relative path as the bytes that the file system has.
  public init(_ bytes: [UInt8]) {
    isHidden = false
    // Most names need nothing made visible.
    if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) {
      description = String(decoding: bytes, as: UTF8.self)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator:
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    description = shown
  }

  /// The name of a file whose path is hidden: its number in the order of the walk.
  public init(hidden index: Int) {
    description = "file #\(index)"
    isHidden = true
  }

  /// The name of an original file: its number in the order of the walk over the originals.
  public init(original number: Int) {
    description = "original #\(number)"
    isHidden = true
  }

  /// A name that was made printable before.
  public init(shown text: String) { self.init(Array(text.utf8)) }

  /// Orders by the printable name.
  public static func < (left: ShownPath, right: ShownPath) -> Bool { left.description < right.description }
}

/// What a file turned out to be.
public enum FileKind: String, Sendable, CaseIterable {
  /// A DICOM file with preamble and file meta information. PS3.10 section 7.1.
  case part10
  /// A data set alone, without preamble.
  case bareDataSet = "bare-data-set"
  /// A file of the originals, about which there is something to say without an output.
  case original
  /// Something else, or nothing that could be read.
  case notDICOM = "not-dicom"
}

/// How the bytes of a file, or of many, were accounted for. The three parts add up to the whole.
public struct Coverage: Sendable, Equatable {
  /// Headers, and values that the rules judged.
  public var judged = 0
  /// Bytes that the scope of the audit leaves out.
  public var outOfScope = 0
  /// Bytes in scope that could not be judged.
  public var notChecked = 0

  /// No bytes.
  public init() {}

  /// Takes the three parts.
  public init(judged: Int, outOfScope: Int, notChecked: Int) {
    self.judged = judged
    self.outOfScope = outOfScope
    self.notChecked = notChecked
  }

  /// All bytes.
  public var total: Int { judged + outOfScope + notChecked }

  /// Adds the parts of another coverage.
  public mutating func add(_ other: Coverage) {
    judged += other.judged
    outOfScope += other.outOfScope
    notChecked += other.notChecked
  }
}

/// How much of a file's pictures was looked at: frames, overlays, pages of documents.
public struct PictureCount: Sendable, Equatable {
  /// Wholly.
  public var lookedAt = 0
  /// Not, or not wholly; the reasons are among what was not checked.
  public var notLookedAt = 0

  /// None of either.
  public init() {}

  /// All of them.
  public var all: Int { lookedAt + notLookedAt }

  /// Adds those of another file.
  public mutating func add(_ other: PictureCount) {
    lookedAt += other.lookedAt
    notLookedAt += other.notLookedAt
  }
}

/// What was found in one file, or about one entry of a folder that is not a file.
public struct FileResult: Sendable {
  /// The entry's number in the order of the walk, from 0.
  public let index: Int
  /// Its name.
  public let path: ShownPath
  /// What it is.
  public var kind = FileKind.notDICOM
  /// Its length.
  public var lengthInBytes = 0
  /// Whether the data set is deflated; then places after the file meta information are in the inflated stream.
  public var isDeflated = false
  /// The SOP class, if it is a well-known one.
  public var sopClass: PublicName?
  /// The modality and the maker of the equipment, if the tables have them.
  public var modality: KindOfData?, maker: KindOfData?
  /// The transfer syntax, if it is a well-known one.
  public var transferSyntax: PublicName?
  /// How many elements there are, at all levels.
  public var elements = 0
  /// How many blocks of private elements are reserved, at all levels.
  public var privateBlocks = 0
  /// How many frames, overlays and pages of documents were looked at, and how many were not.
  public var pictures = PictureCount()
  /// A small, coarse picture of the first of its pictures, as PNG, if no text was seen in any and none shows a person.
  public var thumbnail: [UInt8]?
  /// How the bytes were accounted for.
  public var coverage = Coverage()
  /// What is wrong, in the order of the file.
  public var findings: [Finding] = []
  /// What could not be judged, in the order of the file.
  public var notChecked: [NotChecked] = []
  /// SHA-256 of the whole file, if it was asked for.
  public var sha256: String?
  /// The original that it was compared with, if it was.
  public var original: PairedOriginal?

  /// Starts the result of an entry.
  public init(index: Int, path: ShownPath) {
    self.index = index
    self.path = path
  }

  /// How many findings have a severity and are not accepted.
  public func count(of severity: Severity) -> Int {
    findings.count { $0.severity == severity && !$0.isAccepted }
  }

  /// How many findings are accepted.
  public var accepted: Int { findings.count(where: \.isAccepted) }

  /// What the file's findings and gaps add up to.
  public func outcome(strict: Bool) -> Outcome {
    Outcome(
      failures: count(of: .fail), reviews: count(of: .review), gaps: notChecked.count, strict: strict,
      accepted: accepted)
  }
}

/// A modality or a maker, as the program's tables name it.
public struct KindOfData: Sendable, Equatable {
  /// Its number in the tables, from 1.
  public let code: UInt8
  /// Its name.
  public let name: PublicName

  /// Takes a row of a table.
  public init(code: UInt8, name: PublicName) {
    self.code = code
    self.name = name
  }
}

/// What a file came to, in three bytes: kept for every file of a run.
public struct Standing: Sendable {
  private var bits: UInt8
  /// The numbers of its modality and maker; 0 if the tables have none.
  let modality: UInt8, maker: UInt8

  /// Takes a file's findings and gaps.
  public init(_ file: FileResult) {
    bits = Standing.bits(file) | (file.kind == .notDICOM || file.kind == .original ? 0 : 16)
    modality = file.modality?.code ?? 0
    maker = file.maker?.code ?? 0
  }

  private static func bits(_ file: FileResult) -> UInt8 {
    (file.count(of: .fail) > 0 ? 1 : 0) | (file.count(of: .review) > 0 ? 2 : 0)
      | (file.notChecked.isEmpty ? 0 : 4) | (file.accepted > 0 ? 8 : 0)
  }

  /// Adds what a later pass found in the file.
  public mutating func add(_ later: FileResult) { bits |= Standing.bits(later) }

  /// Whether it was read as DICOM, so that it counts by modality and maker.
  public var isRead: Bool { bits & 16 != 0 }
  /// Whether a finding fails.
  public var isFailing: Bool { bits & 1 != 0 }
  /// Whether a finding needs review.
  public var isToReview: Bool { bits & 2 != 0 }
  /// Whether something could not be judged.
  public var hasGaps: Bool { bits & 4 != 0 }
  /// Whether a finding is accepted.
  public var hasAccepted: Bool { bits & 8 != 0 }
  /// Whether there is none of them.
  public var isClean: Bool { bits & 15 == 0 }
}
