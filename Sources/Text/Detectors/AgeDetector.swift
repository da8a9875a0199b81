internal import Rules

/// Finds ages over 89, which identify: 45 CFR 164.514(b)(2)(i)(C).
struct AgeDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    for index in scan.tokens.indices {
      if scan.mark(index) == .ageLabel { labelled(index, &found) }
      if let age = number(index), !scan.isGlued(index) { behind(index, age, &found) }
    }
  }

  /// An age of 90 to 129 in digits, or 90 or 100 in words.
  private func number(_ index: Int) -> Int? {
    if let number = scan.number(index) {
      guard scan.tokens[index].length == 2 || scan.tokens[index].length == 3, (90...129).contains(number),
        !(index > 0 && scan.gap(index, is: ".") && scan.tokens[index - 1].isNumber)
      else { return nil }
      return number
    }
    guard scan.mark(index) == .number, [90, 100].contains(scan.tokens[index].facts.value) else { return nil }
    return scan.tokens[index].facts.value
  }

  /// `92-year-old`, `92 Jahre`, `92yo`, `ninety-two years`, `092Y`.
  private func behind(_ index: Int, _ age: Int, _ found: inout [Detection]) {
    var next = index + 1
    if scan.mark(index) == .number {
      while next < index + 4, scan.mark(next) == .number { next += 1 }
    }
    guard next < scan.tokens.count, scan.gap(next).count <= 1,
      scan.gap(next).isEmpty || scan.gap(next, has: " -_"),
      scan.mark(next) == .ageUnit, !scan.isGlued(next + 1)
    else { return }
    let isLetter = scan.tokens[next].facts.value == 1
    // `92F` is as often the name of something else.
    if isLetter, index > 0, scan.tokens[index - 1].isNumber, !scan.gap(index, has: " ") { return }
    if isLetter, !scan.isGlued(next), scan.context != .freeText { return }
    found.add(.age, scan.range(index, next), isLetter && scan.tokens[index].length < 3 ? .review : .fail)
  }

  /// `Age: 92`, `aged 92`.
  private func labelled(_ index: Int, _ found: inout [Detection]) {
    guard index + 1 < scan.tokens.count, let number = scan.number(index + 1), (90...129).contains(number),
      scan.gap(index + 1).count <= 3, !scan.gap(index + 1).isEmpty, !scan.gap(index + 2, is: ".")
    else { return }
    // With the unit behind it, it has been found already.
    if scan.mark(index + 2) == .ageUnit { return }
    found.add(.age, scan.range(index, index + 1), .fail)
  }
}
