extension NeedleTables {
  /// How long a run of text has to be for a short value to count in it, in bytes.
  private static let shortestText = 16

  /// What a row of words that was found tells; nil if it is chance.
  func judge(
    _ needle: Int, _ range: Range<Int>, _ scanner: WordScanner, _ reading: NeedleReading
  ) -> NeedleHit? {
    let traits = owners.traits[needle]
    if reading == .samples, !traits.isLong { return nil }
    if traits.isShort, reading == .raw, !isText(range, scanner) { return nil }
    var certainty = traits.certainty
    if traits.isNumber, !traits.isRare, certainty == .fail, isAmidOthers(range, scanner) {
      certainty = .review
    }
    let owner = owners.owners[Int(traits.first)]
    return hit(owner, range, .none, certainty, persons: owners.count(needle), .row(needle))
  }

  /// What a value within a longer run tells; nil if it is chance.
  func judge(glued needle: Int, _ range: Range<Int>) -> NeedleHit? {
    let traits = glued.owners.traits[needle]
    let owner = glued.owners.owners[Int(traits.first)]
    var certainty = traits.certainty
    // Numbers of many digits have days in them.
    if IdentifierKind.allCases[Int(owner.kind)] == .birthDate {
      guard dateCertainty == .fail else { return nil }
      certainty = .review
    }
    return hit(owner, range, .none, certainty, persons: glued.owners.count(needle), .glued(needle))
  }

  /// What a date that was found tells.
  func judge(_ found: DateNeedles.Found) -> NeedleHit {
    let traits = dateOwners.traits[found.needle]
    let owner = dateOwners.owners[Int(traits.first)]
    var certainty = dateCertainty
    if found.isVague { certainty = certainty == .fail ? .review : .supporting }
    return hit(
      owner, found.range, .none, certainty, persons: dateOwners.count(found.needle), .date(found.needle))
  }

  /// Names an owner's value as found.
  func hit(
    _ owner: NeedleOwners.Owner, _ range: Range<Int>, _ wrapping: NeedleWrapping,
    _ certainty: NeedleCertainty, persons: Int, _ form: NeedleHit.Form
  ) -> NeedleHit {
    NeedleHit(
      person: Int(owner.person), column: Int(owner.column), kind: IdentifierKind.allCases[Int(owner.kind)],
      variant: owner.variant, wrapping: wrapping, range: range, certainty: certainty, persons: persons,
      form: form)
  }

  /// Whose values a form is that was found.
  func owners(of hit: NeedleHit) -> [(person: Int, column: Int)] {
    switch hit.form {
    case .row(let needle): owners.all(needle)
    case .date(let needle): dateOwners.all(needle)
    case .glued(let needle): glued.owners.all(needle)
    case .digest: [(hit.person, hit.column)]
    }
  }

  /// Whether letters stand right beside a number, or a dot and a digit as in a UID.
  private func isAmidOthers(_ range: Range<Int>, _ scanner: WordScanner) -> Bool {
    let any = ByteProperties.letter | ByteProperties.digit | ByteProperties.high
    func properties(_ place: Int) -> UInt8 {
      place >= 0 && place < scanner.count ? scanner.classes[Int(scanner.bytes[place])] : 0
    }
    let (before, behind) = (range.lowerBound - 1, range.upperBound)
    if properties(behind) & any != 0 { return true }
    if before >= 0, scanner.bytes[before] == 0x2E, properties(before - 1) & ByteProperties.digit != 0 {
      return true
    }
    return behind < scanner.count && scanner.bytes[behind] == 0x2E
      && properties(behind + 1) & ByteProperties.digit != 0
  }

  /// Whether a value stands in a run of text that is long enough, or in a value of which the length stands before it.
  private func isText(_ range: Range<Int>, _ scanner: WordScanner) -> Bool {
    var (start, end) = (range.lowerBound, range.upperBound)
    let bytes = scanner.bytes
    while start > 0, scanner.classes[Int(bytes[start - 1])] & ByteProperties.text != 0 {
      start -= 1
      if end - start >= NeedleTables.shortestText { return isMostlyASCII(start..<end, bytes) }
    }
    while end < scanner.count, scanner.classes[Int(bytes[end])] & ByteProperties.text != 0 {
      end += 1
      if end - start >= NeedleTables.shortestText { return isMostlyASCII(start..<end, bytes) }
    }
    if start == 0, end == scanner.count { return true }
    guard start >= 2 else { return false }
    let little = Int(bytes[start - 2]) | Int(bytes[start - 1]) << 8
    let big = Int(bytes[start - 1]) | Int(bytes[start - 2]) << 8
    var lengths = [little, big]
    if start >= 4, bytes[start - 1] == 0, bytes[start - 2] == 0 {
      lengths.append(Int(bytes[start - 4]) | Int(bytes[start - 3]) << 8)
    }
    return lengths.contains { $0 >= range.upperBound - start && $0 <= end - start + 1 && $0 % 2 == 0 }
  }

  /// Random bytes are text by their classes in one of eight runs as long; three in four of such are from 80 on.
  private func isMostlyASCII(_ range: Range<Int>, _ bytes: UnsafePointer<UInt8>) -> Bool {
    range.count { bytes[$0] < 0x80 } * 4 >= range.count * 3
  }
}
