/// What is wrong with the form of a value. PS3.5 table 6.2-1.
public enum GrammarProblem: Equatable, Sendable {
  /// A value is longer, or a number greater, than the VR allows.
  case tooLong
  /// The length is not a multiple of the size of a number.
  case partOfNumber
  /// A character that the VR does not allow, or not at its place.
  case character
  /// Letters where the VR has digits: text in a field for numbers, dates or times.
  case textInNumber
  /// A date or time that the calendar or the clock does not have, or in another form.
  case noSuchDate
}

/// The grammar of values by VR.
public enum ValueGrammar {
  /// What is wrong with a value, the first thing in its order; nil if it is well formed or empty.
  ///
  /// One pass, nothing is allocated. From the first NUL on, text is residue and not looked at here in the
  /// VRs to which a character set applies: see `residueAfterNUL(for:)`.
  ///
  /// - Parameters:
  ///   - value: one or several values, with padding or without.
  ///   - characterSet: the one in force, to count the characters of LO, LT, PN, SH and ST. Without it a
  ///     value with bytes above 7F or escapes is too long only if it is under every set: above four bytes a
  ///     character, eight with escapes.
  public static func problem(
    in value: ArraySlice<UInt8>, vr: VR, characterSet: SpecificCharacterSet? = nil
  ) -> GrammarProblem? {
    guard !value.isEmpty else { return nil }
    if let size = sizeOfNumber(vr) { return value.count.isMultiple(of: size) ? nil : .partOfNumber }
    switch vr {
    case .ae: return each(value, allowsLeadingBlanks: true, applicationEntity)
    case .as: return each(value) { AgeValue($0) == nil ? text($0) ?? .character : nil }
    case .cs: return each(value, allowsLeadingBlanks: true, codeString)
    case .da: return each(value) { DateValue($0) == nil ? text($0) ?? .noSuchDate : nil }
    case .ds: return each(value, allowsLeadingBlanks: true, decimalString)
    case .dt: return each(value) { DateTimeValue($0) == nil ? text($0) ?? .noSuchDate : nil }
    case .is: return each(value, allowsLeadingBlanks: true, integerString)
    case .tm: return each(value) { TimeValue($0) == nil ? text($0) ?? .noSuchDate : nil }
    case .ui: return each(value) { UniqueIdentifier($0).isWellFormed ? nil : text($0) ?? .character }
    case .ur: return reference(value)
    case .lo, .lt, .pn, .sh, .st, .uc, .ut:
      return TextGrammar(vr, characterSet).problem(in: value)
    default: return nil
    }
  }

  /// The size in bytes of one number of a VR; nil for VRs of text, and for bytes.
  private static func sizeOfNumber(_ vr: VR) -> Int? {
    switch vr {
    case .ss, .us, .ow: 2
    case .at, .fl, .sl, .ul, .of, .ol: 4
    case .fd, .sv, .uv, .od, .ov: 8
    default: nil
    }
  }

  /// The first problem of the values that backslashes separate. Empty ones are lawful.
  private static func each(
    _ value: ArraySlice<UInt8>, allowsLeadingBlanks: Bool = false,
    _ judge: (ArraySlice<UInt8>) -> GrammarProblem?
  ) -> GrammarProblem? {
    var start = value.startIndex
    while start <= value.endIndex {
      var end = start
      while end < value.endIndex, value[end] != 0x5C { end += 1 }
      let next = end + 1
      while end > start, value[end - 1] == 0x20 || value[end - 1] == 0 { end -= 1 }
      if allowsLeadingBlanks { while start < end, value[start] == 0x20 { start += 1 } }
      if start < end, let problem = judge(value[start..<end]) { return problem }
      start = next
    }
    return nil
  }

  /// Two letters or more, or bytes above 7F, are text.
  private static func text(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    var letters = 0
    for byte in value where byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) { letters += 1 }
    return letters >= 2 ? .textInNumber : nil
  }

  /// AE: 16 characters of the default repertoire.
  private static func applicationEntity(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    for byte in value where !(0x20...0x7E).contains(byte) { return .character }
    return value.count > 16 ? .tooLong : nil
  }

  /// CS: 16 upper-case letters, digits, blanks and underscores.
  private static func codeString(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    if value.count > 16 { return .tooLong }
    for byte in value {
      switch byte {
      case 0x41...0x5A, 0x30...0x39, 0x20, 0x5F: continue
      default: return .character
      }
    }
    return nil
  }

  /// DS: a fixed or floating point number of 16 characters.
  private static func decimalString(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    var cursor = DigitCursor(value)
    if !cursor.take(0x2B) { _ = cursor.take(0x2D) }
    var digits = cursor.skipDigits()
    if cursor.take(0x2E) { digits += cursor.skipDigits() }
    var isNumber = digits > 0
    if isNumber, cursor.take(0x45) || cursor.take(0x65) {
      if !cursor.take(0x2B) { _ = cursor.take(0x2D) }
      isNumber = cursor.skipDigits() > 0
    }
    guard isNumber, cursor.isAtEnd else { return text(value) ?? .character }
    return value.count > 16 ? .tooLong : nil
  }

  /// IS: a number of 12 characters, from -2^31 to 2^31 - 1.
  private static func integerString(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    var cursor = DigitCursor(value)
    let isNegative = cursor.take(0x2D)
    if !isNegative { _ = cursor.take(0x2B) }
    var number = 0
    var digits = 0
    while let digit = cursor.number(ofDigits: 1) {
      // Beyond the range it is wrong whatever follows; the bound keeps it from overflowing.
      number = min(number * 10 + digit, 1 << 40)
      digits += 1
    }
    guard digits > 0, cursor.isAtEnd else { return text(value) ?? .character }
    return value.count > 12 || number > (isNegative ? 1 << 31 : 1 << 31 - 1) ? .tooLong : nil
  }

  /// UR: the characters of RFC 3986, no blank before it or in it, and no backslash.
  private static func reference(_ value: ArraySlice<UInt8>) -> GrammarProblem? {
    var end = value.endIndex
    while end > value.startIndex, value[end - 1] == 0x20 || value[end - 1] == 0 { end -= 1 }
    for byte in value[..<end] {
      switch byte {
      case 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D: return .character
      case 0x21...0x7E: continue
      default: return .character
      }
    }
    return nil
  }
}
