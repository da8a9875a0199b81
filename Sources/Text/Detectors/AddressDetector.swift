internal import Rules

/// Finds electronic addresses: mail, web, networks.
struct AddressDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    let classes = scan.hints.classes
    if classes.contains(.at) { mail(&found) }
    if classes.contains(.colon), classes.contains(.slash) { url(&found) }
    if classes.contains(.dot), scan.facts & WordFacts.labelMark != 0 { hosts(&found) }
    if scan.hints.digits >= 4, classes.contains(.dot) { internet(&found) }
    if !classes.isDisjoint(with: [.colon, .dash]), scan.text.count >= 17, scan.hints.changes >= 11 {
      hardware(&found)
    }
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    scan.isLetter(byte) || scan.isDigit(byte)
      || [0x2E, 0x2D, 0x5F, 0x2B, 0x25].contains(byte)
  }

  /// `jane.doe@example.org`.
  private func mail(_ found: inout [Detection]) {
    for place in scan.text.indices where scan.text[place] == 0x40 {
      var start = place
      while start > 0, isNamePart(scan.text[start - 1]) { start -= 1 }
      var end = place + 1
      while end < scan.text.count, isNamePart(scan.text[end]), scan.text[end] != 0x5F { end += 1 }
      while end > place, [0x2E, 0x2D].contains(scan.text[end - 1]) { end -= 1 }
      guard start < place, end - place > 3 else { continue }
      let host = UnsafeBufferPointer(rebasing: scan.text[(place + 1)..<end])
      guard let dot = host.lastIndex(of: 0x2E), dot > 0, host.count - dot > 2,
        host[(dot + 1)...].allSatisfy({ scan.isLetter($0) })
      else { continue }
      found.add(.email, start..<end, .fail)
    }
  }

  /// `https://host/path`, `ftp://…`, `dicom://…`.
  private func url(_ found: inout [Detection]) {
    var from = 0
    while let mark = scan.find("://", from: from) {
      from = mark + 3
      var start = mark
      while start > 0, scan.isLetter(scan.text[start - 1]) { start -= 1 }
      var end = from
      while end < scan.text.count, scan.text[end] > 0x20, scan.text[end] != 0x22, scan.text[end] != 0x3E {
        end += 1
      }
      // Programs name the place of their sources.
      let isOfProgram = scan.context == .deviceText || scan.context == .code
      if mark - start >= 2, end > from { found.add(.url, start..<end, isOfProgram ? .review : .fail) }
      from = max(from, end)
    }
  }

  /// `www.example.org`, `pacs01.example.org`: the last part is one that names of hosts end with.
  private func hosts(_ found: inout [Detection]) {
    for index in scan.tokens.indices where scan.tokens[index].mark == .networkLabel {
      let value = scan.tokens[index].facts.value
      // 2: `www`. 1: an end of host names.
      if value == 2, scan.byte(after: index) == 0x2E, index + 2 < scan.tokens.count,
        scan.gap(index + 1, is: ".")
      {
        let start = Int(scan.tokens[index].start)
        var end = start
        while end < scan.text.count, scan.text[end] > 0x20, scan.text[end] != 0x22 { end += 1 }
        found.add(.url, start..<end, .fail)
      } else if value == 1, index > 1, scan.gap(index, is: "."), scan.tokens[index - 1].length > 1,
        !scan.tokens[index].isCapitalised, !scan.isGlued(index + 1), scan.byte(after: index) != 0x2E
      {
        var first = index - 1
        while first > 0, first > index - 10, scan.gap(first).count <= 1,
          scan.gap(first).isEmpty || scan.gap(first, has: ".-")
        {
          first -= 1
        }
        guard scan.mark(first) != .networkLabel || scan.tokens[first].facts.value != 2 else { continue }
        guard scan.byte(before: first) != 0x40, scan.byte(before: first) != 0x2F else { continue }
        found.add(.networkAddress, scan.range(first, index), .review)
      }
    }
  }

  /// Four numbers up to 255. Those of networks at home are sure; versions look the same.
  private func internet(_ found: inout [Detection]) {
    let tokens = scan.tokens
    guard tokens.count >= 4 else { return }
    for index in 0...(tokens.count - 4) where tokens[index].isNumber {
      guard !scan.gap(index, is: ".") || index == 0 || tokens[index - 1].isWord,
        (1...3).allSatisfy({ scan.gap(index + $0, is: ".") && tokens[index + $0].isNumber })
      else { continue }
      let parts = (0...3).map { scan.number(index + $0).map { $0 } ?? 999 }
      guard parts.allSatisfy({ $0 < 256 }),
        !scan.gap(index + 4, is: ".") || index + 4 >= tokens.count || tokens[index + 4].isWord,
        (0...3).allSatisfy({
          tokens[index + $0].length == 1 || scan.text[Int(tokens[index + $0].start)] != 0x30
        }),
        !scan.isGlued(index), parts[0] > 0, scan.byte(after: index + 3) != 0x2D
      else { continue }
      let isPrivate =
        parts[0] == 10 || parts[0] == 192 && parts[1] == 168
        || parts[0] == 172 && (16...31).contains(parts[1])
        || parts[0] == 127
      let isLabelled =
        index > 0 && scan.mark(index - 1) == .networkLabel && scan.tokens[index - 1].facts.value == 3
      guard isLabelled || scan.context != .deviceText || isPrivate && parts[0] != 10 else { continue }
      found.add(
        .networkAddress, scan.range(index, index + 3), isPrivate || isLabelled ? .fail : .review,
        .internetAddress)
    }
  }

  /// `00:1B:44:11:3A:B7`, and addresses of the internet's sixth version: eight groups, or fewer with `::` in the place
  /// of zeros. RFC 4291 section 2.2.
  private func hardware(_ found: inout [Detection]) {
    var place = 0
    while place + 12 < scan.text.count {
      guard let mark = separator(place) else {
        place += 1
        continue
      }
      var end = place
      var groups = 0
      var gaps = 0
      var lengths = (least: 9, most: 0)
      while end < scan.text.count {
        var length = 0
        while end < scan.text.count, isHexadecimal(scan.text[end]) {
          end += 1
          length += 1
        }
        guard length > 0, length <= 4 else { break }
        groups += 1
        lengths = (min(lengths.least, length), max(lengths.most, length))
        if mark == 0x3A, gaps == 0, end + 2 < scan.text.count, scan.text[end] == mark,
          scan.text[end + 1] == mark, isHexadecimal(scan.text[end + 2])
        {
          gaps = 1
          end += 2
          continue
        }
        guard end + 1 < scan.text.count, scan.text[end] == mark, isHexadecimal(scan.text[end + 1]) else {
          break
        }
        end += 1
      }
      let isEnd = end >= scan.text.count || !scan.isLetter(scan.text[end])
      if isEnd, groups == 6, gaps == 0, lengths == (2, 2) {
        found.add(.networkAddress, place..<end, .fail, .hardwareAddress)
      } else if isEnd, mark == 0x3A, lengths.most > 2,
        groups == 8 && gaps == 0 || gaps == 1 && (4...7).contains(groups)
      {
        found.add(.networkAddress, place..<end, .fail, .internetAddress)
      }
      place = max(place + 1, end)
    }
  }

  /// The mark behind one to four hexadecimal digits that begin at a place; nil if none.
  private func separator(_ place: Int) -> UInt8? {
    if place > 0,
      isHexadecimal(scan.text[place - 1]) || scan.text[place - 1] == 0x3A || scan.text[place - 1] == 0x2D
    {
      return nil
    }
    var end = place
    while end < scan.text.count, end < place + 5, isHexadecimal(scan.text[end]) { end += 1 }
    guard end > place, end < place + 5, end < scan.text.count else { return nil }
    return scan.text[end] == 0x3A || scan.text[end] == 0x2D ? scan.text[end] : nil
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
  }
}
