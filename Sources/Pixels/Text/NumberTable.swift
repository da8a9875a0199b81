/// Why a table of fitted numbers is not one.
public struct NumberTableError: Error, Equatable {
  /// The row, the header being the first.
  public let row: Int
  /// What should have been there.
  public let expected: String
}

/// The rows of a comma-separated table that is part of the program, without quotes.
///
/// The tables are compiled in: a gate without its numbers would find nothing and say that nothing is there.
struct NumberTable {
  /// The fields of each row after the header.
  let rows: [[ArraySlice<UInt8>]]

  /// Splits a table.
  ///
  /// - Throws: ``NumberTableError`` if the header is another one or a row has more or fewer fields.
  init(_ bytes: [UInt8], header: [String]) throws(NumberTableError) {
    var rows: [[ArraySlice<UInt8>]] = []
    for (index, line) in bytes.split(separator: 10).enumerated() {
      let fields = line.split(separator: 44, omittingEmptySubsequences: false)
      guard fields.count == header.count else {
        throw NumberTableError(row: index + 1, expected: "\(header.count) fields")
      }
      if index == 0 {
        guard zip(fields, header).allSatisfy({ $0.elementsEqual($1.utf8) }) else {
          throw NumberTableError(row: 1, expected: "the header " + header.joined(separator: ","))
        }
      } else {
        rows.append(fields)
      }
    }
    self.rows = rows
  }

  /// A decimal number: digits with a sign, a point and an exponent, each if wanted; nil for anything else.
  static func number(_ text: ArraySlice<UInt8>) -> Float? {
    var (value, scale, digits, isFraction) = (0.0, 0, 0, false)
    var index = text.startIndex
    let isNegative = text.first == 45
    if isNegative { index += 1 }
    while index < text.endIndex {
      let byte = text[index]
      if byte == 46, !isFraction {
        isFraction = true
      } else if byte >= 48, byte <= 57, digits < 18 {
        value = value * 10 + Double(byte - 48)
        digits += 1
        if isFraction { scale -= 1 }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < text.endIndex {
      guard text[index] == 101, let exponent = exponent(text[(index + 1)...]) else { return nil }
      scale += exponent
    }
    for _ in 0..<abs(scale) { value = scale < 0 ? value / 10 : value * 10 }
    return Float(isNegative ? -value : value)
  }

  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    let isNegative = text.first == 45
    let digits = isNegative || text.first == 43 ? text.dropFirst() : text
    guard (1...2).contains(digits.count), digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    return isNegative ? -value : value
  }
}
