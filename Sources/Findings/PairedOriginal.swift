/// How the original of an output was found.
public enum PairingMethod: String, Sendable, CaseIterable, Comparable {
  /// The given map has the output's SOP Instance UID for the original's.
  case uidMap = "uid-map"
  /// Both have the same SOP Instance UID.
  case sopInstanceUID = "sop-instance-uid"
  /// Both have the same path below their folders, and what was recorded agrees.
  case path
  /// Both have the same name, in different folders, and what was recorded agrees.
  case name
  /// The bytes of their pixel data are the same.
  case pixelData = "pixel-data"
  /// What anonymizers leave agrees: kind, size, place in the series, acquisition.
  case structure
  /// Both have the same path, though what was recorded differs.
  case pathAlone = "path-alone"

  /// Orders from the surest to the least sure.
  public static func < (left: PairingMethod, right: PairingMethod) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!  // Every case is among all cases.
  }

  /// How it was found, in words for a reader of the report.
  public var words: StaticString {
    switch self {
    case .uidMap: "by the given UID map"
    case .sopInstanceUID: "by SOP Instance UID"
    case .path: "by path"
    case .name: "by file name"
    case .pixelData: "by the bytes of the pixel data"
    case .structure: "by structure"
    case .pathAlone: "by path, though what was recorded differs"
    }
  }
}

/// The original that an output was compared with. Its path is not shown: those of originals name patients.
public struct PairedOriginal: Sendable, Equatable {
  /// The original's number in the order of the walk over the originals, from 0.
  public let number: Int
  /// How it was found.
  public let method: PairingMethod
  /// How many other originals would have fitted as well.
  public let alternatives: Int

  /// Names an original.
  public init(number: Int, method: PairingMethod, alternatives: Int) {
    self.number = number
    self.method = method
    self.alternatives = alternatives
  }
}
