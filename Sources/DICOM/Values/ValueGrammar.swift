/// What is wrong with the form of a value. PS3.5 table 6.2-1.
public enum GrammarProblem: Equatable, Sendable {
  /// A value is longer than the VR allows.
  case tooLong
  /// The length is not a multiple of the size of a number.
  case partOfNumber
  /// A character that the VR does not allow, in a value that otherwise has the form.
  case character
  /// Letters where the VR has digits: text in a field for numbers, dates or times.
  case textInNumber
  /// A date or time that the calendar or the clock does not have, or in another form.
  case noSuchDate
}

/// The grammar of values by VR.
public enum ValueGrammar {
  /// What is wrong with a value; nil if it is well formed.
  ///
  /// - Parameter value: without padding at the ends.
  public static func problem(in value: ArraySlice<UInt8>, vr: VR) -> GrammarProblem? {
    guard !value.isEmpty else { return nil }
    if let size = numberSize(vr) { return value.count % size == 0 ? nil : .partOfNumber }
    switch vr {
    case .ae: return each(value) { $0.count > 16 ? .tooLong : nil }
    case .as: return each(value) { AgeValue($0) == nil ? text($0) ?? .character : nil }
    case .cs: return each(value, codeString)
    case .da: return each(value) { DateValue($0) == nil ? text($0) ?? .noSuchDate : nil }
    case .ds: return each(value) { number($0, longest: 16, allowsFraction: true) }
    case .is: return each(value) { number($0, longest: 12, allowsFraction: false) }
    case .tm: return each(value, time)
    case .dt: return each(value, dateTime)
    // A character may take four bytes.
    case .lo: return each(value) { $0.count > 4 * 64 ? .tooLong : nil }
    case .sh: return each(value) { $0.count > 4 * 16 ? .tooLong : nil }
    case .pn: return each(value) { $0.count > 3 * 4 * 64 ? .tooLong : nil }
    case .st: return value.count > 4 * 1_024 ? .tooLong : nil
    case .lt: return value.count > 4 * 10_240 ? .tooLong : nil
    case .ui:
      return each(value) { part in
        let uid = part.last == 0 ? part.dropLast() : part
        return UniqueIdentifier(uid).isWellFormed ? nil : text(uid) ?? .character
      }
    default: return nil
    }
  }

  private static func numberSize(_ vr: VR) -> Int? {
    switch vr {
    case .ss, .us, .ow: 2
    case .at, .fl, .sl, .ul, .of, .ol: 4
    case .fd, .sv, .uv, .od, .ov: 8
    default: nil
    }
  }

  /// The first problem of the values that backslashes separate.
  private static func each(
    _ value: ArraySlice<UInt8>, _ judge: (ArraySlice<UInt8>) -> GrammarProblem?
  ) -> GrammarProblem? {
    var rest = value
    while true {
      let end = rest.firstIndex(of: 0x5C)
      let part = rest[..<(end ?? rest.endIndex)].trimmed(for: .sh)
      if !part.isEmpty, let problem = judge(part) { return problem }
      guard let end else { return nil }
      rest = rest[(end + 1)...]
    }
  }

  /// Two letters or more are text.
  private static func text(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    value.count { (0x41...0x5A).contains($0 & 0xDF) || $0 >= 0x80 } >= 2 ? .textInNumber : nil
  }

  private static func codeString(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    if value.count > 16 { return .tooLong }
    let isLawful = value.allSatisfy { byte in
      (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x20 || byte == 0x5F
    }
    return isLawful ? nil : .character
  }

  private static func number(
    _ value: ArraySlice<UInt8>, longest: Int, allowsFraction: Bool
  ) -> GrammarProblem? {
    for byte in value {
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D: break
      case 0x2E, 0x45, 0x65: if !allowsFraction { return text(value) ?? .character }
      default: return text(value) ?? .character
      }
    }
    return value.count > longest ? .tooLong : nil
  }

  private static func time(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    let digits = value.filter { $0 != 0x3A }.prefix { $0 != 0x2E }
    guard value.count <= 16, [2, 4, 6].contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return text(value) ?? .noSuchDate }
    return isClock(digits[...]) ? nil : .noSuchDate
  }

  private static func isClock(_ digits: ArraySlice<UInt8>) -> Bool {
    let numbers = stride(from: digits.startIndex, to: digits.endIndex, by: 2).map {
      Int(digits[$0] & 15) * 10 + Int(digits[$0 + 1] & 15)
    }
    // 60 is a leap second.
    return zip(numbers, [23, 59, 60]).allSatisfy { $0 <= $1 }
  }

  private static func dateTime(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    let main = value.prefix { $0 != 0x2E && $0 != 0x2B && $0 != 0x2D }
    guard value.count <= 26, main.allSatisfy({ (0x30...0x39).contains($0) }),
      [4, 6, 8, 10, 12, 14].contains(main.count)
    else { return text(value) ?? .noSuchDate }
    if main.count >= 8, DateValue(main.prefix(8)) == nil { return .noSuchDate }
    return main.count > 8 && !isClock(Array(main.dropFirst(8))[...]) ? .noSuchDate : nil
  }
}
