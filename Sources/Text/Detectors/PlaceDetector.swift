internal import Rules

/// Finds postal addresses, and institutions that a place or a person gives the name.
struct PlaceDetector {
  let scan: TextScan
  private let places: PlaceWords

  init(_ scan: TextScan, _ places: PlaceWords) {
    self.scan = scan
    self.places = places
  }

  func run(_ found: inout [Detection]) {
    for index in scan.tokens.indices {
      switch scan.mark(index) {
      case .street: street(index, &found)
      case .institution: institution(index, &found)
      default: break
      }
    }
    if scan.hints.digits >= 4 { streetBySuffix(&found) }
    if scan.context != .code, scan.context != .deviceText { codes(&found) }
  }

  /// `12 Elm Street`, `221B Baker St.`, `rue de la Paix 5`, `Via Roma, 12`.
  private func street(_ index: Int, _ found: inout [Detection]) {
    let side = scan.tokens[index].facts.value
    // `avenue Gilles` as well as `Park Avenue`.
    if side > 0, streetAhead(index, &found) || side == 1 { return }
    streetBehind(index, &found)
  }

  /// The kind stands first: a name follows, and a number before or behind.
  private func streetAhead(_ index: Int, _ found: inout [Detection]) -> Bool {
    var last = index
    var hasName = false
    while last + 1 < scan.tokens.count, last < index + 5, scan.tokens[last + 1].isWord,
      scan.gap(last + 1).count <= 2,
      scan.gap(last + 1, has: " '.")
    {
      last += 1
      hasName = hasName || scan.tokens[last].isCapitalised && !NameStrength(scan.tokens[last]).isNeutral
    }
    guard hasName, scan.tokens[index].isCapitalised || index > 0 && scan.tokens[index - 1].isNumber else {
      return false
    }
    if last + 1 < scan.tokens.count, scan.tokens[last + 1].isNumber, scan.gap(last + 1).count <= 4,
      scan.tokens[last + 1].length <= 4
    {
      found.add(.postalAddress, scan.range(index, last + 1), .fail, .street)
    } else if index > 0, scan.tokens[index - 1].isNumber, scan.gap(index).count <= 2,
      scan.tokens[index - 1].length <= 4
    {
      found.add(.postalAddress, scan.range(index - 1, last), .fail, .street)
    } else {
      return false
    }
    return true
  }

  /// A number, one to three capitalised words, the kind; or the number behind it.
  private func streetBehind(_ index: Int, _ found: inout [Detection]) {
    let token = scan.tokens[index]
    var first = index
    while first > 0, first > index - 4, scan.tokens[first - 1].isWord, scan.gap(first).count <= 2,
      scan.gap(first, has: " .-"),
      scan.tokens[first - 1].isCapitalised
    {
      first -= 1
    }
    guard first < index, first > 0, scan.tokens[first - 1].isNumber || scan.isGlued(first) else {
      // `Elm Street 12`, `Gottlob-Elm-Platz 12`.
      if first < index, index + 1 < scan.tokens.count, scan.tokens[index + 1].isNumber,
        scan.isBlankGap(index + 1),
        scan.tokens[index + 1].length <= 4, token.length > 2
      {
        let isJoined = (first + 1...index).allSatisfy { scan.gap($0, is: "-") }
        let isSure =
          isJoined && (first...index).allSatisfy { scan.tokens[$0].isTitleCase && scan.tokens[$0].length > 2 }
        guard isSure || token.length > 3 else { return }
        found.add(.postalAddress, scan.range(first, index + 1), isSure ? .fail : .review, .street)
      }
      return
    }
    guard scan.gap(first).count <= 2, scan.tokens[first - 1].length <= 5, token.isCapitalised else { return }
    let isNamed = (first..<index).contains { !NameStrength(scan.tokens[$0]).isNeutral }
    // `12 Elm Street`: a tree, and no name.
    guard isNamed || token.length > 3 && scan.tokens[first - 1].length <= 4 else { return }
    let isSure = token.length > 2 && (isNamed || scan.context == .freeText)
    found.add(.postalAddress, scan.range(first - 1, index), isSure ? .fail : .review, .street)
  }

  /// `Lindenstraße 12`, `Kerkstraat 4`, `Storgatan 3`: the kind is the end of the word.
  private func streetBySuffix(_ found: inout [Detection]) {
    for index in scan.tokens.indices where scan.tokens[index].length >= 6 && scan.tokens[index].isWord {
      guard scan.tokens[index].isTitleCase, index + 1 < scan.tokens.count, scan.tokens[index + 1].isNumber,
        scan.gap(index + 1).count <= 2, scan.gap(index + 1, has: " "), scan.tokens[index + 1].length <= 4,
        !scan.tokens[index].facts.isImaging
      else { continue }
      let end = Int(scan.tokens[index].end)
      let isStreet = places.streetEndings.contains { ending in
        guard end - Int(scan.tokens[index].start) > ending.count + 2 else { return false }
        return ending.indices.allSatisfy { scan.text[end - ending.count + $0] == ending[$0] }
      }
      guard isStreet else { continue }
      found.add(.postalAddress, scan.range(index, index + 1), .fail, .street)
    }
  }

  /// `Boston, MA 02115`, `D-80331 München`, `1012 AB Amsterdam`, `SW1A 1AA`, `K1A 0B6`.
  private func codes(_ found: inout [Detection]) {
    let tokens = scan.tokens
    for index in tokens.indices {
      if tokens[index].isNumber, !scan.isGlued(index), tokens[index].length == 5 {
        if index > 1, tokens[index - 1].isAllCapitals, tokens[index - 1].length == 2, scan.isBlankGap(index),
          tokens[index - 2].isTitleCase, scan.gap(index - 1).count <= 2, scan.gap(index - 1, has: ", "),
          isState(index - 1)
        {
          let isSure = scan.gap(index - 1, has: ",") || certainty(behind: index - 2) == .fail
          found.add(.postalAddress, scan.range(index - 2, index), isSure ? .fail : .review, .postalCode)
        } else if index + 1 < tokens.count, scan.isBlankGap(index + 1), tokens[index + 1].isTitleCase,
          tokens[index + 1].length > 3,
          !NameStrength(tokens[index + 1]).isNeutral, !tokens[index + 1].facts.isEveryday,
          scan.context == .freeText,
          tokens[index + 1].mark == nil
        {
          found.add(
            .postalAddress, scan.range(index, index + 1), certainty(behind: index), .postalCode)
        } else if scan.context == .freeText, isPlace(index - 1), scan.gap(index, is: ", ") {
          found.add(
            .postalAddress, scan.range(index - 1, index), certainty(behind: index - 1), .postalCode)
        } else if scan.context == .freeText, isPlace(index + 1), scan.gap(index + 1, is: ", ") {
          found.add(
            .postalAddress, scan.range(index, index + 1), certainty(behind: index), .postalCode)
        }
      } else if index + 3 < tokens.count, isBritish(index) {
        found.add(.postalAddress, scan.range(index, index + 3), certainty(behind: index), .postalCode)
      } else if scan.context == .freeText, tokens[index].isNumber, tokens[index].length == 4,
        index + 2 < tokens.count, tokens[index + 1].length == 2,
        tokens[index + 1].isAllCapitals, scan.isBlankGap(index + 1) || scan.isGlued(index + 1),
        isPlace(index + 2),
        scan.isBlankGap(index + 2) || scan.gap(index + 2, is: ", ")
      {
        found.add(.postalAddress, scan.range(index, index + 2), certainty(behind: index), .postalCode)
      }
    }
  }

  /// Whether a token can be the name of a place.
  private func isPlace(_ index: Int) -> Bool {
    guard index >= 0, index < scan.tokens.count else { return false }
    let token = scan.tokens[index]
    return token.isWord && token.isTitleCase && token.length > 3 && !NameStrength(token).isNeutral
      && !token.facts.isEveryday
  }

  private func isState(_ index: Int) -> Bool {
    let token = scan.tokens[index]
    return places.states.contains(
      String(decoding: scan.text[Int(token.start)..<Int(token.end)], as: UTF8.self))
  }

  /// How sure a code is behind what stands before it: a part of an address, with a house's number beside a word that
  /// may be a name, or the kind of a street, and a comma.
  private func certainty(behind first: Int) -> TextCertainty {
    var hasComma = false
    var index = first
    while index > 0, index > first - 12 {
      if scan.gap(index).contains(where: { $0 == 0x3A || $0 == 0x3D || $0 == 0x5C }) { return .review }
      hasComma = hasComma || scan.gap(index, has: ",\n")
      index -= 1
      guard hasComma else { continue }
      if scan.mark(index) == .street { return .fail }
      guard scan.tokens[index].isNumber, scan.tokens[index].length <= 5 else { continue }
      // Glued to a letter it may be `43Z`.
      if index > 0, scan.isBlankGap(index), isAddressWord(index - 1) { return .fail }
      let next = scan.isGlued(index + 1) && scan.tokens[index + 1].isInitial ? index + 2 : index + 1
      if next < first, scan.isBlankGap(next) || scan.gap(next, is: ", "), isAddressWord(next) { return .fail }
    }
    return .review
  }

  private func isAddressWord(_ index: Int) -> Bool {
    let token = scan.tokens[index]
    return token.isWord && token.isTitleCase && token.length > 2 && !token.facts.isImaging
      && (token.mark == nil || token.mark == .street)
  }

  /// One or two letters, a digit or two (and a letter), a blank, a digit, two letters.
  private func isBritish(_ index: Int) -> Bool {
    let tokens = scan.tokens
    guard tokens[index].isAllCapitals || tokens[index].isInitial, tokens[index].length <= 2,
      !scan.isGlued(index), scan.isGlued(index + 1),
      tokens[index + 1].isNumber, tokens[index + 1].length <= 2
    else { return false }
    let inner = scan.isGlued(index + 2) && tokens[index + 2].isInitial ? index + 3 : index + 2
    guard inner + 1 < tokens.count, inner == index + 2 || inner == index + 3, scan.gap(inner, is: " "),
      tokens[inner].isNumber,
      tokens[inner].length == 1, scan.isGlued(inner + 1), tokens[inner + 1].length == 2,
      tokens[inner + 1].isAllCapitals,
      !scan.isGlued(inner + 2)
    else { return false }
    return !tokens[inner + 1].facts.isImaging && (scan.context == .freeText || !tokens[index].facts.isImaging)
  }

  /// `Massachusetts General Hospital`, `Klinikum Musterstadt`, `University of Elsewhere`.
  private func institution(_ index: Int, _ found: inout [Detection]) {
    let token = scan.tokens[index]
    var first = index
    var last = index
    var isNamed = false
    while first > 0, first > index - 5,
      scan.isBlankGap(first) || scan.gap(first, is: ". ") || scan.gap(first, is: "'"),
      scan.tokens[first - 1].isWord,
      scan.tokens[first - 1].isCapitalised || scan.tokens[first - 1].length == 1
    {
      first -= 1
      isNamed = isNamed || names(first)
    }
    while last + 1 < scan.tokens.count, last < index + 5,
      scan.isBlankGap(last + 1) || scan.gap(last + 1, is: ". "),
      scan.tokens[last + 1].isWord, scan.tokens[last + 1].isCapitalised || scan.mark(last + 1) == .particle
    {
      last += 1
      isNamed = isNamed || names(last)
    }
    if isNamed {
      // A kind that stands alone in many names of rooms and devices is less sure.
      found.add(
        .institution, scan.range(first, last), token.facts.value == 0 && token.isCapitalised ? .fail : .review
      )
    } else if token.facts.value == 0, token.isCapitalised, last > first, scan.context != .code {
      found.add(.institution, scan.range(first, last), .review)
    }
  }

  /// Whether a word is one that tells one institution from others.
  private func names(_ index: Int) -> Bool {
    let token = scan.tokens[index]
    let strength = NameStrength(token)
    guard token.length > 2, token.isCapitalised, !strength.isNeutral, token.mark == nil else { return false }
    return strength.isUnknown || !token.facts.isEveryday
  }
}
