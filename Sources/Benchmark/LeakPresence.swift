internal import DICOM
internal import Pixels
internal import Rules

/// Looks up whether what was planted in an original is still in its output: the very value, bytes or pixels, by no
/// judgement of a check.
///
/// A leak is left where the element at its path (in any item, in any private block) has the original's value or has the
/// planted text, also in what the value holds packed; or where most of the pixels that show it are as they were, and of
/// those that show it in bits that do not count, these bits. What was only turned into another form, or moved to another
/// element, is not found and counts as gone.
struct LeakPresence {
  /// How many characters a part of a file's path has at least that names somebody.
  private static let leastInName = 6
  /// How much of an area must have changed for what it showed to be gone.
  private static let leastChanged = 0.5

  /// A value of a file.
  private struct Value {
    let path: String
    let bytes: ArraySlice<UInt8>
    /// The value as text, and those of the fields that it holds packed; empty for pixels.
    var texts: [String] = []
  }

  /// All of a file that leaks are looked for in.
  private struct Content {
    var values: [Value] = []
    var preamble: [UInt8] = []
    var whole: [UInt8] = []
  }

  let tables: StandardTables
  let pictures: PictureReader

  /// Whether each place's leak is left; nil where the files cannot be read, or their pictures not compared.
  ///
  /// - Parameter name: the output's path below its folder.
  func left(_ places: [PlantedPlace], original: [UInt8], output: [UInt8], name: String) -> [Bool?] {
    guard let before = content(original, unpacks: false), let after = content(output, unpacks: true) else {
      return places.map { _ in nil }
    }
    let comparison =
      places.contains { $0.pixels != nil } ? pictures.compare(original: original, output: output) : nil
    let unused = comparison == nil ? nil : unusedBits(original, output)
    return places.map { place in
      if let (frame, area) = place.pixels, let comparison {
        switch unused?.outcome(of: area, frame: frame, at: place.path) {
        case .left: return true
        case .gone: return false
        case .unknown, nil: return nil
        case .nothing: break
        }
        return LeakPresence.isShown(frame, area, at: place.path, comparison)
      }
      switch place.path {
      case "file": return LeakPresence.names(place.planted).contains { name.contains($0) }
      case "preamble": return LeakPresence.holds(after.preamble, place.planted)
      case "trailing": return LeakPresence.holds(after.whole, place.planted)
      case Tag.pixelData.description where place.pixels == nil:
        // Text behind the samples: pixels are not among the values.
        return LeakPresence.holds(after.whole, place.planted)
      default: return isLeft(place, before, after)
      }
    }
  }

  /// The bits of both files that do not count; nil if one cannot be read.
  private func unusedBits(_ original: [UInt8], _ output: [UInt8]) -> UnusedBitPresence? {
    do throws(SystemError) {
      return try UnusedBitPresence(original: original, output: output, tables: tables)
    } catch {
      return nil
    }
  }

  private func isLeft(_ place: PlantedPlace, _ before: Content, _ after: Content) -> Bool {
    let originals = before.values.filter { $0.path == place.path && !$0.bytes.isEmpty }
    let wanted = LeakPresence.pattern(place.path)
    for value in after.values where LeakPresence.pattern(value.path) == wanted {
      if originals.contains(where: { $0.bytes.elementsEqual(value.bytes) }) { return true }
      guard !place.planted.isEmpty else { continue }
      if value.texts.contains(where: { $0.contains(place.planted) }) { return true }
      if value.texts.isEmpty, LeakPresence.holds(Array(value.bytes), place.planted) { return true }
    }
    return false
  }

  /// A path without what an anonymizer may change about it: the numbers of items, and that of a private block.
  private static func pattern(_ path: String) -> String {
    path.split(separator: ".").map { step in
      let tag = step.prefix(11)
      // An odd group: (0029,1020) becomes (0029,xx20).
      guard tag.count == 11, let last = tag.dropFirst(4).first?.hexDigitValue, last % 2 == 1 else {
        return String(tag)
      }
      return tag.prefix(6) + "xx" + tag.dropFirst(8)
    }.joined(separator: ".")
  }

  /// Whether bytes hold a text in UTF-8 or Latin-1.
  private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    let latin =
      text.unicodeScalars.allSatisfy { $0.value < 256 } ? text.unicodeScalars.map { UInt8($0.value) } : []
    return [Array(text.utf8), latin].contains { needle in
      guard let first = needle.first, needle.count <= bytes.count else { return false }
      var position = 0
      let last = bytes.count - needle.count
      while position <= last {
        if bytes[position] == first, bytes[position..<position + needle.count].elementsEqual(needle) {
          return true
        }
        position += 1
      }
      return false
    }
  }

  /// The parts of a path that name somebody: those that are long enough not to be there by chance, without the ending
  /// that all files have.
  private static func names(_ path: String) -> [String] {
    let steps = path.split(separator: "/").map { String($0.hasSuffix(".dcm") ? $0.dropLast(4) : $0) }
    return steps.filter { $0.count >= leastInName && $0 != "series" }
  }

  private static func isShown(
    _ frame: Int?, _ area: PixelRect, at path: String, _ comparison: PictureComparison
  ) -> Bool? {
    let all = comparison.elements + comparison.overlays
    guard let element = all.first(where: { $0.original.path.description == path }) else {
      // What has no counterpart shows nothing any more, unless the comparison broke off.
      return comparison.failure == nil ? false : nil
    }
    if element.problem != nil { return nil }
    guard let frame else {
      let frames = (0..<element.frameCounts.original).map { isShown($0, area, in: element) }
      if frames.contains(true) { return true }
      return frames.contains(where: { $0 == nil }) ? nil : false
    }
    return isShown(frame, area, in: element)
  }

  /// Whether one frame still shows what it did; nil if it was not compared.
  private static func isShown(_ frame: Int, _ area: PixelRect, in element: PixelDataComparison) -> Bool? {
    if element.sameBytes.contains(where: { $0.contains(frame) }) { return true }
    guard let compared = element.frames.first(where: { $0.frame == frame }) else {
      return frame >= element.frameCounts.output ? false : nil
    }
    if compared.problem != nil { return nil }
    if compared.likeness == .replaced { return false }
    let changed = compared.areas.reduce(0) { $0 + overlap($1.rectangle, area) }
    return Double(changed) < leastChanged * Double(area.width * area.height)
  }

  private static func overlap(_ one: PixelRect, _ other: PixelRect) -> Int {
    let width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    let height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return width > 0 && height > 0 ? width * height : 0
  }

  // MARK: reading

  /// Reads a file; nil if the system refuses, or it is no DICOM file.
  private func content(_ path: [UInt8], unpacks: Bool) -> Content? {
    var content = Content()
    var reader: FileReader
    do throws(SystemError) {
      let file = try FileBytes(path: path)
      if unpacks { content.whole = try file.all() }
      reader = FileReader(file, dictionary: tables)
    } catch {
      return nil
    }
    switch reader.content {
    case .empty, .notDICOM: return nil
    case .part10, .bareDataSet: break
    }
    content.preamble = reader.preambleBytes().map { Array($0) } ?? []  // a data set alone has none
    var steps: [ElementPath.Step] = []
    var sequences: [(tag: Tag, items: Int)] = []
    var sets = [SpecificCharacterSet.defaultRepertoire]
    while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element): sequences.append((element.tag, 0))
      case .sequenceEnd: sequences.removeLast()
      case .itemBegin:
        guard let sequence = sequences.last else { continue }
        steps.append(ElementPath.Step(sequence.tag, item: sequence.items))
        sequences[sequences.count - 1].items += 1
        sets.append(sets[sets.count - 1])
      case .itemEnd:
        if !steps.isEmpty { steps.removeLast() }
        if sets.count > 1 { sets.removeLast() }
      case .element(let element):
        guard !element.value.isEmpty, element.tag != .pixelData, let value = reader.value(of: element) else {
          continue
        }
        if element.tag == .specificCharacterSet { sets[sets.count - 1] = SpecificCharacterSet(value) }
        let path = ElementPath(steps, element.tag).description
        content.values.append(self.value(element, value, path, sets[sets.count - 1], unpacks: unpacks))
      default: break
      }
    }
    return content
  }

  private func value(
    _ element: Element, _ bytes: ArraySlice<UInt8>, _ path: String, _ set: SpecificCharacterSet, unpacks: Bool
  ) -> Value {
    // The bytes are the reader's buffer, which the next value overwrites.
    var value = Value(path: path, bytes: Array(bytes.trimmed(for: element.vr))[...])
    guard unpacks else { return value }
    if element.vr.isText {
      value.texts = [set.decode(value.bytes, vr: element.vr).text]
    }
    let opened = OpenedPayload.open(bytes, creator: element.creator)
    if element.vr.isOpaque || opened.fields.count > 1 {
      for field in opened.fields {
        value.texts.append(String(decoding: opened.value(of: field), as: UTF8.self))
      }
      if element.vr.isOpaque { value.texts.append(String(decoding: bytes, as: UTF8.self)) }
    }
    return value
  }
}
