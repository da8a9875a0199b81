/// The grammar of the VRs to which a character set applies. PS3.5 table 6.2-1, sections 6.1.2.2, 6.1.3 and
/// 6.2.1.
struct TextGrammar {
  private let vr: VR
  private let set: SpecificCharacterSet?
  /// How many characters a value, or a group of a name, may have.
  private let longest: Int
  /// Whether CR, LF, FF and TAB may stand in a value.
  private let allowsLines: Bool

  init(_ vr: VR, _ set: SpecificCharacterSet?) {
    self.vr = vr
    self.set = set
    switch vr {
    case .sh: longest = 16
    case .lo, .pn: longest = 64
    case .st: longest = 1_024
    case .lt: longest = 10_240
    default: longest = .max
    }
    switch vr {
    case .lt, .st, .ut: allowsLines = true
    default: allowsLines = false
    }
  }

  func problem(in value: ArraySlice<UInt8>) -> GrammarProblem? {
    let end = value.firstIndex(of: 0) ?? value.endIndex
    let text = value[..<end]
    if vr != .pn, text.count <= longest {
      // No value in it can be too long, whatever the set: the usual case.
      for byte in text where isForbidden(byte) { return .character }
      return nil
    }
    if text.needsDecoding {
      if let set { return problemOfCharacters(text, set) }
      return problemOfBytes(text, bytesPerCharacter: text.contains(0x1B) ? 8 : 4)
    }
    return problemOfBytes(text, bytesPerCharacter: 1)
  }

  /// Judges by bytes, of which several may be one character.
  ///
  /// A backslash that is half of a character ends a value too early here: that finds less, never more.
  private func problemOfBytes(_ text: ArraySlice<UInt8>, bytesPerCharacter: Int) -> GrammarProblem? {
    let (most, _) = longest.multipliedReportingOverflow(by: longest == .max ? 1 : bytesPerCharacter)
    var count = Count()
    // A `^` or `=` may be half of a character as well, so they are counted only where they cannot be.
    let isName = vr == .pn && bytesPerCharacter == 1
    for byte in text {
      if isForbidden(byte) { return .character }
      if byte == 0x5C, vr.isMultiValued {
        if count.isAbove(most) { return .tooLong }
        count = Count()
      } else if byte == 0x3D, vr == .pn {
        if count.isAbove(most) { return .tooLong }
        count.startGroup()
        if isName, count.groups > 3 { return .character }
      } else {
        count.add(isBlank: byte == 0x20, isCaret: byte == 0x5E)
        if isName, count.carets > 4 { return .character }
      }
    }
    return count.isAbove(most) ? .tooLong : nil
  }

  /// Judges by characters; a byte that does not decode counts as one.
  private func problemOfCharacters(_ text: ArraySlice<UInt8>, _ set: SpecificCharacterSet) -> GrammarProblem?
  {
    var count = Count()
    var reader = CharacterReader(text, in: set, vr: vr)
    while true {
      let start = reader.index
      guard let step = reader.next() else { return count.isAbove(longest) ? .tooLong : nil }
      switch step {
      case .escape: continue
      case .delimiter(0x5C):
        if count.isAbove(longest) { return .tooLong }
        count = Count()
      case .delimiter(0x3D):
        if count.isAbove(longest) { return .tooLong }
        count.startGroup()
        if count.groups > 3 { return .character }
      case .delimiter:
        count.add(isBlank: false, isCaret: true)
        if count.carets > 4 { return .character }
      case .character(let scalar):
        if scalar.value < 0x80, isForbidden(UInt8(scalar.value)) { return .character }
        count.add(isBlank: scalar == " ", isCaret: false)
      case .undecodable:
        for _ in start..<reader.index { count.add(isBlank: false, isCaret: false) }
      }
    }
  }

  /// Control characters but the escape and, in texts of lines, CR, LF, FF and TAB.
  private func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20...0x7E, 0x80..., 0x1B: false
    case 0x09, 0x0A, 0x0C, 0x0D: !allowsLines
    default: true
    }
  }

  /// What was counted of a value. Blanks at the end are padding and do not count.
  private struct Count {
    private var characters = 0
    private var blanks = 0
    private(set) var carets = 0
    private(set) var groups = 1

    mutating func add(isBlank: Bool, isCaret: Bool) {
      if isBlank {
        blanks += 1
      } else {
        characters += blanks + 1
        blanks = 0
        if isCaret { carets += 1 }
      }
    }

    mutating func startGroup() {
      (characters, blanks, carets) = (0, 0, 0)
      groups += 1
    }

    func isAbove(_ longest: Int) -> Bool { characters > longest }
  }
}
