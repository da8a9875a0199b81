internal import DICOM

/// A value as the published program has it before it compares: printed by Python, without blanks around it, in `<>`.
enum PrintedValue {
  /// What stands for pixels and overlays.
  static let removed = "<REMOVED>"

  /// Prints a value.
  ///
  /// - Parameter set: the character set in force where the element stands.
  static func of(_ value: ArraySlice<UInt8>, _ element: Element, in set: SpecificCharacterSet) -> String {
    if isLeftOut(element.tag) { return removed }
    return "<\(PythonText.stripped(printed(value, element, set)))>"
  }

  /// Whether an element's value is not shown: pixels and overlays.
  static func isLeftOut(_ tag: Tag) -> Bool {
    tag == Tag(0x7FE0, 0x0010) || tag.element == 0x3000 && tag.group & 0xFF00 == 0x6000 && tag.group & 1 == 0
  }

  private static func printed(
    _ value: ArraySlice<UInt8>, _ element: Element, _ set: SpecificCharacterSet
  ) -> String {
    guard !value.isEmpty else { return "" }
    switch element.vr {
    case .sh, .lo, .uc:
      return list(
        values(value, set, element.vr).map { unpadded(decoded($0, set, element.vr)) }, PythonText.quoted)
    case .lt, .st, .ut: return unpadded(decoded(value, set, element.vr))
    case .pn:
      let names = values(unpadded(value), set, .pn).map { name(decoded($0, set, .pn)) }
      return list(names) { $0 }
    case .ur: return latin(value)
    case .ae: return list(parts(latin(value)).map(PythonText.stripped), PythonText.quoted)
    case .ui: return list(parts(unpadded(latin(value))).map(PythonText.stripped), PythonText.quoted)
    case .as, .cs, .da, .tm, .dt: return list(parts(unpadded(latin(value))), PythonText.quoted)
    case .ds, .is:
      let text = element.vr == .ds ? PythonText.stripped(latin(value)) : latin(value)
      // An empty one among several is a string, and quoted.
      return list(parts(unpadded(text)).map(PythonText.stripped)) { $0.isEmpty ? "''" : $0 }
    case .us: return numbers(value, 2, element) { String($0) }
    case .ss: return numbers(value, 2, element) { String(Int16(truncatingIfNeeded: $0)) }
    case .ul: return numbers(value, 4, element) { String($0) }
    case .sl: return numbers(value, 4, element) { String(Int32(truncatingIfNeeded: $0)) }
    case .uv: return numbers(value, 8, element) { String($0) }
    case .sv: return numbers(value, 8, element) { String(Int64(bitPattern: $0)) }
    case .fl:
      return numbers(value, 4, element) {
        PythonText.printed(Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))))
      }
    case .fd: return numbers(value, 8, element) { PythonText.printed(Double(bitPattern: $0)) }
    case .at: return tags(value, element)
    default: return PythonText.quoted(value)
    }
  }

  /// One value as it is, several in brackets.
  private static func list(_ values: [String], _ quote: (String) -> String) -> String {
    values.count == 1 ? values[0] : "[\(values.map(quote).joined(separator: ", "))]"
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: "\\", omittingEmptySubsequences: false).map(String.init)
  }

  private static func values(
    _ value: ArraySlice<UInt8>, _ set: SpecificCharacterSet, _ vr: VR
  ) -> [ArraySlice<UInt8>] {
    // Without a declared set each byte is a character there.
    set == .defaultRepertoire
      ? value.split(separator: 0x5C, omittingEmptySubsequences: false) : set.values(in: value, vr: vr)
  }

  private static func decoded(_ value: ArraySlice<UInt8>, _ set: SpecificCharacterSet, _ vr: VR) -> String {
    set == .defaultRepertoire ? latin(value) : set.decode(value, vr: vr).text
  }

  private static func latin(_ value: ArraySlice<UInt8>) -> String {
    if value.isASCII { return String(decoding: value, as: UTF8.self) }
    return String(String.UnicodeScalarView(value.map { Unicode.Scalar($0) }))
  }

  private static func unpadded(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = value.endIndex
    while end > value.startIndex, value[end - 1] == 0x20 || value[end - 1] == 0 { end -= 1 }
    return value[..<end]
  }

  private static func unpadded(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == " " || last == "\0" { scalars.removeLast() }
    return String(scalars)
  }

  /// A person's name without empty groups at its end.
  private static func name(_ text: String) -> String {
    var text = text
    while text.hasSuffix("=") { text.removeLast() }
    return text
  }

  private static func numbers(
    _ value: ArraySlice<UInt8>, _ width: Int, _ element: Element, _ print: (UInt64) -> String
  ) -> String {
    guard value.count % width == 0 else { return PythonText.quoted(value) }
    let texts = stride(from: value.startIndex, to: value.endIndex, by: width).map { start in
      print(number(value[start..<start + width], isBigEndian: element.isBigEndian))
    }
    return list(texts) { $0 }
  }

  private static func number(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> UInt64 {
    isBigEndian
      ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func tags(_ value: ArraySlice<UInt8>, _ element: Element) -> String {
    guard value.count % 4 == 0 else { return PythonText.quoted(value) }
    let texts = stride(from: value.startIndex, to: value.endIndex, by: 4).map { start in
      let group = number(value[start..<start + 2], isBigEndian: element.isBigEndian)
      let number = number(value[start + 2..<start + 4], isBigEndian: element.isBigEndian)
      return "(\(hex(group)), \(hex(number)))"
    }
    return list(texts) { $0 }
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
