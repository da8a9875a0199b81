/// A Value Representation: two upper-case letters. PS3.5 section 6.2.
///
/// Any two bytes of a file make a `VR`; ``isKnown`` says whether the standard has it.
public struct VR: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
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

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let ae = VR(0x41, 0x45), `as` = VR(0x41, 0x53), at = VR(0x41, 0x54), cs = VR(0x43, 0x53),
    da = VR(0x44, 0x41), ds = VR(0x44, 0x53), dt = VR(0x44, 0x54), fd = VR(0x46, 0x44), fl = VR(0x46, 0x4C),
    `is` = VR(0x49, 0x53), lo = VR(0x4C, 0x4F), lt = VR(0x4C, 0x54), ob = VR(0x4F, 0x42), od = VR(0x4F, 0x44),
    of = VR(0x4F, 0x46), ol = VR(0x4F, 0x4C), ov = VR(0x4F, 0x56), ow = VR(0x4F, 0x57), pn = VR(0x50, 0x4E),
    sh = VR(0x53, 0x48), sl = VR(0x53, 0x4C), sq = VR(0x53, 0x51), ss = VR(0x53, 0x53), st = VR(0x53, 0x54),
    sv = VR(0x53, 0x56), tm = VR(0x54, 0x4D), uc = VR(0x55, 0x43), ui = VR(0x55, 0x49), ul = VR(0x55, 0x4C),
    un = VR(0x55, 0x4E), ur = VR(0x55, 0x52), us = VR(0x55, 0x53), ut = VR(0x55, 0x54), uv = VR(0x55, 0x56)

  /// All 34 VRs of PS3.5 table 6.2-1.
  public static let all: [VR] = [
    .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .ob, .od, .of, .ol, .ov, .ow, .pn, .sh, .sl,
    .sq, .ss, .st, .sv, .tm, .uc, .ui, .ul, .un, .ur, .us, .ut, .uv,
  ]

  /// Whether the standard has this VR.
  public var isKnown: Bool {
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
  public var hasLongLength: Bool {
    switch self {
    case .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .pn, .sh, .sl, .ss, .st, .tm, .ui, .ul,
      .us:
      false
    default: true
    }
  }

  /// Whether values are characters, UIDs and numbers as text included.
  public var isText: Bool {
    switch self {
    case .ae, .as, .cs, .da, .ds, .dt, .is, .lo, .lt, .pn, .sh, .st, .tm, .uc, .ui, .ur, .ut: true
    default: false
    }
  }

  /// Whether Specific Character Set (0008,0005) applies to values. PS3.5 section 6.1.2.2.
  public var usesCharacterSet: Bool {
    switch self {
    case .lo, .lt, .pn, .sh, .st, .uc, .ut: true
    default: false
    }
  }

  /// Whether a backslash separates values: not in LT, ST, UT, UR. PS3.5 section 6.4.
  public var isMultiValued: Bool {
    switch self {
    case .lt, .st, .ut, .ur: false
    default: true
    }
  }

  /// Whether values are bulk bytes that no text rule reads: the O* VRs and UN.
  public var isOpaque: Bool {
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
