/// How Python prints strings and bytes inside of lists: the results of the published program hold values so.
enum PythonText {
  /// A string as `repr` gives it: in single quotes, or in double ones if only single ones are in it.
  static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar =
      text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var quoted = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": quoted += "\\\\"
      case quote:
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if isPrintable(scalar) {
          quoted.unicodeScalars.append(scalar)
        } else {
          quoted += escape(scalar.value)
        }
      }
    }
    quoted.unicodeScalars.append(quote)
    return quoted
  }

  /// Bytes as `repr` gives them: `b'...'`.
  static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
    let isDouble = bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\""))
    let quote = isDouble ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    var text: [UInt8] = [UInt8(ascii: "b"), quote]
    text.reserveCapacity(2 * bytes.count + 3)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\\"), quote: text += [UInt8(ascii: "\\"), byte]
      case 0x0A: text += Array("\\n".utf8)
      case 0x0D: text += Array("\\r".utf8)
      case 0x09: text += Array("\\t".utf8)
      case 0x20...0x7E: text.append(byte)
      default: text += Array(escape(UInt32(byte)).utf8)
      }
    }
    text.append(quote)
    return String(decoding: text, as: UTF8.self)
  }

  /// A text without blanks around it, as `strip` has it.
  static func stripped(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return scalars.count == text.unicodeScalars.count ? text : String(scalars)
  }

  /// Whether `strip` and `split` take a character for a blank.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// Whether a character is one of a word for `\w`: a letter, a number or the low line.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || scalar == "_" || scalar.properties.numericType != nil
  }

  /// Whether a character is a letter.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether a character is a digit of a decimal number.
  static func isDecimal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }

  /// A number as `repr` gives it: the shortest digits, with an exponent from 1e16 up and below 1e-4.
  static func printed(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = "\(number)"
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return abs(number) >= 1e16 ? withExponent(text) : text
    }
    if exponent >= 16 || exponent < -4 {
      let mantissa = text[..<mark].hasSuffix(".0") ? text[..<mark].dropLast(2) : text[..<mark]
      let digits = String(abs(exponent))
      return mantissa + (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "") + digits
    }
    return withoutExponent(String(text[..<mark]), exponent)
  }

  private static func withExponent(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" }.prefix { $0 != "." }
    var significant = String(digits)
    while significant.count > 1, significant.hasSuffix("0") { significant.removeLast() }
    let rest = significant.dropFirst()
    return (isNegative ? "-" : "") + significant.prefix(1) + (rest.isEmpty ? "" : "." + rest)
      + "e+\(digits.count - 1)"
  }

  private static func withoutExponent(_ mantissa: String, _ exponent: Int) -> String {
    let isNegative = mantissa.hasPrefix("-")
    var digits = mantissa.filter { $0 != "-" && $0 != "." }
    if mantissa.hasSuffix(".0") { digits.removeLast() }
    let text: String
    if exponent < 0 {
      text = "0." + String(repeating: "0", count: -exponent - 1) + digits
    } else if digits.count <= exponent + 1 {
      text = digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
    } else {
      text = digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }
    return (isNegative ? "-" : "") + text
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x1_0000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20...0x7E).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }
}
