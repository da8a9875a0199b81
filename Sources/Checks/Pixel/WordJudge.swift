internal import DICOM
public import Pixels
public import Rules
public import Text

/// What a line of words that was read from a picture is.
public enum WordVerdict: Equatable, Sendable {
  /// It shows a known value, or something that identifies by itself.
  case identifier(IdentifierKind)
  /// It is text that may be anything: a person must look.
  case readable
  /// Every word of it is one that equipment customarily draws.
  case harmless
  /// Nothing in it is text: what is there was not readable.
  case noise
}

/// Judges lines of words by what is known of a file and by themselves.
///
/// Made once for all pictures with the same known values; it never changes.
public struct WordJudge: Sendable {
  private let index: NeedleIndex
  private let harmless: HarmlessWords
  private let tables: StandardTables

  /// A word of one or two characters, or of more, that was read with less confidence is not taken for a harmless one:
  /// a stroke is soon an `L`.
  private static let leastConfidence: (short: Float, long: Float) = (0.5, 0.3)

  /// Prepares the search for known values.
  public init(known: KnownValues, tables: StandardTables) {
    harmless = HarmlessWords(tables.annotations)
    index = NeedleIndex(known.needles, harmless)
    self.tables = tables
  }

  /// Judges the words of one line, from left to right.
  public func judge(line words: [SeenWord]) -> WordVerdict {
    let line = LineText(words)
    let isHarmless = line.words.map { harmless.contains($0.text) }
    let hit = find(in: line, isHarmless)
    if let hit, !hit.isWeak { return .identifier(hit.kind) }
    let tables = tables
    let label = LabelShape(line, harmless) { word in
      tables.isCustomaryDummy(Array(word.utf8)[...], tag: .patientName, vr: .pn)
    }.found
    if case .value(let kind) = label { return .identifier(kind) }
    if let hit, label != nil { return .identifier(hit.kind) }
    if DateShape(line).isFound { return .identifier(.date) }
    if let kind = PersonShape(line, harmless).found { return .identifier(kind) }
    // A known value that is a harmless word as well: which of both it is here, a person must say.
    if hit != nil || label != nil { return .readable }
    return judgeWords(line, isHarmless)
  }

  private func judgeWords(_ line: LineText, _ isHarmless: [Bool]) -> WordVerdict {
    var verdict = WordVerdict.noise
    var hasNoise = false
    for (word, isHarmless) in zip(line.words, isHarmless) {
      let length = word.text.count { $0.isLetter || $0.isNumber }
      if isHarmless {
        let least = length <= 2 ? WordJudge.leastConfidence.short : WordJudge.leastConfidence.long
        if word.confidence >= least { verdict = .harmless } else { hasNoise = true }
      } else if WordJudge.isText(word, length: length) {
        return .readable
      } else if length > 0 || word.text.count > 2 {
        hasNoise = true
      }
    }
    return hasNoise ? .noise : verdict
  }

  /// Two letters or digits at least; letters of low confidence only with a vowel among them.
  private static func isText(_ word: SeenWord, length: Int) -> Bool {
    guard length >= 2 else { return word.text.unicodeScalars.contains { $0.properties.isIdeographic } }
    if word.confidence >= leastConfidence.short { return true }
    return word.text.contains { character in
      guard character.isLetter else { return character.isNumber }
      return character.unicodeScalars.allSatisfy { scalar in
        let base = Glyphs.folded(scalar)
        // A, E, I, O, U, Y; other scripts write vowels in their own ways.
        return base.isEmpty || [0x41, 0x45, 0x49, 0x4F, 0x55, 0x59].contains(base[0]) || base[0] > 0x7F
      }
    }
  }

  /// The first known value in a line; a weak one only if there is no other.
  private func find(in line: LineText, _ isHarmless: [Bool]) -> NeedleIndex.Hit? {
    var weak: NeedleIndex.Hit?
    for start in line.parts.indices {
      var reading = NeedleIndex.Reading()
      reading.isHarmless = true
      for place in start..<min(start + 10, line.parts.count) {
        let part = line.parts[place]
        reading.alike += part.alike
        guard reading.alike.count <= index.longest + 3 else { break }
        reading.folded += part.folded
        reading.parts += 1
        reading.isMarked = reading.isMarked && (place == start || part.isMarked)
        reading.isHarmless = reading.isHarmless && isHarmless[part.word]
        guard reading.alike.count >= 2, let hit = index.find(reading) else { continue }
        if !hit.isWeak { return hit }
        weak = hit
      }
      if !isHarmless[line.parts[start].word], let hit = glued(line.parts[start].alike) { return hit }
    }
    return weak
  }

  /// A known value at the beginning or end of a run, with no blank between it and its neighbour.
  private func glued(_ alike: [UInt32]) -> NeedleIndex.Hit? {
    let shortest = 6
    guard alike.count > shortest else { return nil }
    for length in shortest..<alike.count {
      if let hit = index.find(inside: alike.prefix(length), shortest: shortest)
        ?? index.find(inside: alike.suffix(length), shortest: shortest)
      {
        return hit
      }
    }
    return nil
  }
}
