internal import Rules

/// Finds numbers of records, cases and orders by the labels before them.
struct NumberDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    var index = 0
    while index < scan.tokens.count {
      if scan.mark(index) == .numberLabel, !DeviceDetector.isSerial(scan, index),
        let last = labelled(index, &found)
      {
        index = last
      }
      index += 1
    }
  }

  /// `MRN 1045832`, `Patient ID: AB-1234`, `Acc. No. 2019-4711`; returns the last token.
  private func labelled(_ index: Int, _ found: inout [Detection]) -> Int? {
    var next = index + 1
    var needsMark = scan.tokens[index].facts.value == 1
    // `Accession No`, `Fallnummer`, `Patient ID`: labels of several words.
    if index > 0, scan.mark(index - 1) == .nameLabel, scan.gap(index).count <= 3 { needsMark = false }
    while next < scan.tokens.count, next < index + 3, scan.mark(next) == .numberLabel {
      if scan.gap(next).count <= 3 {
        needsMark = needsMark && scan.tokens[next].facts.value == 1 && scan.mark(next - 1) != .numberLabel
      }
      next += 1
    }
    guard next < scan.tokens.count, scan.gap(next).count <= 5, !scan.gap(next, has: ",;)") else { return nil }
    let isMarked = scan.gap(next, has: ":#=")
    guard isMarked || !needsMark else { return nil }
    guard let (last, digits, letters) = value(next) else { return nil }
    // `ID: 12.5 mm` is an inner diameter.
    let isShort = digits < (needsMark ? 4 : 3)
    guard !isShort, digits <= 24, letters <= 12 else { return nil }
    if needsMark, last + 1 < scan.tokens.count, scan.tokens[last + 1].length == 2,
      scan.tokens[last + 1].facts.isImaging
    {
      return nil
    }
    let certainty: TextCertainty =
      scan.context == .deviceText || scan.context == .code
        || needsMark && (digits < 5 || scan.context != .freeText)
      ? .review : .fail
    found.add(.recordNumber, scan.range(next, last), certainty)
    return last
  }

  /// Letters and digits joined by marks: the last token, the digits and the letters.
  private func value(_ index: Int) -> (last: Int, digits: Int, letters: Int)? {
    var last = index
    var digits = 0
    var letters = 0
    var place = index
    while place < min(index + 16, scan.tokens.count) {
      if place > index {
        let gap = scan.gap(place)
        guard gap.isEmpty || gap.count == 1 && [0x2D, 0x2F, 0x2E, 0x5F].contains(gap[0]) else { break }
      }
      let token = scan.tokens[place]
      if token.isNumber { digits += Int(token.length) } else { letters += Int(token.length) }
      last = place
      place += 1
    }
    // A decimal number is a measure.
    if last == index + 1, scan.gap(last, is: "."), scan.tokens[index].isNumber, scan.tokens[last].isNumber,
      scan.tokens[last].length <= 2
    {
      return nil
    }
    return digits > 0 ? (last, digits, letters) : nil
  }
}
