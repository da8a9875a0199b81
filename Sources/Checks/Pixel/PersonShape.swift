internal import Pixels
internal import Text

/// Finds what identifies by its shape alone: names as DICOM and lists write them, telephone numbers, e-mail addresses.
struct PersonShape {
  private let line: LineText
  private let harmless: HarmlessWords

  init(_ line: LineText, _ harmless: HarmlessWords) {
    self.line = line
    self.harmless = harmless
  }

  /// What was found; nil if nothing.
  var found: IdentifierKind? {
    if isDICOMName || isListName { return .personName }
    if isElectronicMail { return .electronicMail }
    if line.parts.indices.contains(where: { isTelephone(at: $0) }) { return .telephone }
    return line.parts.indices.contains { isSocialSecurityNumber(at: $0) } ? .identifier : nil
  }

  /// `DOE^JANE`.
  private var isDICOMName: Bool {
    zip(line.parts, line.parts.dropFirst()).contains { left, right in
      right.before.hasPrefix("^") && left.isLetters && right.isLetters && left.folded.count >= 2
        && !(harmless.contains(left.text) && harmless.contains(right.text))
    }
  }

  /// `Doe, Jane` at the beginning of a line that goes on with nothing but harmless words and initials.
  private var isListName: Bool {
    guard line.parts.count >= 2, line.words.count <= 5 else { return false }
    let (family, given) = (line.parts[0], line.parts[1])
    guard given.before == "," || given.before == ", ", family.before.isEmpty else { return false }
    for part in [family, given] {
      guard part.isLetters, part.folded.count >= 2, part.text.first?.isUppercase == true,
        !harmless.contains(part.text), !GenericWords.contains(part.text),
        part.text.dropFirst().allSatisfy(\.isLowercase) || part.text.allSatisfy(\.isUppercase)
      else { return false }
    }
    return line.parts[2...].allSatisfy {
      $0.isLetters && $0.folded.count == 1 || harmless.contains($0.text) || !$0.isLetters
    }
  }

  private var isElectronicMail: Bool {
    line.words.contains { word in
      guard let at = word.text.firstIndex(of: "@"), at > word.text.startIndex else { return false }
      let before = word.text[word.text.index(before: at)]
      let host = word.text[word.text.index(after: at)...].split(
        separator: ".", omittingEmptySubsequences: false)
      return (before.isLetter || before.isNumber) && host.count >= 2 && host.allSatisfy { !$0.isEmpty }
        && host[host.count - 1].count >= 2 && host[host.count - 1].prefix(2).allSatisfy(\.isLetter)
    }
  }

  /// `(216) 444-2200`, `216-444-2200`, `+49 30 1234567`.
  private func isTelephone(at place: Int) -> Bool {
    let lengths = lengths(at: place, 3)
    if lengths == [3, 3, 4] {
      let (second, third) = (line.parts[place + 1].before, line.parts[place + 2].before)
      let isOpen = line.parts[place].before.hasSuffix("(") && second.hasPrefix(")")
      if isOpen
        || [(second, third)].contains(where: { $0 == ("-", "-") || $0 == (".", ".") || $0 == (" ", "-") })
      {
        return true
      }
    }
    guard line.parts[place].before.hasSuffix("+") else { return false }
    var count = 0
    for next in place..<line.parts.count {
      let part = line.parts[next]
      guard part.folded.allSatisfy({ Glyphs.isDigit($0) }),
        next == place || part.before.allSatisfy({ " -./()".contains($0) })
      else { break }
      count += part.folded.count
    }
    return (9...15).contains(count) && line.parts[place].folded.count >= 2
  }

  /// `123-45-6789`.
  private func isSocialSecurityNumber(at place: Int) -> Bool {
    lengths(at: place, 3) == [3, 2, 4] && line.parts[place + 1].before == "-"
      && line.parts[place + 2].before == "-"
  }

  /// The lengths of so many parts from a place on if they are digits; none otherwise.
  private func lengths(at place: Int, _ count: Int) -> [Int] {
    guard place + count <= line.parts.count else { return [] }
    let digits = line.parts[place..<place + count].compactMap { Glyphs.digits($0.folded)?.count }
    return digits.count == count ? digits : []
  }
}
