internal import Rules

/// How well a word can be a part of a person's name.
struct NameStrength {
  /// As a given name and as a surname: 0 not at all, 1 if it may be something else, 2 if it is hardly anything else.
  let given: Int
  let surname: Int
  /// Whether it is a word of imaging, or announces something, and no name.
  let isNeutral: Bool
  /// Whether no table knows it.
  let isUnknown: Bool

  var best: Int { max(given, surname) }

  init(_ token: Token) {
    let facts = token.facts
    let isMark: Bool
    switch token.mark {
    case nil, .particle, .title, .degree: isMark = false
    default: isMark = true
    }
    isNeutral = isMark || facts.isImaging && !(facts.given >= 7 || facts.surname >= 8)
    isUnknown = facts.bits == 0
    // Smith is a word too, but hardly ever meant as one.
    let isMostCommon = (facts.given >= 8 || facts.surname >= 8) && !facts.isImaging
    let isCommon = (facts.isEveryday && !isMostCommon) || facts.isImaging || isMark
    // Names of two and three letters are abbreviations as often.
    let least = token.shape.contains(.ideographic) ? 1 : token.length <= 2 ? 99 : token.length == 3 ? 6 : 3
    given = NameStrength.level(facts.given, isCommon, least)
    surname = NameStrength.level(facts.surname, isCommon || facts.isEponym && facts.surname < 6, least)
  }

  private static func level(_ number: Int, _ isCommon: Bool, _ least: Int) -> Int {
    number == 0 ? 0 : isCommon || number < least ? 1 : 2
  }
}

/// Finds names of persons by their shapes and by what lists of names and words of imaging know of the words.
struct NameDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    var index = 0
    while index < scan.tokens.count {
      index = (judge(index, &found) ?? index) + 1
    }
  }

  /// Adds the name that begins at a token; returns its last token.
  private func judge(_ index: Int, _ found: inout [Detection]) -> Int? {
    let token = scan.tokens[index]
    guard token.isWord else { return nil }
    switch token.mark {
    case .title:
      if let last = titled(index, &found) { return last }
    case .nameLabel, .actorLabel:
      if let last = labelled(index, &found) { return last }
    case .birthLabel:
      if let last = born(index, &found) { return last }
    default: break
    }
    if token.shape.contains(.ideographic) { return ideographic(index, &found) }
    if scan.hints.classes.contains(.high), let last = thai(index, &found) { return last }
    if scan.hints.classes.contains(.caret), let last = components(index, &found) { return last }
    guard scan.context != .code || scan.tokens.count > 1 else { return nil }
    return pair(index, &found) ?? initialed(index, &found) ?? single(index, &found)
      ?? supposed(index, &found)
  }

  /// The word behind one, over an initial and particles; nil if something else stands between.
  private func partner(of index: Int) -> Int? {
    var next = index + 1
    var steps = 0
    while next < scan.tokens.count, steps < 4 {
      guard isNameGap(next) else { return nil }
      let token = scan.tokens[next]
      guard token.isWord else { return nil }
      if token.isInitial || token.mark == .particle && !token.isTitleCase {
        next += 1
        steps += 1
        continue
      }
      return next
    }
    return nil
  }

  /// What stands between the words of a name: a blank, a point, a comma, a dash.
  private func isNameGap(_ index: Int) -> Bool {
    let gap = scan.gap(index)
    switch gap.count {
    case 1: return [0x20, 0x2C, 0x5F, 0x2D, 0x2E].contains(gap[0])
    case 2: return gap[1] == 0x20 && [0x2C, 0x2E, 0x20].contains(gap[0]) || gap[0] == 0x2E && gap[1] == 0x2D
    default: return false
    }
  }

  /// `Dr. Hand`, `Prof. Müller`, `Mrs Jane Doe`.
  private func titled(_ index: Int, _ found: inout [Detection]) -> Int? {
    let title = scan.tokens[index]
    var next = index + 1
    while next < min(index + 8, scan.tokens.count),
      scan.mark(next) == .title || scan.mark(next) == .degree
        || scan.tokens[next].isInitial || scan.mark(next) == .particle && next + 1 < scan.tokens.count,
      scan.gap(next).count <= 2
    {
      next += 1
    }
    guard next < scan.tokens.count, scan.gap(next).count <= 3, !scan.gap(next, has: ":=/\\)"),
      !scan.gap(next).isEmpty
    else { return nil }
    let token = scan.tokens[next]
    guard token.isWord, token.isCapitalised, token.length > 1 else { return nil }
    let strength = NameStrength(token)
    let hasPoint = scan.gap(index + 1, has: ".")
    // DR and MR are modalities, MS a disease: in capitals without a point they are no titles.
    let isClear = title.facts.value == 0 || hasPoint || title.isTitleCase
    var last = next
    if let more = partner(of: next), more == next + 1, NameStrength(scan.tokens[more]).best > 0,
      scan.tokens[more].isCapitalised, !NameStrength(scan.tokens[more]).isNeutral
    {
      last = more
    }
    let range = scan.range(index, last)
    if isClear {
      let isFree = strength.isNeutral || strength.best == 0 && !strength.isUnknown
      found.add(.personName, range, isFree ? .review : .fail, .titledName)
      return last
    }
    guard strength.best == 2 else { return nil }
    found.add(.personName, range, .review, .titledName)
    return last
  }

  /// `DOE^JANE`.
  private func components(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard index + 1 < scan.tokens.count, scan.gap(index + 1).first == 0x5E, scan.gap(index + 1).count == 1
    else {
      return nil
    }
    let (left, right) = (scan.tokens[index], scan.tokens[index + 1])
    guard right.isWord, left.length > 1 else { return nil }
    let (family, given) = (NameStrength(left), NameStrength(right))
    let range = scan.range(index, index + 1)
    if scan.context == .personName {
      guard !(family.isNeutral && given.isNeutral) else { return nil }
      found.add(.personName, range, family.best + given.best > 0 ? .fail : .review, .componentName)
      return index + 1
    }
    if family.isNeutral || given.isNeutral {
      guard max(family.isNeutral ? 0 : family.best, given.isNeutral ? 0 : given.best) == 2 else { return nil }
      found.add(.personName, range, .review, .componentName)
      return index + 1
    }
    guard right.length > 1 || left.length > 2 else { return nil }
    let isSure =
      max(family.best, given.best) == 2 && min(family.best, given.best) + (right.isInitial ? 1 : 0) > 0
      || family.best == 2 && given.isUnknown || given.best == 2 && family.isUnknown
    guard isSure || family.best + given.best > 0 || scan.tokens.count <= 4 else { return nil }
    found.add(.personName, range, isSure ? .fail : .review, .componentName)
    return index + 1
  }

  /// `Jane Doe`, `Doe, Jane`, `JANE_DOE`, `Ludwig van Beethoven`.
  private func pair(_ index: Int, _ found: inout [Detection]) -> Int? {
    let first = scan.tokens[index]
    guard first.length > 1, let next = partner(of: index) else { return nil }
    let second = scan.tokens[next]
    guard first.facts.isName || second.facts.isName, second.length > 1 else { return nil }
    let (one, two) = (NameStrength(first), NameStrength(second))
    guard !one.isNeutral, !two.isNeutral else { return nil }
    if one.isUnknown || two.isUnknown { return halfKnown(index, next, &found) }
    let isForward = one.given + two.surname
    let isBackward = one.surname + two.given
    let hasComma = scan.gap(next, has: ",")
    let score = hasComma ? isBackward : max(isForward, isBackward)
    let isWritten =
      first.isTitleCase && second.isTitleCase || first.isAllCapitals && second.isAllCapitals
      || first.isAllCapitals && second.isTitleCase
    let bothRoles =
      hasComma
      ? one.surname > 0 && two.given > 0
      : one.given > 0 && two.surname > 0 || one.surname > 0 && two.given > 0
    let last = next
    let range = scan.range(index, last)
    if score == 4, isWritten, bothRoles {
      // A dash and a point join words of protocols too.
      found.add(.personName, range, isJoined(next) ? .review : .fail, .fullName)
      return last
    }
    if score == 3, isWritten, bothRoles, !isJoined(next) {
      let weak = one.best < two.best ? first : second
      let level = max(weak.facts.given, weak.facts.surname)
      // A word of everyday behind a given name: `Joan Price`.
      let isSure =
        first.isTitleCase && second.isTitleCase && !weak.facts.isImaging && scan.context != .code
        && (level >= (weak.facts.isEveryday ? 4 : 3)) && max(one.given, two.given) == 2
      found.add(.personName, range, isSure ? .fail : .review, .fullName)
      return last
    }
    if score == 4, bothRoles, !isJoined(next) {
      let isCommon =
        first.facts.given >= 5 && second.facts.surname >= 5
        || first.facts.surname >= 5 && second.facts.given >= 5
      found.add(.personName, range, isCommon ? .fail : .review, .fullName)
      return last
    }
    if score == 2, bothRoles, first.isTitleCase, second.isTitleCase, !isJoined(next), scan.context != .code,
      !first.facts.isImaging, !second.facts.isImaging,
      commonness(first) >= 5, commonness(second) >= 5
    {
      // `Martin Walker`: two words of everyday that are common names.
      found.add(.personName, range, scan.context == .freeText ? .fail : .review, .fullName)
      return last
    }
    if scan.context == .personName || one.best == 2 && two.best == 2 && isWritten && !isJoined(next) {
      found.add(.personName, range, scan.context == .personName ? .fail : .review, .fullName)
      return last
    }
    return nil
  }

  /// A given name of the list and a word that no list knows, both as names are written: `Jane Xyzzy`, `Xyzzy, Jane`.
  private func halfKnown(_ index: Int, _ next: Int, _ found: inout [Detection]) -> Int? {
    let (first, second) = (scan.tokens[index], scan.tokens[next])
    guard scan.context != .code, scan.context != .deviceText, first.isCapitalised, second.isCapitalised,
      !isJoined(next), min(first.length, second.length) >= 3
    else { return nil }
    let (known, unknown) = NameStrength(first).isUnknown ? (second, first) : (first, second)
    let strength = NameStrength(known)
    let isGivenFirst = strength.given == 2 && known.start < unknown.start
    let isGivenLast = strength.given == 2 && known.start > unknown.start && scan.gap(next, has: ",")
    let isWritten =
      known.isTitleCase
      && (unknown.isTitleCase && !unknown.shape.contains(.innerCapital)
        || unknown.isAllCapitals && unknown.length > 3)
      && known.facts.given >= 4 && !scan.gap(next, has: "_")
    guard strength.best == 2, known.length >= 4, unknown.length >= 4 || isGivenFirst || isGivenLast else {
      return nil
    }
    found.add(
      .personName, scan.range(index, next), (isGivenFirst || isGivenLast) && isWritten ? .fail : .review,
      .fullName)
    return next
  }

  private func commonness(_ token: Token) -> Int { max(token.facts.given, token.facts.surname) }

  private func isJoined(_ index: Int) -> Bool { scan.gap(index, is: "-") || scan.gap(index, is: ".") }

  /// `J. Doe`, `Doe J.`, `Doe, J`.
  private func initialed(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard index + 1 < scan.tokens.count, isNameGap(index + 1) else { return nil }
    let (first, second) = (scan.tokens[index], scan.tokens[index + 1])
    if first.isInitial, scan.gap(index + 1, has: "."), second.isTitleCase, index == 0 || !scan.isGlued(index)
    {
      let strength = NameStrength(second)
      guard !strength.isNeutral, strength.surname > 0 || strength.isUnknown && second.length > 3 else {
        return nil
      }
      let isSure = strength.surname == 2 && second.facts.surname >= 4
      found.add(.personName, scan.range(index, index + 1), isSure ? .fail : .review, .initialedName)
      return index + 1
    }
    if second.isInitial, first.isCapitalised, !scan.isGlued(index + 2) {
      let strength = NameStrength(first)
      guard strength.surname == 2, !strength.isNeutral, !first.facts.isEponym else { return nil }
      let hasPoint = scan.byte(after: index + 1) == 0x2E && scan.gap(index + 1, has: " ,")
      guard hasPoint || scan.gap(index + 1, has: ",") else { return nil }
      found.add(
        .personName, scan.range(index, index + 1), first.facts.surname >= 4 && hasPoint ? .fail : .review,
        .initialedName)
      return index + 1
    }
    return nil
  }

  /// One common name alone: a person must say.
  private func single(_ index: Int, _ found: inout [Detection]) -> Int? {
    let token = scan.tokens[index]
    guard token.facts.isName else { return nil }
    let strength = NameStrength(token)
    guard strength.best == 2, !strength.isNeutral, !token.facts.isEponym || scan.context == .personName else {
      return nil
    }
    if scan.context == .personName {
      found.add(.personName, scan.range(index, index), .fail, .singleName)
      return index
    }
    guard token.isCapitalised, token.length >= 4, max(token.facts.given, token.facts.surname) >= 5,
      scan.context != .code, scan.context != .deviceText
    else { return nil }
    found.add(.personName, scan.range(index, index), .review, .singleName)
    return index
  }

  /// What stands where a name has to stand, and is in no list: `Xyzzy Plugh`, `XYZZY^PLUGH`.
  private func supposed(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard scan.context == .personName, isSupposed(index), scan.tokens[index].length > 1 else { return nil }
    var last = index
    while last + 1 < scan.tokens.count, isSupposed(last + 1),
      isNameGap(last + 1) || scan.gap(last + 1, is: "^")
    {
      last += 1
    }
    found.add(.personName, scan.range(index, last), .review, last > index ? .fullName : .singleName)
    return last
  }

  private func isSupposed(_ index: Int) -> Bool {
    let token = scan.tokens[index]
    return token.isWord && token.isCapitalised && NameStrength(token).isUnknown && !isOneLetter(token)
  }
}
