/// Which national number letters and digits are, by their form and check digits. The rules are those of the issuers, as
/// python-stdnum 2.2 names them; a test holds them to it.
enum NationalRules {
  /// How sure a number is by itself: with check digits and a date hardly any other number passes.
  struct Found {
    let shape: TextShape
    /// Whether it is sure without a label, however it is written.
    let isStrong: Bool
    /// Whether it is sure if it is written in the groups that are usual.
    let isGrouped: Bool

    init(_ shape: TextShape, strong: Bool = false, grouped: Bool = false) {
      self.shape = shape
      isStrong = strong
      isGrouped = grouped
    }
  }

  /// The numbers that letters and digits may be; `groups` are their lengths as they are written, a digit each.
  static func all(_ text: Compact, groups: Int, mark: UInt8) -> [Found] {
    guard !text.isUniform else { return [] }
    return text.letters == 0 ? digits(text, groups, mark) : withLetters(text, groups, mark)
  }

  private static func digits(_ t: Compact, _ groups: Int, _ mark: UInt8) -> [Found] {
    var found: [Found] = []
    switch t.count {
    case 9:
      let area = t.number(0, 3)
      if area != 0, area != 666, area < 900, t.number(3, 2) != 0, t.number(5, 4) != 0,
        groups == 324 || groups == 9
      {
        found.append(Found(.usSSN, grouped: groups == 324 && mark == 0x2D))
      }
      if t.value(0) != 0, t.value(0) != 8, CheckDigits.luhn(t) {
        found.append(Found(.caSIN, grouped: groups == 333 && mark == 0x2D))
      }
      if (t.weighted([9, 8, 7, 6, 5, 4, 3, 2]) - t.value(8)) % 11 == 0 {
        found.append(Found(.nlBSN, grouped: groups == 423 || groups == 432))
      }
      let nif = (11 - t.weighted([9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11
      if nif % 10 == t.value(8), t.value(0) > 0 { found.append(Found(.ptNIF)) }
      if t.weighted([1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 { found.append(Found(.auTFN)) }
      if groups == 63, mark == 0x2F, czechDate(t) { found.append(Found(.czRC, grouped: true)) }
    case 10:
      let nhs = 11 - t.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
      if nhs % 11 == t.value(9), nhs != 10 {
        found.append(Found(.gbNHS, grouped: groups == 334 && mark == 0x20))
      }
      if t.number(0, 10) % 11 == 0 || t.number(0, 9) % 11 == 10 && t.value(9) == 0, czechDate(t) {
        found.append(Found(.czRC, grouped: groups == 64 && mark == 0x2F))
      }
      let day = t.number(4, 2) > 60 ? t.number(4, 2) - 60 : t.number(4, 2)
      if CheckDigits.luhn(t), CheckDigits.isDate(t.number(0, 2), t.number(2, 2), day) {
        found.append(Found(.seNumber, grouped: groups == 64 && (mark == 0x2D || mark == 0x2B)))
      }
      if CheckDigits.isDate(t.number(4, 2), t.number(2, 2), t.number(0, 2)), groups == 64, mark == 0x2D {
        found.append(Found(.dkCPR, grouped: true))
      }
      if (2...6).contains(t.value(0)), t.weighted([1, 3, 7, 9, 1, 3, 7, 9]) % 10 == t.value(8), t.value(9) > 0
      {
        found.append(Found(.auMedicare, grouped: groups == 451))
      }
      if groups == 64, mark == 0x2D || mark == 0x2B, isFinnish(t) {
        found.append(Found(.fiHETU, grouped: true))
      }
    case 11: found = eleven(t, groups, mark)
    case 12:
      if t.value(0) > 1, CheckDigits.verhoeff(t) { found.append(Found(.inAadhaar, grouped: groups == 444)) }
      let sum = t.weighted([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
      if (sum <= 1 ? 0 : 11 - sum) == t.value(11) { found.append(Found(.jpMyNumber)) }
      let day = t.number(6, 2) > 60 ? t.number(6, 2) - 60 : t.number(6, 2)
      if CheckDigits.luhn(t, 2), DateDetector.isDate(t.number(0, 4), t.number(4, 2), day) {
        found.append(Found(.seNumber, strong: true))
      }
    case 13:
      if t.number(0, 3) == 756, CheckDigits.gs1(t, 0, 13) { found.append(Found(.chAHV, strong: true)) }
      let isDate = CheckDigits.isDate(t.number(1, 2), t.number(3, 2), t.number(5, 2))
      let cnp = t.weighted([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
      if isDate, t.value(0) > 0, cnp % 10 == t.value(12), cnp != 10 || t.value(12) == 1 {
        found.append(Found(.roCNP))
      }
      if CheckDigits.isDate(t.number(0, 2), t.number(2, 2), t.number(4, 2)) {
        if CheckDigits.luhn(t), t.value(10) < 3 { found.append(Found(.zaNumber)) }
        if groups == 67, mark == 0x2D, t.value(6) < 9 {
          // Numbers given since October 2020 have no check digit.
          let sum = t.weighted([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
          found.append(Found(.krRRN, grouped: (11 - sum % 11) % 10 == t.value(12)))
        }
      }
    case 15:
      if (1...2).contains(t.value(0)), isFrenchMonth(t.number(3, 2)),
        97 - t.number(0, 13) % 97 == t.number(13, 2)
      {
        found.append(Found(.frNIR, strong: true))
      }
    case 18: if isChinese(t) { found.append(Found(.cnNumber, strong: true)) }
    default: break
    }
    return found
  }

  private static func eleven(_ t: Compact, _ groups: Int, _ mark: UInt8) -> [Found] {
    var found: [Found] = []
    let first = t.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10
    let second = t.weighted([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10
    if first == t.value(9), second == t.value(10) { found.append(Found(.brCPF, grouped: groups == 3_332)) }
    if t.weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0 {
      let month = t.number(2, 2) % 20
      if CheckDigits.isDate(t.number(0, 2), month, t.number(4, 2)) { found.append(Found(.plPESEL)) }
    }
    if t.value(0) > 0, CheckDigits.mod11And10(t), isSteuerID(t) {
      found.append(Found(.deSteuerID, grouped: groups == 2_333))
    }
    let control = (11 - t.weighted([3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11
    let last = (11 - t.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
    let day = t.number(0, 2) > 40 ? t.number(0, 2) - 40 : t.number(0, 2)
    if control == t.value(9), last == t.value(10), CheckDigits.isDate(t.number(4, 2), t.number(2, 2), day) {
      found.append(Found(.noNumber, strong: true))
    }
    let rest = t.number(0, 9)
    let check = t.number(9, 2)
    if 97 - rest % 97 == check || 97 - (2_000_000_000 + rest) % 97 == check,
      CheckDigits.isDate(t.number(0, 2), t.number(2, 2), t.number(4, 2))
    {
      found.append(Found(.beNumber, strong: true))
    }
    let odd = t.value(0) + t.value(2) + t.value(4) + t.value(6) + t.value(8)
    let even = t.value(1) + t.value(3) + t.value(5) + t.value(7)
    if t.value(0) > 0, ((odd * 7 - even) % 10 + 10) % 10 == t.value(9),
      (odd + even + t.value(9)) % 10 == t.value(10)
    {
      found.append(Found(.trNumber))
    }
    return found
  }

  private static func withLetters(_ t: Compact, _ groups: Int, _ mark: UInt8) -> [Found] {
    switch (t.count, t.letters) {
    case (9, 0b1_0000_0000):
      return dniLetters[t.number(0, 8) % 23] == t[8] ? [Found(.esDNI, strong: true)] : []
    case (9, 0b1_0000_0001):
      guard (0x58...0x5A).contains(t[0]) else { return [] }
      let number = (Int(t[0]) - 0x58) * 10_000_000 + t.number(1, 7)
      return dniLetters[number % 23] == t[8] ? [Found(.esNIE, strong: true)] : []
    case (9, 0b1_0000_0011): return isNINO(t) ? [Found(.gbNINO, strong: true)] : []
    case (10, 1):
      var sum = 0
      for place in 0..<10 {
        // The letter counts as two digits: A is 01.
        let number = place == 0 ? Int(t[0]) - 0x40 : t.value(place)
        let digits = place == 0 ? [number / 10, number % 10] : [number]
        for (offset, digit) in digits.enumerated() where place < 9 {
          let position = place == 0 ? offset : place + 1
          let product = digit * (position % 2 == 0 ? 1 : 2)
          sum += product / 10 + product % 10
        }
      }
      return sum % 10 == t.value(9) ? [Found(.deKVNR)] : []
    case (10, 0b10_0000_0000):
      return groups == 64 && (mark == 0x2D || mark == 0x2B) && isFinnish(t)
        ? [Found(.fiHETU, strong: true)] : []
    case (11, 0b100_0100_0000), (11, 0b000_0100_0000):
      return isFinnishOfThisCentury(t) ? [Found(.fiHETU, strong: true)] : []
    case (15, 0b100_0000):
      // Corsica: 2A and 2B.
      guard t[5] == 0x32, t[6] == 0x41 || t[6] == 0x42, isFrenchMonth(t.number(3, 2)) else { return [] }
      let body = (t.number(0, 5) * 100 + (t[6] == 0x41 ? 19 : 18)) * 1_000_000 + t.number(7, 6)
      return 97 - body % 97 == t.number(13, 2) ? [Found(.frNIR, strong: true)] : []
    case (16, _): return isCodiceFiscale(t) ? [Found(.itCodiceFiscale, strong: true)] : []
    case (18, 0b10_0000_0000_0000_0000):
      return t[17] == 0x58 && isChinese(t) ? [Found(.cnNumber, strong: true)] : []
    case (18, _): return isCURP(t) ? [Found(.mxCURP, strong: true)] : []
    default: return []
    }
  }

  private static let dniLetters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
  private static let finnishLetters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)

  private static func isFinnish(_ t: Compact) -> Bool {
    finnishLetters[t.number(0, 9) % 31] == t[9] && t.number(6, 3) >= 2
      && CheckDigits.isDate(t.number(4, 2), t.number(2, 2), t.number(0, 2))
  }

  private static func isFinnishOfThisCentury(_ t: Compact) -> Bool {
    guard "ABCDEFYXWVU".utf8.contains(t[6]) else { return false }
    return finnishLetters[(t.number(0, 6) * 1_000 + t.number(7, 3)) % 31] == t[10]
      && CheckDigits.isDate(t.number(4, 2), t.number(2, 2), t.number(0, 2))
  }

  private static func czechDate(_ t: Compact) -> Bool {
    var month = t.number(2, 2) % 50
    if month > 20 { month -= 20 }
    return CheckDigits.isDate(t.number(0, 2), month, t.number(4, 2))
  }

  private static func isFrenchMonth(_ month: Int) -> Bool {
    (1...12).contains(month) || (20...42).contains(month) || (50...99).contains(month)
  }

  /// Of the first ten digits one stands there twice or three times, and none more often.
  private static func isSteuerID(_ t: Compact) -> Bool {
    var counts = InlineArray<10, Int>(repeating: 0)
    for place in 0..<10 { counts[t.value(place)] += 1 }
    var repeated = 0
    for digit in 0..<10 {
      if counts[digit] > 3 { return false }
      if counts[digit] > 1 { repeated += 1 }
    }
    return repeated == 1
  }

  private static func isChinese(_ t: Compact) -> Bool {
    guard t.value(0) > 0, DateDetector.isDate(t.number(6, 4), t.number(10, 2), t.number(12, 2)) else {
      return false
    }
    var sum = 0
    for (place, weight) in [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].enumerated() {
      sum += weight * t.value(place)
    }
    return Array("10X98765432".utf8)[sum % 11] == t[17]
  }

  /// Two letters that are issued, six digits, a letter from A to D.
  private static func isNINO(_ t: Compact) -> Bool {
    let (first, second) = (t[0], t[1])
    guard !"DFIQUV".utf8.contains(first), !"DFIQUVO".utf8.contains(second), (0x41...0x44).contains(t[8])
    else { return false }
    let pair = [first, second]
    return !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains { Array($0.utf8) == pair }
  }

  private static let codiceOdd = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]

  private static func isCodiceFiscale(_ t: Compact) -> Bool {
    // Digits may be letters instead where two persons would share a code.
    let letters: UInt32 = 0b1000_1001_0011_1111
    guard t.letters & letters == letters, "ABCDEHLMPRST".utf8.contains(t[8]) else { return false }
    for place in [6, 7, 9, 10, 12, 13, 14] where t[place] > 0x39 && !"LMNPQRSTUV".utf8.contains(t[place]) {
      return false
    }
    var sum = 0
    for place in 0..<15 {
      let number = t[place] <= 0x39 ? t.value(place) : t.value(place) - 10
      sum += place % 2 == 0 ? codiceOdd[number] : number
    }
    return Int(t[15]) - 0x41 == sum % 26
  }

  private static func isCURP(_ t: Compact) -> Bool {
    let letters: UInt32 = 0b00_1111_1100_0000_1111
    guard t.letters & 0b00_1111_1111_1111_1111 == letters, t[10] == 0x48 || t[10] == 0x4D, t[17] <= 0x39,
      CheckDigits.isDate(t.number(4, 2), t.number(6, 2), t.number(8, 2))
    else { return false }
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    var sum = 0
    for place in 0..<17 {
      guard let value = alphabet.firstIndex(of: t[place]) else { return false }
      // Ñ stands between N and O.
      sum += (value > 23 ? value + 1 : value) * (18 - place)
    }
    return (10 - sum % 10) % 10 == t.value(17)
  }
}
