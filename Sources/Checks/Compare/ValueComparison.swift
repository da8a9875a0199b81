internal import DICOM
internal import Findings
internal import Pixels

/// Compares the values of two elements that answer to each other.
struct ValueComparison {
  /// How many bytes of long values are read at a time.
  private static let step = 1 << 18

  let original: DataSetOutline
  let output: DataSetOutline

  /// What was done with the value of a node of the original, by the node of the output that answers to it.
  func disposition(of old: Int, as new: Int) -> Disposition {
    // Mostly nothing: seen without copying what else is known of them.
    if original.nodes[old].isKept, output.nodes[new].isKept, original.nodes[old].vr != .sq,
      output.nodes[new].vr != .sq, original.nodes[old].isBigEndian == output.nodes[new].isBigEndian,
      SameBytes.areSame(original.bytes[original.nodes[old].kept], output.bytes[output.nodes[new].kept])
    {
      return .kept
    }
    return disposition(of: original.nodes[old], as: output.nodes[new])
  }

  private func disposition(of before: DataSetOutline.Node, as after: DataSetOutline.Node) -> Disposition {
    if after.isEmpty { return before.isEmpty ? .kept : .emptied }
    if before.isEmpty { return .added }
    if after.vr == .sq || before.vr == .sq { return before.vr == after.vr ? .kept : .replaced }
    if isEqual(before, after) { return .kept }
    guard before.isKept, after.isKept else { return .replaced }
    let (old, new) = (original.value(of: before), output.value(of: after))
    if after.vr == .ui { return .uidReplaced }
    if DayShift.days(from: old, to: new, vr: before.vr) != nil { return .dateShifted }
    guard before.vr.isText, after.vr.isText else { return .replaced }
    let words = SharedWords(of: text(before, original), vr: before.vr)
    return words.areShared(with: text(after, output)) ? .cleanedInPart : .replaced
  }

  /// Whether two values mean the same, however they are encoded.
  private func isEqual(_ before: DataSetOutline.Node, _ after: DataSetOutline.Node) -> Bool {
    guard before.isKept, after.isKept else { return areLongValuesEqual(before, after) }
    let (old, new) = (original.value(of: before), output.value(of: after))
    if old == new { return true }
    switch after.vr {
    case .ds, .is: return ValueComparison.areNumbersEqual(old, new)
    case .da:
      guard let left = DateValue(old), let right = DateValue(new) else { return false }
      return left == right
    case .pn, .lo, .sh, .st, .lt, .uc, .ut:
      guard before.vr.isText, old.needsDecoding || new.needsDecoding || after.vr == .pn else { return false }
      return ValueComparison.plain(text(before, original), after.vr)
        == ValueComparison.plain(text(after, output), after.vr)
    default:
      guard before.isBigEndian != after.isBigEndian, old.count == new.count else { return false }
      return ValueComparison.swapped(old, after.vr) == Array(new)
    }
  }

  private func text(_ node: DataSetOutline.Node, _ outline: DataSetOutline) -> String {
    let value = outline.value(of: node)
    guard value.needsDecoding else { return String(decoding: value, as: UTF8.self) }
    return outline.characterSet(at: node).decode(value, vr: node.vr).text
  }

  /// A name without delimiters at the end of its groups; other text as it is.
  private static func plain(_ text: String, _ vr: VR) -> String {
    guard vr == .pn else { return text }
    var groups = text.split(separator: "=", omittingEmptySubsequences: false).map { group in
      var group = group
      while group.last == "^" || group.last == " " { group.removeLast() }
      return String(group)
    }
    while groups.count > 1, groups.last?.isEmpty == true { groups.removeLast() }
    return groups.joined(separator: "=")
  }

  private static func areNumbersEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    let (old, new) = (
      left.split(separator: 0x5C, omittingEmptySubsequences: false),
      right.split(separator: 0x5C, omittingEmptySubsequences: false)
    )
    guard old.count == new.count else { return false }
    return zip(old, new).allSatisfy { old, new in
      let (old, new) = (old.trimmed(for: .ds), new.trimmed(for: .ds))
      if old == new { return true }
      guard let left = Double(String(decoding: old, as: UTF8.self)),
        let right = Double(String(decoding: new, as: UTF8.self))
      else { return false }
      return left == right
    }
  }

  /// The bytes of numbers in the other order.
  private static func swapped(_ value: ArraySlice<UInt8>, _ vr: VR) -> [UInt8] {
    let width =
      switch vr {
      case .us, .ss, .ow, .at: 2
      case .ul, .sl, .fl, .of, .ol: 4
      case .fd, .od, .sv, .uv, .ov: 8
      default: 1
      }
    var swapped = Array(value)
    for start in stride(from: 0, through: swapped.count - width, by: width) {
      swapped[start..<start + width].reverse()
    }
    return swapped
  }

  /// Compares values in the files, piece by piece. What cannot be read is not equal.
  private func areLongValuesEqual(_ before: DataSetOutline.Node, _ after: DataSetOutline.Node) -> Bool {
    guard before.value.count == after.value.count else { return false }
    let isTurned = before.isBigEndian != after.isBigEndian
    var done = 0
    do throws(SystemError) {
      while done < before.value.count {
        let count = min(ValueComparison.step, before.value.count - done)
        let (left, right) = (before.value.lowerBound + done, after.value.lowerBound + done)
        let old = try original.values.bytes(left..<left + count)
        let new = try output.values.bytes(right..<right + count)
        // A step is a whole number of the widest numbers.
        let same = isTurned ? ValueComparison.swapped(old[...], after.vr) : old
        guard old.count == count, SameBytes.areSame(same[...], new[...]) else { return false }
        done += count
      }
    } catch {
      return false
    }
    return true
  }
}

/// By how many days dates were moved.
enum DayShift {
  /// The days between two values of VR DA or DT, the same for each date in them; nil if they are no full dates, are
  /// not moved the same way, or are not moved.
  static func days(from old: ArraySlice<UInt8>, to new: ArraySlice<UInt8>, vr: VR) -> Int? {
    guard vr == .da || vr == .dt else { return nil }
    let before = old.split(separator: 0x5C)
    let after = new.split(separator: 0x5C)
    guard before.count == after.count else { return nil }
    var found: Int?
    for (left, right) in zip(before, after) {
      guard let from = date(left, vr), let to = date(right, vr) else { return nil }
      let days = to.dayNumber - from.dayNumber
      guard found == nil || found == days else { return nil }
      found = days
    }
    return found == 0 ? nil : found
  }

  /// Whether two values of VR DA or DT are days of one month.
  static func isSameMonth(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>, vr: VR) -> Bool {
    guard let old = date(old, vr), let new = date(new, vr), vr == .da || vr == .dt else { return false }
    return old.year == new.year && old.month == new.month
  }

  /// The day of a DA or DT value; nil if it is not a full one.
  static func date(_ value: ArraySlice<UInt8>, _ vr: VR) -> DateValue? {
    let value = value.trimmed(for: vr)
    return vr == .da ? DateValue(value) : DateTimeValue(value)?.date
  }
}

extension DateValue {
  /// The days since 1 March of the year 0 of the Gregorian calendar, for differences.
  var dayNumber: Int {
    let year = month <= 2 ? self.year - 1 : self.year
    let shifted = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1
  }
}

/// The words and numbers of a value that would tell it again.
struct SharedWords {
  private var words: Set<String> = []

  /// Takes the words of three letters and numbers of four digits and more; nothing of a date or time.
  init(of text: String, vr: VR) {
    if vr == .da || vr == .dt || vr == .tm { return }
    words = Set(SharedWords.words(of: text))
  }

  /// Whether another text has one of them.
  func areShared(with text: String) -> Bool {
    guard !words.isEmpty else { return false }
    return SharedWords.words(of: text).contains { words.contains($0) }
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isNumber = false
    var isIdeographic = false
    func isTelling() -> Bool { word.count >= (isNumber ? 4 : 3) || isIdeographic && word.count >= 2 }
    for scalar in text.unicodeScalars {
      let isDigit = (0x30...0x39).contains(scalar.value)
      let isLetter =
        scalar.isASCII
        ? (0x41...0x5A).contains(scalar.value & ~0x20) : scalar.properties.isAlphabetic
      if (isDigit || isLetter) && (word.isEmpty || isDigit == isNumber) {
        isNumber = isDigit
        if !scalar.isASCII, scalar.properties.isIdeographic { isIdeographic = true }
        word.unicodeScalars.append(scalar)
        continue
      }
      if isTelling() { words.append(word.lowercased()) }
      word = ""
      isIdeographic = false
      if isDigit || isLetter {
        isNumber = isDigit
        word.unicodeScalars.append(scalar)
      }
    }
    if isTelling() { words.append(word.lowercased()) }
    return words
  }
}
