/// The number of a data element: group in the high 16 bits, element in the low. PS3.5 section 7.1.
@frozen public struct Tag: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Group and element as one number: `(0010,0020)` is `0x0010_0020`.
  public let rawValue: UInt32

  /// Makes the tag of a number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes the tag of a group and an element number.
  @inlinable public init(_ group: UInt16, _ element: UInt16) {
    rawValue = UInt32(group) << 16 | UInt32(element)
  }

  /// Reads `(0010,0020)`, upper or lower case; nil for any other form, masks with `x` included.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 11, bytes[0] == UInt8(ascii: "("), bytes[5] == UInt8(ascii: ","),
      bytes[10] == UInt8(ascii: ")")
    else { return nil }
    var number: UInt32 = 0
    for index in [1, 2, 3, 4, 6, 7, 8, 9] {
      guard let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue else { return nil }
      number = number << 4 | UInt32(digit)
    }
    rawValue = number
  }

  /// The group number, the high 16 bits.
  @inlinable public var group: UInt16 { UInt16(rawValue >> 16) }

  /// The element number, the low 16 bits.
  @inlinable public var element: UInt16 { UInt16(rawValue & 0xFFFF) }

  /// Whether the group is odd. PS3.5 section 7.8.
  @inlinable public var isPrivate: Bool { rawValue & 0x0001_0000 != 0 }

  /// Whether the element reserves a block of private elements: odd group, element 0010 to 00FF.
  @inlinable public var isPrivateCreator: Bool { isPrivate && element >= 0x0010 && element <= 0x00FF }

  /// Whether the element is a group length: element number 0000.
  @inlinable public var isGroupLength: Bool { rawValue & 0xFFFF == 0 }

  /// `(0010,0020)`, hexadecimal digits in upper case.
  public var description: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(11)
    text.append(UInt8(ascii: "("))
    for shift in stride(from: 28, through: 0, by: -4) {
      if shift == 12 { text.append(UInt8(ascii: ",")) }
      text.append(digits[Int(rawValue >> UInt32(shift) & 15)])
    }
    text.append(UInt8(ascii: ")"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Orders by group, then element.
  @inlinable public static func < (left: Tag, right: Tag) -> Bool { left.rawValue < right.rawValue }
}
