/// What the bytes inside a value are, as far as their content or their creator tells.
public enum PayloadKind: String, Sendable, CaseIterable {
  /// A Siemens CSA header of type 1, without magic number.
  case csa1
  /// A Siemens CSA header of type 2, which begins with `SV10`.
  case csa2
  /// A Siemens protocol: an XProtocol tree, an ASCCONV block, or both.
  case siemensProtocol = "siemens-protocol"
  /// Graphics of Siemens MEDCOM: a STEP file (ISO 10303-21).
  case step
  /// Messages of a structured report, as `SrMsgBuffer` of a CSA header has them: tag, VR, length, value, all in
  /// letters and digits.
  case reportMessages = "report-messages"
  /// Lines of a GE protocol data block: a key, a blank and a value in quotes.
  case geProtocol = "ge-protocol"
  /// A data set of Canon or Toshiba, written backwards from the last byte to the first.
  case reversed

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case gzip, zlib, zip, base64
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case xml, json
  /// Lines of `key = value` or `key: value`, with sections in brackets or without.
  case iniText = "ini-text"
  /// Text in UTF-16, with a byte order mark or without.
  case utf16Text = "utf16-text"
  /// Text without a structure that is known.
  case plainText = "plain-text"

  /// A whole DICOM file: 128 bytes, `DICM`, file meta information.
  case dicomFile = "dicom-file"
  /// DICOM elements with written VRs, least significant byte first, without preamble.
  case dicomExplicit = "dicom-explicit"
  /// The same with the most significant byte first.
  case dicomExplicitBigEndian = "dicom-explicit-big-endian"
  /// DICOM elements without written VRs.
  case dicomImplicit = "dicom-implicit"
  /// Items of a DICOM sequence, as a sequence of VR UN has them: implicit VR. PS3.5 section 6.2.2.
  case dicomItems = "dicom-items"

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case jpeg, jpeg2000, png, tiff, gif, bmp, pdf, riff
  /// ASN.1 in DER: certificates, PKCS#7.
  case der
  /// Packed forms, programs and documents that are recognized and not opened.
  case bzip2, xz, zstd, sqlite, ole2, elf, rtf, windowsProgram = "windows-program"
  /// Nothing but bytes of one value, such as padding.
  case blank
  /// Bytes that nothing above explains.
  case binary

  /// The kind's name as reports print it.
  public var name: PublicName { PublicName(fromTable: rawValue) }

  /// Whether it is recognized and has no reader here.
  var isUnsupported: Bool {
    switch self {
    case .bzip2, .xz, .zstd, .sqlite, .ole2, .elf, .rtf, .windowsProgram: true
    default: false
    }
  }

  /// Whether the caller reads it with a reader of its own: a data set, a picture or a document.
  public var isForAnotherReader: Bool {
    switch self {
    case .dicomFile, .dicomExplicit, .dicomExplicitBigEndian, .dicomImplicit, .dicomItems, .jpeg, .jpeg2000,
      .png, .tiff, .gif, .bmp, .pdf, .riff:
      true
    default: false
    }
  }
}

/// How the bytes of a field are to be read.
public enum PayloadEncoding: String, Sendable, CaseIterable {
  /// Text in the character set of the data set, in practice ASCII.
  case dataSet = "data-set"
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case utf8, latin1, shiftJIS = "shift-jis"
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case utf16LittleEndian = "utf-16le", utf16BigEndian = "utf-16be"
  /// No text.
  case binary
}

/// Bounds on what a value may make the opener do. What lies beyond is listed in ``OpenedPayload/unopened``.
public struct PayloadLimits: Sendable {
  /// How many containers may be nested.
  public var depth = 8
  /// How many bytes all decoded copies of one value may have together.
  public var decodedInBytes = 4 << 20
  /// How many times longer than its packed form a stream may get, past ``expansionFreeInBytes``.
  public var expansion = 200
  /// Up to this length any expansion is allowed, in bytes.
  public var expansionFreeInBytes = 1 << 20
  /// How many fields one value may have.
  public var fields = 200_000
  /// How deep the groups of one container may be nested: braces, XML elements, JSON arrays, DER sequences.
  public var groups = 128

  /// The usual bounds.
  public init() {}
}

/// Why something was recognized and not opened, or not wholly.
public enum UnopenedReason: String, Sendable, CaseIterable {
  /// More than ``PayloadLimits/depth`` or ``PayloadLimits/groups``.
  case nestedTooDeep = "nested-too-deep"
  /// Decoded it has more than ``PayloadLimits/decodedInBytes``, or grows beyond ``PayloadLimits/expansion``.
  case growsTooLong = "grows-too-long"
  /// More than ``PayloadLimits/fields``.
  case tooManyFields = "too-many-fields"
  /// It ends before it should.
  case truncated
  /// It is not what its beginning announces from here on.
  case malformed
  /// No reader for this kind.
  case unsupported
  /// It needs a password.
  case encrypted
}
