/// Finds paths of file systems, which hold names of users, machines and studies.
struct PathDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  /// Folders below which users' folders are.
  private static let homes: [StaticString] = [
    "/home/", "/Users/", "/export/home", "\\Users\\", "\\Documents and Settings\\", "/usr/people/",
  ]

  func run(_ found: inout [Detection]) {
    drive(&found)
    share(&found)
    rooted(&found)
  }

  /// No system takes a longer path; a bound for texts that are nothing but beginnings of paths.
  private static let longest = 4_096

  private func end(from start: Int) -> Int {
    var end = start
    let last = min(scan.text.count, start + PathDetector.longest)
    while end < last, scan.text[end] > 0x20,
      ![0x22, 0x3B, 0x3C, 0x3E, 0x7C].contains(scan.text[end])
    { end += 1 }
    return end
  }

  /// `C:\Users\jane`, `D:/data`.
  private func drive(_ found: inout [Detection]) {
    guard scan.hints.classes.contains(.colon), scan.text.count > 4 else { return }
    var past = 0
    for place in 1..<(scan.text.count - 2) where scan.text[place] == 0x3A && place >= past {
      guard
        scan.text[place + 1] == 0x5C || scan.text[place + 1] == 0x2F && scan.text[place + 2] != 0x2F,
        (0x41...0x5A).contains(scan.text[place - 1] & 0xDF), place == 1 || scan.text[place - 2] <= 0x40
      else { continue }
      past = end(from: place + 1)
      guard past - place > 3 else { continue }
      found.add(.filePath, place - 1..<past, .fail)
    }
  }

  /// `\\server\share`.
  private func share(_ found: inout [Detection]) {
    guard scan.hints.classes.contains(.backslash) else { return }
    var from = 0
    while let start = scan.find("\\\\", from: from), start + 4 < scan.text.count {
      let end = end(from: start)
      from = start + 2
      let inner = UnsafeBufferPointer(rebasing: scan.text[(start + 2)..<end])
      guard let mark = inner.firstIndex(of: 0x5C), mark > 1, mark + 1 < inner.count,
        // In JSON each of them is doubled.
        inner[mark + 1] != 0x5C,
        // Between values, or behind a word, it is an empty value.
        start == 0 || PathDetector.openings.contains(scan.text[start - 1])
      else { continue }
      found.add(.filePath, start..<end, .fail)
      from = max(from, end)
    }
  }

  /// What may stand before a path: blanks, quotes, brackets, `,`, `:`, `;`, `<`, `=`.
  private static let openings: [UInt8] = [
    0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x28, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D,
  ]

  /// `/home/jane/data`; other absolute paths of three parts and more.
  private func rooted(_ found: inout [Detection]) {
    for home in PathDetector.homes {
      guard let start = scan.find(home) else { continue }
      let end = end(from: start)
      guard end > start + home.utf8CodeUnitCount else { continue }
      found.add(.filePath, start..<end, .fail)
      return
    }
    guard scan.hints.classes.contains(.slash) else { return }
    for place in scan.text.indices where scan.text[place] == 0x2F {
      guard
        place == 0 || [0x20, 0x22, 0x27, 0x3D, 0x28].contains(scan.text[place - 1])
          || place > 6 && scan.text[place - 1] == 0x3A
      else { continue }
      let end = end(from: place)
      let path = scan.text[place..<end]
      let slashes = path.count { $0 == 0x2F }
      guard slashes >= 3, path.count > 10, place + 1 < end, scan.text[place + 1] != 0x2F,
        path.count(where: { scan.isLetter($0) }) > path.count / 2
      else { continue }
      found.add(.filePath, place..<end, .review)
      return
    }
  }
}
