internal import DICOM

/// Letters and digits without what stands between them, 24 at most.
struct Compact {
  private var bytes = InlineArray<24, UInt8>(repeating: 0)
  private(set) var count = 0
  /// The places of letters, the first in the lowest bit.
  private(set) var letters: UInt32 = 0

  /// Adds a letter, as a capital, or a digit; false if there is no room.
  mutating func append(_ byte: UInt8) -> Bool {
    guard count < 24 else { return false }
    if byte > 0x39 {
      letters |= 1 << UInt32(count)
      bytes[count] = byte & 0xDF
    } else {
      bytes[count] = byte
    }
    count += 1
    return true
  }

  /// The byte at a place.
  subscript(_ place: Int) -> UInt8 { bytes[place] }

  /// The value of the digit at a place, or of a letter: A is 10.
  func value(_ place: Int) -> Int { bytes[place] <= 0x39 ? Int(bytes[place]) - 0x30 : Int(bytes[place]) - 55 }

  /// The number that so many digits make.
  func number(_ start: Int, _ length: Int) -> Int {
    var number = 0
    for place in start..<start + length { number = number * 10 + value(place) }
    return number
  }

  /// The sum of digits times weights.
  func weighted(_ weights: [Int]) -> Int {
    var sum = 0
    for place in 0..<weights.count { sum += weights[place] * value(place) }
    return sum
  }

  /// Whether all digits are the same.
  var isUniform: Bool { (1..<count).allSatisfy { bytes[$0] == bytes[0] } }
}

/// The sums that check digits are made by.
enum CheckDigits {
  /// ISO/IEC 7812-1: each second digit from the right counts twice.
  static func luhn(_ text: Compact, _ start: Int = 0) -> Bool {
    var sum = 0
    for place in start..<text.count {
      let digit = text.value(place)
      let isDoubled = (text.count - place) % 2 == 0
      sum += isDoubled ? (digit * 2) / 10 + (digit * 2) % 10 : digit
    }
    return sum % 10 == 0
  }

  private static let dihedral: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ]
  private static let permutation: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7], [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
  ]

  /// Verhoeff's sum in the dihedral group of order 10.
  static func verhoeff(_ text: Compact) -> Bool {
    var check = 0
    for place in 0..<text.count {
      check = dihedral[check][permutation[place % 8][text.value(text.count - 1 - place)]]
    }
    return check == 0
  }

  /// ISO 7064 MOD 11,10.
  static func mod11And10(_ text: Compact) -> Bool {
    var check = 5
    for place in 0..<text.count { check = ((check == 0 ? 10 : check) * 2 % 11 + text.value(place)) % 10 }
    return check == 1
  }

  /// GS1's sum of 8 to 14 digits: weights 3 and 1 from the right.
  static func gs1(_ text: Compact, _ start: Int, _ length: Int) -> Bool {
    var sum = 0
    for place in 0..<length { sum += text.value(start + place) * ((length - place) % 2 == 0 ? 3 : 1) }
    return sum % 10 == 0
  }

  /// Whether a day, a month and a year of two digits are a date of some century.
  static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    DateValue(year: 1_900 + year, month: month, day: day) != nil
      || DateValue(year: 2_000 + year, month: month, day: day) != nil
  }
}
