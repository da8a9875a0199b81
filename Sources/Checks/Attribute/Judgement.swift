internal import DICOM
internal import Findings
internal import Rules

/// What an output alone tells of a value that should be a dummy or gone.
///
/// All rules for it stand here. In this order:
/// 1. nothing but padding, or a sequence without items, is empty;
/// 2. what the profile declares, and what `customary-dummies.csv` lists, is a dummy;
/// 3. the VR's neutral value is a dummy: only zeros for numbers, dates and times, only separators for names;
/// 4. with its original beside it, a value is the original's, or has words of it, or is a dummy;
/// 5. a person name with family and given name, an e-mail address, a telephone number and a street address are real;
///    so is a full birth date that fits a study date in the same file;
/// 6. all else is open: a person must look.
enum Judgement: Equatable {
  /// No value.
  case empty
  /// Shown to be a dummy.
  case dummy
  /// Shown to be real, and by what.
  case real(Reason)
  /// The original's value, or with words of it: findings of their own say so.
  case original
  /// Neither.
  case open

  /// What shows that a value is real.
  enum Reason: Equatable {
    case personName, birthDate, electronicMail, telephone, address

    var text: StaticString {
      switch self {
      case .personName: "it has a family and a given name"
      case .birthDate: "it is a full date that fits the study date"
      case .electronicMail: "it is an e-mail address"
      case .telephone: "it is a telephone number"
      case .address: "it is a street address"
      }
    }
  }

  /// Judges the value of an element.
  init(_ examined: borrowing ExaminedElement) {
    if examined.isEmpty {
      self = .empty
    } else if !examined.isValueLoaded || examined.isSequence {
      self = .open
    } else if examined.profile.isDeclaredDummy(examined.value, tag: examined.tag, vr: examined.vr)
      || examined.profile.isCustomaryDummy(examined.value, tag: examined.tag, vr: examined.vr)
      || Judgement.isNeutral(examined)
    {
      self = .dummy
    } else if let known = Judgement.byOriginal(examined) {
      self = known
    } else {
      self = Judgement.reason(examined).map { .real($0) } ?? .open
    }
  }

  /// What the original tells of a value; nil if there is none, or it tells nothing.
  private static func byOriginal(_ examined: borrowing ExaminedElement) -> Judgement? {
    let asksForAnother = examined.demanded == .z || examined.demanded == .d
    guard let original = examined.original else {
      return examined.isCompared && asksForAnother ? .dummy : nil
    }
    switch original.disposition {
    case .kept where examined.demanded == .c && (examined.vr == .da || examined.vr == .dt): return .original
    case .kept, .cleanedInPart: return asksForAnother ? .original : nil
    case .replaced, .dateShifted, .uidReplaced: return .dummy
    case .added: return asksForAnother ? .dummy : nil
    case .emptied, .removed: return nil
    }
  }

  /// Whether a value is the neutral one of its VR.
  private static func isNeutral(_ examined: borrowing ExaminedElement) -> Bool {
    let value = examined.value
    switch examined.vr {
    case .da, .dt, .tm, .ds, .is:
      return value.allSatisfy { $0 == 0x30 || $0 == 0x2E || $0 == 0x3A || $0 == 0x20 || $0 == 0x5C }
    case .as: return value.prefix(3).allSatisfy { $0 == 0x30 }
    case .pn: return PersonName.isEmpty(value, in: examined.characterSet)
    case .fd, .fl, .sl, .ss, .sv, .ul, .us, .uv, .at, .ob, .od, .of, .ol, .ov, .ow, .un:
      return value.allSatisfy { $0 == 0 }
    default: return false
    }
  }

  private static func reason(_ examined: borrowing ExaminedElement) -> Reason? {
    let value = examined.value
    switch examined.vr {
    case .pn: return hasFamilyAndGivenName(value, in: examined.characterSet) ? .personName : nil
    case .da: return isBirthDate(examined) ? .birthDate : nil
    case .lo, .sh, .st, .lt, .ut, .uc, .ur:
      if isElectronicMail(value) { return .electronicMail }
      if isTelephone(value) { return .telephone }
      return isStreetAddress(value) ? .address : nil
    default: return nil
    }
  }

  /// Whether a component group of a name has both a family and a given name.
  private static func hasFamilyAndGivenName(
    _ value: ArraySlice<UInt8>, in set: SpecificCharacterSet
  ) -> Bool {
    set.values(in: value, vr: .pn).contains { one in
      let name = PersonName(one, in: set)
      return PersonName.Representation.allCases.contains { group in
        isName(name.text(group, .familyName).text) && isName(name.text(group, .givenName).text)
      }
    }
  }

  /// Two letters at least, or one of a script that writes words or syllables with one. What does not decode
  /// may be any letter.
  private static func isName(_ text: String) -> Bool {
    var letters = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isIdeographic || (0xAC00...0xD7A3).contains(scalar.value) { return true }
      if scalar.properties.isAlphabetic || scalar == "\u{FFFD}" { letters += 1 }
    }
    return letters >= 2
  }

  private static func isBirthDate(_ examined: borrowing ExaminedElement) -> Bool {
    guard examined.tag == .patientBirthDate, let birth = DateValue(examined.value), birth.isPlausible,
      let study = examined.facts.studyDate
    else { return false }
    return (birth.year...birth.year + 120).contains(study.year)
  }

  private static func isElectronicMail(_ value: ArraySlice<UInt8>) -> Bool {
    guard let at = value.firstIndex(of: 0x40), at > value.startIndex else { return false }
    let host = value[value.index(after: at)...].prefix {
      isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x2E
    }
    return isLetter(value[at - 1]) || isDigit(value[at - 1])
      ? host.dropFirst().dropLast().contains(0x2E) : false
  }

  /// Only what telephone numbers are made of, seven digits at least, and a sign that numbers of other kinds lack.
  private static func isTelephone(_ value: ArraySlice<UInt8>) -> Bool {
    let marks = Array("+-() ./".utf8)
    guard value.allSatisfy({ isDigit($0) || marks.contains($0) }) else { return false }
    let digits = value.count { isDigit($0) }
    return (7...15).contains(digits) && (value.first == 0x2B || value.contains(0x28) && value.contains(0x29))
  }

  private static let streetWords: Set<String> = [
    "street", "st", "st.", "avenue", "ave", "ave.", "road", "rd", "rd.", "lane", "boulevard", "blvd", "drive",
    "straße", "strasse", "str.", "weg", "platz", "rue", "via", "calle", "plaza", "straat", "gatan", "vej",
  ]

  /// A house number and a word for a street.
  private static func isStreetAddress(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.contains(where: isDigit), value.count <= 1_024 else { return false }
    let words = String(decoding: value, as: UTF8.self).lowercased().split {
      $0 == " " || $0 == "," || $0 == "\n"
    }
    let hasNumber = words.contains { $0.count <= 5 && $0.first?.isNumber == true }
    return hasNumber
      && words.contains { word in
        streetWords.contains(String(word)) || word.hasSuffix("straße") || word.hasSuffix("strasse")
          || word.hasSuffix("straat")
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// ASCII letters, and bytes above 7F, which are letters in most character sets.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
  }
}
