internal import Rules

/// Finds numbers of telephones and fax machines.
struct PhoneDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    var index = 0
    while index < scan.tokens.count {
      index = (judge(index, &found) ?? index) + 1
    }
  }

  private func judge(_ index: Int, _ found: inout [Detection]) -> Int? {
    if scan.mark(index) == .phoneLabel { return labelled(index, &found) }
    guard scan.tokens[index].isNumber, !scan.isGlued(index) else { return nil }
    return international(index, &found) ?? american(index, &found) ?? national(index, &found)
  }

  /// The numbers from a token on that are written as one; their last token and how many digits they have.
  private func row(_ index: Int) -> (last: Int, digits: Int) {
    var last = index
    var digits = Int(scan.tokens[index].length)
    while last + 1 < scan.tokens.count, scan.tokens[last + 1].isNumber, digits < 16 {
      let gap = scan.gap(last + 1)
      guard (1...2).contains(gap.count) || gap.count == 3 && gap[1] == 0x28,
        gap.allSatisfy({ [0x20, 0x2D, 0x2E, 0x2F, 0x28, 0x29].contains($0) })
      else { break }
      last += 1
      digits += Int(scan.tokens[last].length)
    }
    return (last, digits)
  }

  /// `Tel. 030 1234567`, `Fax: (030) 12345-67`.
  private func labelled(_ index: Int, _ found: inout [Detection]) -> Int? {
    var next = index + 1
    // `Tel no`, `phone number`.
    while next < scan.tokens.count, next < index + 3, scan.tokens[next].isWord, scan.tokens[next].length <= 6
    { next += 1 }
    guard next < scan.tokens.count, scan.tokens[next].isNumber, scan.gap(next).count <= 5 else { return nil }
    let (last, digits) = row(next)
    guard (6...16).contains(digits) else { return nil }
    let isMarked = scan.tokens[index].facts.value == 0 || scan.gap(index + 1, has: ":.")
    found.add(.phone, scan.range(next, last), isMarked ? .fail : .review)
    return last
  }

  /// `+49 30 1234567`, `0049 30 1234567`.
  private func international(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard scan.byte(before: index) == 0x2B else { return nil }
    let (last, digits) = row(index)
    guard (9...15).contains(digits), scan.number(index) != 0, scan.text[Int(scan.tokens[index].start)] != 0x30
    else {
      return nil
    }
    let start = Int(scan.tokens[index].start) - 1
    let isJoined = start > 0 && (scan.isLetter(scan.text[start - 1]) || scan.isDigit(scan.text[start - 1]))
    found.add(.phone, start..<Int(scan.tokens[last].end), last > index && !isJoined ? .fail : .review)
    return last
  }

  /// `(216) 444-2200`, `216-444-2200`, `216.444.2200`.
  private func american(_ index: Int, _ found: inout [Detection]) -> Int? {
    let tokens = scan.tokens
    guard index + 2 < tokens.count, tokens[index].length == 3, tokens[index + 1].length == 3,
      tokens[index + 2].length == 4,
      tokens[index + 1].isNumber, tokens[index + 2].isNumber,
      !scan.isGlued(index + 3) || scan.byte(after: index + 2) | 0x20 == 0x78,
      let area = scan.number(index), area >= 200, let exchange = scan.number(index + 1), exchange >= 200
    else { return nil }
    guard index + 3 >= tokens.count || !tokens[index + 3].isNumber || !scan.gap(index + 3, has: ".-") else {
      return nil
    }
    let isOpen =
      scan.byte(before: index) == 0x28 && scan.gap(index + 1).first == 0x29 && scan.gap(index + 1).count <= 2
    let marks = (scan.gap(index + 1), scan.gap(index + 2))
    guard marks.1.count == 1, isOpen || marks.0.count == 1, [0x2D, 0x2E, 0x20].contains(marks.1[0]) else {
      return nil
    }
    guard isOpen || marks.0[0] == marks.1[0] || marks.0[0] == 0x20 else { return nil }
    guard
      index == 0 || !tokens[index - 1].isNumber || !scan.gap(index, has: ".-") || scan.number(index - 1) == 1
    else { return nil }
    let isLoose = !isOpen && marks.0[0] != 0x2D && marks.1[0] != 0x2D
    found.add(.phone, scan.range(index, index + 2), isLoose ? .review : .fail)
    return index + 2
  }

  /// `030 1234567`, `01 23 45 67 89`, `020 7946 0958`, `089/123456`: a zero and groups.
  private func national(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard scan.context != .code, scan.context != .deviceText,
      scan.text[Int(scan.tokens[index].start)] == 0x30,
      (2...6).contains(scan.tokens[index].length), index == 0 || !scan.tokens[index - 1].isNumber
    else { return nil }
    let (last, digits) = row(index)
    guard last > index, (9...12).contains(digits), scan.number(index) != 0, !scan.isGlued(last + 1),
      !(index...last).dropFirst().contains(where: { scan.gap($0, is: ".") })
    else { return nil }
    guard scan.tokens[last].length >= 2, scan.gap(index + 1, has: " -/)") else { return nil }
    found.add(.phone, scan.range(index, last), .review)
    return last
  }
}
