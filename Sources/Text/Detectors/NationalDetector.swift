internal import Rules

/// Finds numbers that states give to persons, by their check digits and the groups they are written in.
struct NationalDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    guard scan.hints.digits >= 5 else { return }
    var index = 0
    while index < scan.tokens.count {
      index = (judge(index, &found) ?? index) + 1
    }
  }

  /// Adds the longest number that begins at a token; returns its last token.
  private func judge(_ index: Int, _ found: inout [Detection]) -> Int? {
    guard !scan.isGlued(index),
      ![0x2E, 0x2D, 0x2F].contains(scan.byte(before: index)) || index == 0 || scan.tokens[index - 1].isWord
    else { return nil }
    var text = Compact()
    var groups = 0
    var mark: UInt8 = 0
    var isMixed = false
    var length = 0
    var best: (last: Int, certainty: TextCertainty, shape: TextShape)?
    var last = index
    while last < scan.tokens.count, last < index + 10 {
      if last > index {
        let gap = scan.gap(last)
        guard gap.count <= 1 else { break }
        if let byte = gap.first {
          guard [0x20, 0x2D, 0x2E, 0x2F, 0x2B].contains(byte) else { break }
          if mark != 0, mark != byte { isMixed = true }
          mark = mark == 0 ? byte : mark
          groups = groups * 10 + length
          length = 0
        }
      }
      let token = scan.tokens[last]
      guard token.length <= 18, Int(token.end - token.start) == Int(token.length),
        token.isNumber || token.length <= 6
      else { break }
      var isFull = false
      for place in Int(token.start)..<Int(token.end) where !isFull { isFull = !text.append(scan.text[place]) }
      if isFull { break }
      length += Int(token.length)
      if text.count > 18 { break }
      if (9...18).contains(text.count), !scan.isGlued(last + 1), isEnd(last) {
        if let one = verdict(
          text, groups: groups > 99_999 || length > 9 && groups > 0 ? 0 : groups * 10 + length,
          isMixed ? 0 : mark, index)
        {
          best = (last, one.certainty, one.shape)
        }
      }
      last += 1
    }
    guard let best else { return nil }
    found.add(.nationalNumber, scan.range(index, best.last), best.certainty, best.shape)
    return best.last
  }

  /// Whether no further number follows that belongs to the same row.
  private func isEnd(_ last: Int) -> Bool {
    guard last + 1 < scan.tokens.count, scan.tokens[last + 1].isNumber else { return true }
    let gap = scan.gap(last + 1)
    return gap.count != 1 || ![0x2E, 0x2D, 0x2F].contains(gap[0])
  }

  private func verdict(_ text: Compact, groups: Int, _ mark: UInt8, _ index: Int) -> (
    certainty: TextCertainty, shape: TextShape
  )? {
    let isLabelled = isLabelled(index)
    let isCode = [.code, .deviceText, .identifier].contains(scan.context)
    var best: (certainty: TextCertainty, shape: TextShape)?
    for one in NationalRules.all(text, groups: groups, mark: mark) {
      let certainty: TextCertainty
      if isLabelled || one.isGrouped || one.isStrong {
        certainty = isCode && !isLabelled ? .review : .fail
      } else {
        // Check digits alone: one number of ten or eleven has them by chance.
        guard scan.context == .freeText, groups == text.count % 10 || groups == text.count else { continue }
        certainty = .review
      }
      if best == nil || best!.certainty < certainty { best = (certainty, one.shape) }
    }
    return best
  }

  /// Whether a label stands up to three words before.
  private func isLabelled(_ index: Int) -> Bool {
    var place = index - 1
    while place >= 0, place >= index - 4 {
      if scan.tokens[place].mark == .nationalLabel { return true }
      if scan.tokens[place].isNumber { return false }
      place -= 1
    }
    return false
  }
}
