/// A Value Representation: two upper-case letters. PS3.5 section 6.2.
///
/// Any two bytes of a file make a `VR`; ``isKnown`` says whether the standard has it.
@frozen public struct VR: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The two letters, the first in the high byte.
  public let rawValue: UInt16

  /// Makes the VR of two bytes as one number.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Makes the VR of two bytes as they stand in a file.
  @inlinable public init(_ first: UInt8, _ second: UInt8) { rawValue = UInt16(first) << 8 | UInt16(second) }

  /// Reads two ASCII letters; nil unless the standard has such a VR.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 2 else { return nil }
    self.init(bytes[0], bytes[1])
    guard isKnown else { return nil }
  }

  // Computed and inlinable: a stored constant of another module costs a call and a test at every use.
  /// Application Entity.
  @inlinable public static var ae: VR { VR(0x41, 0x45) }
  /// Age String.
  @inlinable public static var `as`: VR { VR(0x41, 0x53) }
  /// Attribute Tag.
  @inlinable public static var at: VR { VR(0x41, 0x54) }
  /// Code String.
  @inlinable public static var cs: VR { VR(0x43, 0x53) }
  /// Date.
  @inlinable public static var da: VR { VR(0x44, 0x41) }
  /// Decimal String.
  @inlinable public static var ds: VR { VR(0x44, 0x53) }
  /// Date Time.
  @inlinable public static var dt: VR { VR(0x44, 0x54) }
  /// Floating Point Double.
  @inlinable public static var fd: VR { VR(0x46, 0x44) }
  /// Floating Point Single.
  @inlinable public static var fl: VR { VR(0x46, 0x4C) }
  /// Integer String.
  @inlinable public static var `is`: VR { VR(0x49, 0x53) }
  /// Long String.
  @inlinable public static var lo: VR { VR(0x4C, 0x4F) }
  /// Long Text.
  @inlinable public static var lt: VR { VR(0x4C, 0x54) }
  /// Other Byte.
  @inlinable public static var ob: VR { VR(0x4F, 0x42) }
  /// Other Double.
  @inlinable public static var od: VR { VR(0x4F, 0x44) }
  /// Other Float.
  @inlinable public static var of: VR { VR(0x4F, 0x46) }
  /// Other Long.
  @inlinable public static var ol: VR { VR(0x4F, 0x4C) }
  /// Other 64-bit Very Long.
  @inlinable public static var ov: VR { VR(0x4F, 0x56) }
  /// Other Word.
  @inlinable public static var ow: VR { VR(0x4F, 0x57) }
  /// Person Name.
  @inlinable public static var pn: VR { VR(0x50, 0x4E) }
  /// Short String.
  @inlinable public static var sh: VR { VR(0x53, 0x48) }
  /// Signed Long.
  @inlinable public static var sl: VR { VR(0x53, 0x4C) }
  /// Sequence of Items.
  @inlinable public static var sq: VR { VR(0x53, 0x51) }
  /// Signed Short.
  @inlinable public static var ss: VR { VR(0x53, 0x53) }
  /// Short Text.
  @inlinable public static var st: VR { VR(0x53, 0x54) }
  /// Signed 64-bit Very Long.
  @inlinable public static var sv: VR { VR(0x53, 0x56) }
  /// Time.
  @inlinable public static var tm: VR { VR(0x54, 0x4D) }
  /// Unlimited Characters.
  @inlinable public static var uc: VR { VR(0x55, 0x43) }
  /// Unique Identifier.
  @inlinable public static var ui: VR { VR(0x55, 0x49) }
  /// Unsigned Long.
  @inlinable public static var ul: VR { VR(0x55, 0x4C) }
  /// Unknown.
  @inlinable public static var un: VR { VR(0x55, 0x4E) }
  /// Universal Resource Identifier or Locator.
  @inlinable public static var ur: VR { VR(0x55, 0x52) }
  /// Unsigned Short.
  @inlinable public static var us: VR { VR(0x55, 0x53) }
  /// Unlimited Text.
  @inlinable public static var ut: VR { VR(0x55, 0x54) }
  /// Unsigned 64-bit Very Long.
  @inlinable public static var uv: VR { VR(0x55, 0x56) }

  /// All 34 VRs of PS3.5 table 6.2-1.
  public static let all: [VR] = [
    .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .ob, .od, .of, .ol, .ov, .ow, .pn, .sh, .sl,
    .sq, .ss, .st, .sv, .tm, .uc, .ui, .ul, .un, .ur, .us, .ut, .uv,
  ]

  /// Whether the standard has this VR.
  @inlinable public var isKnown: Bool {
    switch self {
    case .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .ob, .od, .of, .ol, .ov, .ow, .pn, .sh,
      .sl, .sq, .ss, .st, .sv, .tm, .uc, .ui, .ul, .un, .ur, .us, .ut, .uv:
      true
    default: false
    }
  }

  /// Whether an explicit header has two reserved bytes and a 32-bit length. PS3.5 section 7.1.2.
  ///
  /// A VR that the standard does not have counts as long, as PS3.5 section 6.2.2 asks of new ones.
  @inlinable public var hasLongLength: Bool {
    switch self {
    case .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .pn, .sh, .sl, .ss, .st, .tm, .ui, .ul,
      .us:
      false
    default: true
    }
  }

  /// Whether values are characters, UIDs and numbers as text included.
  @inlinable public var isText: Bool {
    switch self {
    case .ae, .as, .cs, .da, .ds, .dt, .is, .lo, .lt, .pn, .sh, .st, .tm, .uc, .ui, .ur, .ut: true
    default: false
    }
  }

  /// Whether Specific Character Set (0008,0005) applies to values. PS3.5 section 6.1.2.2.
  @inlinable public var usesCharacterSet: Bool {
    switch self {
    case .lo, .lt, .pn, .sh, .st, .uc, .ut: true
    default: false
    }
  }

  /// Whether a backslash separates values: not in LT, ST, UT, UR. PS3.5 section 6.4.
  @inlinable public var isMultiValued: Bool {
    switch self {
    case .lt, .st, .ut, .ur: false
    default: true
    }
  }

  /// Whether values are bulk bytes that no text rule reads: the O* VRs and UN.
  @inlinable public var isOpaque: Bool {
    switch self {
    case .ob, .od, .of, .ol, .ov, .ow, .un: true
    default: false
    }
  }

  /// The two letters; `??` if they are not two upper-case letters.
  public var description: String {
    let high = UInt8(rawValue >> 8)
    let low = UInt8(rawValue & 0xFF)
    guard (0x41...0x5A).contains(high), (0x41...0x5A).contains(low) else { return "??" }
    return String(decoding: [high, low], as: UTF8.self)
  }
}
