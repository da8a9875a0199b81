internal import Rules

/// Finds dates with the names of months, and dates in words.
struct DateWords {
  private let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  /// `12 April 1957`, `12APR1957`, `12. de abril de 1957`, `30sep`; returns the last token.
  func dayFirst(_ index: Int, _ sure: TextCertainty, _ found: inout [Detection]) -> Int? {
    guard scan.tokens[index].length <= 2, let day = scan.number(index), (1...31).contains(day) else {
      return yearFirst(index, sure, &found)
    }
    var next = index + 1
    // `12th April`, `1er avril`, `12 de abril`, `12ος`.
    if next < scan.tokens.count, scan.isGlued(next), scan.tokens[next].length <= 3, scan.mark(next) != .month
    {
      next += 1
    }
    while isConnector(next), next < index + 4 { next += 1 }
    guard let month = month(next), isLoose(next) else { return nil }
    var last = next + 1
    while isConnector(last), last < next + 3 { last += 1 }
    if let certainty = year(last), isLoose(last) {
      found.add(.date, scan.range(index, last), min(sure, certainty), .namedMonth)
      return last
    }
    guard isClear(month, next) else { return nil }
    found.add(.date, scan.range(index, next), .review, .namedMonth)
    return next
  }

  /// `1957 April 12`, `1957-APR-12`.
  private func yearFirst(_ index: Int, _ sure: TextCertainty, _ found: inout [Detection]) -> Int? {
    guard scan.tokens[index].length == 4, let year = scan.number(index), (1_900...2_049).contains(year),
      month(index + 1) != nil, isLoose(index + 1)
    else { return nil }
    if isLoose(index + 2), let day = scan.number(index + 2), (1...31).contains(day),
      scan.tokens[index + 2].length <= 2
    {
      found.add(.date, scan.range(index, index + 2), sure, .namedMonth)
      return index + 2
    }
    guard isClear(month(index + 1)!, index + 1) else { return nil }
    found.add(.date, scan.range(index, index + 1), .review, .namedMonth)
    return index + 1
  }

  /// `April 12, 1957`, `Apr 19 11:14:42 EDT 2018`, `April 1957`; returns the last token.
  func monthFirst(_ index: Int, _ sure: TextCertainty, _ found: inout [Detection]) -> Int? {
    guard let month = month(index), index + 1 < scan.tokens.count else { return nil }
    var next = index + 1
    while isConnector(next), next < index + 3 { next += 1 }
    guard isLoose(next), let number = scan.number(next) else { return nil }
    if scan.tokens[next].length == 4 {
      guard (1_900...2_049).contains(number),
        isClear(month, index) || index > 0 && scan.tokens[index - 1].mark == .number
      else { return nil }
      let inWords = index > 0 && scan.tokens[index - 1].mark == .number
      found.add(.date, scan.range(inWords ? index - 1 : index, next), inWords ? sure : .review, .namedMonth)
      return next
    }
    guard scan.tokens[next].length <= 2, (1...31).contains(number) else { return nil }
    var last = next + 1
    // `April 12th`.
    if last < scan.tokens.count, scan.isGlued(last), scan.tokens[last].length == 2, scan.tokens[last].isWord {
      last += 1
    }
    // A time and its zone may stand before the year.
    while last < scan.tokens.count, last < next + 6, scan.tokens[last].length <= 4 {
      if scan.tokens[last].length == 4, let year = scan.number(last), (1_900...2_049).contains(year) {
        found.add(.date, scan.range(index, last), sure, .namedMonth)
        return last
      }
      guard
        scan.gap(last, has: ":") || scan.gap(last, has: " ") && last > next + 1 || scan.tokens[last].isNumber
      else {
        break
      }
      last += 1
    }
    if next + 1 < scan.tokens.count, scan.gap(next + 1, has: ",-/'"), year(next + 1) != nil {
      found.add(.date, scan.range(index, next + 1), sure, .namedMonth)
      return next + 1
    }
    guard isClear(month, index), !scan.isGlued(next + 1), scan.byte(after: next) != 0x2E else { return nil }
    found.add(.date, scan.range(index, next), .review, .namedMonth)
    return next
  }

  /// `the twelfth of March nineteen fifty-seven`, `zwölfter März neunzehnhundert…`; returns the last token.
  func inWords(_ index: Int, _ sure: TextCertainty, _ found: inout [Detection]) -> Int? {
    guard scan.mark(index) == .month else {
      guard scan.mark(index) == .number, scan.tokens[index].facts.value <= 31 else { return nil }
      var next = index + 1
      while next < min(index + 5, scan.tokens.count), scan.mark(next) == .number || isConnector(next) {
        next += 1
      }
      guard scan.mark(next) == .month else { return nil }
      return dateWithWords(from: index, month: next, sure, &found)
    }
    guard scan.mark(index + 1) == .number || scan.mark(index + 2) == .number else { return nil }
    return dateWithWords(from: index, month: index, sure, &found)
  }

  private func dateWithWords(from first: Int, month: Int, _ sure: TextCertainty, _ found: inout [Detection])
    -> Int?
  {
    var last = month
    var next = month + 1
    var numbers = 0
    while next < scan.tokens.count, next <= month + 8 {
      if scan.mark(next) == .number {
        numbers += 1
        last = next
      } else if let number = scan.number(next), scan.tokens[next].length == 4,
        (1_900...2_049).contains(number)
      {
        found.add(.date, scan.range(first, next), sure, .dateInWords)
        return next
      } else if !isConnector(next) {
        break
      }
      next += 1
    }
    found.add(.date, scan.range(first, last), numbers >= 2 ? sure : .review, .dateInWords)
    return last
  }

  /// The month that a token names.
  private func month(_ index: Int) -> Int? {
    guard scan.mark(index) == .month else { return nil }
    return scan.tokens[index].facts.value
  }

  /// How sure a token is a year: 4 digits, or 2 behind a month.
  private func year(_ index: Int) -> TextCertainty? {
    guard let number = scan.number(index) else { return nil }
    if scan.tokens[index].length == 4 { return (1_900...2_049).contains(number) ? .fail : nil }
    guard scan.tokens[index].length == 2, scan.byte(after: index) != 0x3A else { return nil }
    return scan.gap(index, has: "-/'") || scan.isGlued(index) ? .fail : .review
  }

  /// `de`, `of`, `del`: up to three letters between the parts of a date.
  private func isConnector(_ index: Int) -> Bool {
    guard index < scan.tokens.count else { return false }
    let token = scan.tokens[index]
    return token.isWord && (1...3).contains(token.length) && !token.isCapitalised && token.mark != .month
      && (token.mark == .particle || token.mark == .number && token.facts.value == 0)
  }

  /// Whether no more stands before a token than may stand in a date.
  private func isLoose(_ index: Int) -> Bool {
    guard index < scan.tokens.count else { return false }
    let gap = scan.gap(index)
    return gap.count <= 3 && gap.allSatisfy { [0x20, 0x2E, 0x2C, 0x2D, 0x2F, 0x27, 0x5F].contains($0) }
  }

  /// Whether a month without a year is meant: `MAR` is a technique, `May` a verb, and lower case must be longer.
  private func isClear(_ month: Int, _ index: Int) -> Bool {
    let token = scan.tokens[index]
    if scan.context == .code || scan.context == .deviceText { return false }
    return month != 5 && (token.length > 3 || month != 3 && month != 12 && month != 1)
  }
}
