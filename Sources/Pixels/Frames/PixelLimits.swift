/// Bounds on what a file may make the decoders do. At a bound a frame ends as a ``PixelError``, never silently.
public enum PixelLimits {
  /// The most samples in a frame.
  public static let samplesInFrame = 1 << 28
  /// The longest compressed frame, in bytes.
  public static let codestreamInBytes = 1 << 30
  /// The most frames in one element.
  public static let frames = 1_000_000
  /// The most tiles in a JPEG 2000 codestream; each costs the decoder memory before a pixel is decoded.
  public static let tiles = 16_384
  /// The most scans in a JPEG codestream; each may cost a pass over the whole picture.
  public static let scans = 200
  /// The most entries in a palette. PS3.3 section C.7.6.3.1.5.
  public static let paletteEntries = 65_536
  /// The most display windows that are rendered.
  public static let windows = 8
  /// The most tables of Modality and VOI LUT Sequences that are rendered.
  public static let lookupTables = 8
  /// The most bytes that text parts of one codestream may have in all.
  public static let streamTextInBytes = 1 << 20
  /// The most bytes of a private element that are read to find out the size of its picture.
  public static let privatePictureInBytes = 1 << 28
  /// How many data sets may stand in private elements of each other.
  public static let nestedDataSets = 4
}
