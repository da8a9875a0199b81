/// Why bytes could not be judged.
public enum NotCheckedReason: String, Sendable, CaseIterable, Comparable {
  /// Pixels, overlays and other pictures that nothing looked into.
  case pixelData = "pixel-data"
  /// A picture that could not be decoded or read.
  case pictureNotReadable = "picture-not-readable"
  /// Frames that were left out of a sample.
  case framesLeftOut = "frames-left-out"
  /// Pictures of a head or a person, whose features nothing here recognizes.
  case recognizableFeatures = "recognizable-features"
  /// A binary value that no rule removes and nothing opens.
  case payloadNotOpened = "payload-not-opened"
  /// A value longer than a check reads.
  case valueTooLong = "value-too-long"
  /// Nesting beyond the reader's bound.
  case nestingTooDeep = "nesting-too-deep"
  /// More elements or items than the reader's bound.
  case tooManyElements = "too-many-elements"
  /// The file ends inside an element.
  case truncated
  /// Bytes that do not read as DICOM where DICOM is due.
  case malformed
  /// A transfer syntax that this version does not know.
  case unknownTransferSyntax = "unknown-transfer-syntax"
  /// A deflated data set that does not inflate.
  case inflateFailed = "inflate-failed"
  /// A deflated data set beyond the bound on expansion.
  case expansionLimit = "expansion-limit"
  /// The pixel data are elsewhere, behind a reference.
  case externalPixelData = "external-pixel-data"
  /// The file could not be opened or read.
  case cannotRead = "cannot-read"
  /// A folder could not be listed.
  case cannotList = "cannot-list"
  /// The file has no bytes.
  case emptyFile = "empty-file"
  /// The content is not DICOM.
  case notDICOM = "not-dicom"
  /// Neither a file nor a folder: a device, a pipe or a socket.
  case specialFile = "special-file"
  /// A symbolic link, which is not followed.
  case symbolicLink = "symbolic-link"
  /// The file changed while it was read.
  case changedWhileReading = "changed-while-reading"

  /// What the reason means, in a sentence for a reader of the report.
  public var meaning: StaticString {
    switch self {
    case .pixelData: "Pictures (pixel data, overlays, icons) were not looked into."
    case .pictureNotReadable: "A picture could not be decoded or read."
    case .framesLeftOut: "Only a sample of the frames was looked at."
    case .recognizableFeatures:
      "Pictures of heads or persons: whether a face can be made out was not checked."
    case .payloadNotOpened: "A binary value that no rule removes was not opened."
    case .valueTooLong: "A value is longer than the checks read."
    case .nestingTooDeep: "Sequences are nested deeper than the reader follows."
    case .tooManyElements: "There are more elements than the reader follows."
    case .truncated: "The file ends inside an element."
    case .malformed: "Bytes do not read as DICOM where DICOM is due."
    case .unknownTransferSyntax: "The transfer syntax is not known."
    case .inflateFailed: "The deflated data set does not inflate."
    case .expansionLimit: "The deflated data set grows beyond the bound."
    case .externalPixelData: "The pixel data are not in the file."
    case .cannotRead: "The file could not be opened or read."
    case .cannotList: "The folder could not be listed."
    case .emptyFile: "The file has no bytes."
    case .notDICOM: "The content is not DICOM."
    case .specialFile: "Neither a file nor a folder."
    case .symbolicLink: "A symbolic link, which is not followed."
    case .changedWhileReading: "The file changed while it was read."
    }
  }

  /// Orders by name.
  public static func < (left: NotCheckedReason, right: NotCheckedReason) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Bytes, or a whole file, that could not be judged.
public struct NotChecked: Sendable, Equatable {
  /// Why.
  public let reason: NotCheckedReason
  /// Where; ranges as in ``Place``.
  public let place: Place
  /// How many bytes of the file were not looked at.
  public let lengthInBytes: Int
  /// The reason as the reader or the system saw it.
  public let message: Message

  /// Makes a record of something that was not judged.
  public init(_ reason: NotCheckedReason, at place: Place, lengthInBytes: Int, message: Message) {
    self.reason = reason
    self.place = place
    self.lengthInBytes = lengthInBytes
    self.message = message
  }
}
