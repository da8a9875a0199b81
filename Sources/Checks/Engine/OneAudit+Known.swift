internal import DICOM
internal import Findings
internal import Rules
internal import Text

/// The search for known values: those of the run's list, and those that the data themselves gave away.
extension OneAudit {
  /// How many values that were found in a file are looked for in the rest of it.
  private static let mostLearnt = 1_000

  /// Looks for the values of the run's list in an element's value.
  mutating func findListed(_ examined: borrowing ExaminedElement) {
    guard let needles = rules.needles, examined.isValueLoaded, !examined.isEmpty else { return }
    var hits: [NeedleHit] = []
    needles.search(examined.rawValue, as: examined.vr.isOpaque ? .raw : .text) { hits.append($0) }
    // Mostly there is none, and a place takes longer to make than the search.
    if examined.explainsLikeness { hits.removeAll { $0.certainty != .fail } }
    guard !hits.isEmpty else { return }
    let place = report.place(of: examined.element)
    for hit in OneAudit.distinct(hits) { reportListed(hit, at: place) }
  }

  /// Looks for the values of the run's list in bytes that are no element's: preamble, what follows the last element,
  /// what could not be read.
  mutating func findListed(in range: Range<Int>, _ reader: inout FileReader) {
    guard let needles = rules.needles else { return }
    find(needles, in: range, of: reader.values, as: .raw)
  }

  /// Looks for the values of the run's list in the bytes of pictures.
  mutating func findListed(inSamples range: Range<Int>, _ reader: inout FileReader) {
    guard let needles = rules.needles, rules.scope == .all else { return }
    find(needles, in: range, of: reader.values, as: .samples)
  }

  /// Looks for needles in decoded text.
  mutating func findListed(in text: ArraySlice<UInt8>, at place: () -> Place) {
    guard let needles = rules.needles else { return }
    find(needles, in: text, as: .text, place: place)
  }

  /// Looks for the values of the run's list in the names of the file and of its folders.
  mutating func findListed(inPath path: [UInt8]) {
    findListed(in: path[...]) { .file }
  }

  private mutating func find(
    _ needles: NeedleSet, in bytes: ArraySlice<UInt8>, as reading: NeedleReading, place: () -> Place
  ) {
    var hits: [NeedleHit] = []
    needles.search(bytes, as: reading) { hits.append($0) }
    for hit in OneAudit.distinct(hits) { reportListed(hit, at: place()) }
  }

  private mutating func find(
    _ needles: NeedleSet, in range: Range<Int>, of values: ValueSource, as reading: NeedleReading
  ) {
    var stream = NeedleStream(needles, as: reading)
    var hits: [NeedleHit] = []
    var offset = range.lowerBound
    let end = min(range.upperBound, values.lengthInBytes)
    do throws(SystemError) {
      while offset < end {
        let bytes = try values.bytes(offset..<min(end, offset + 1 << 20))
        if bytes.isEmpty { break }
        stream.feed(bytes[...]) { hits.append($0) }
        offset += bytes.count
      }
    } catch {
      report.gap(
        .cannotRead, at: .bytes(offset..<end), lengthInBytes: 0,
        "The system refused: \(PublicName(fromTable: error.text)).")
    }
    stream.finish { hits.append($0) }
    for hit in OneAudit.distinct(hits) {
      let start = range.lowerBound + hit.range.lowerBound
      reportListed(hit, at: .bytes(start..<start + hit.range.count))
    }
  }

  /// The surest hit of each person's value in one place; what says nothing alone is left out.
  private static func distinct(_ hits: [NeedleHit]) -> [NeedleHit] {
    guard hits.count > 1 else { return hits.filter { $0.certainty != .supporting } }
    var best: [NeedleHit] = []
    for hit in hits where hit.certainty != .supporting {
      if let index = best.firstIndex(where: { $0.person == hit.person && $0.column == hit.column }) {
        if hit.certainty > best[index].certainty { best[index] = hit }
      } else {
        best.append(hit)
      }
    }
    return best
  }

  private mutating func reportListed(_ hit: NeedleHit, at place: Place) {
    report.speaker = rules.checks.knownIndex[0]
    report.add(
      hit.certainty == .fail ? .fail : .review, at: place,
      "Entry \(hit.person + 1) of the list, \(hit.kind.text): \(hit.variant.text), \(hit.wrapping.text).")
  }

  // MARK: what the file gives away

  /// Keeps the name that an element holds where it must not, to be looked for elsewhere.
  mutating func learnName(_ examined: borrowing ExaminedElement) {
    guard examined.vr == .pn, report.failures > 0, examined.isValueLoaded, !examined.isEmpty else { return }
    for value in examined.characterSet.values(in: examined.value, vr: .pn) {
      let text = Array(examined.characterSet.decode(value, vr: .pn).text.utf8)
      guard !profile.isCustomaryDummy(text[...], tag: examined.tag, vr: .pn),
        !profile.isDeclaredDummy(text[...], tag: examined.tag, vr: .pn)
      else { continue }
      learn(.personName, text[...])
    }
  }

  /// Goes through the file once more, for the values that were found somewhere in it, and reports where one stands
  /// and nothing fails yet.
  mutating func findRepeated(_ reader: consuming FileReader, _ auditor: inout FileAuditor) {
    guard learnt.count <= OneAudit.mostLearnt else { return }
    let needles = auditor.needles(for: learnt)
    // Places that fail already say so for their own reason.
    let failing = Set(report.findings.filter { $0.severity == .fail }.compactMap { $0.place.path })
    findRepeated(needles, reader, notIn: failing, others: [])
  }

  /// Goes through a file for values that identify at other places.
  ///
  /// - Parameters:
  ///   - failing: elements that are left out.
  ///   - own: values, by their places among the needles', that are left out: the file itself gave them away.
  mutating func findRepeated(
    _ needles: NeedleSet, _ file: consuming FileReader, notIn failing: Set<ElementPath>, others own: Set<Int>
  ) {
    var reader = file
    var sequences: [(tag: Tag, items: Int)] = []
    report.steps = []
    while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element): sequences.append((element.tag, 0))
      case .sequenceEnd: sequences.removeLast()
      case .itemBegin:
        let here = sequences.count - 1
        report.steps.append(ElementPath.Step(sequences[here].tag, item: sequences[here].items))
        sequences[here].items += 1
      case .itemEnd: report.steps.removeLast()
      case .element(let element):
        guard context.loadsValue(of: element), !failing.contains(ElementPath(report.steps, element.tag)),
          let value = reader.value(of: element)
        else { continue }
        findRepeated(needles, in: value, of: element, own)
      default: break
      }
    }
    report.steps = []
  }

  private mutating func findRepeated(
    _ needles: NeedleSet, in value: ArraySlice<UInt8>, of element: Element, _ own: Set<Int>
  ) {
    var surest: NeedleHit?
    needles.search(value, as: element.vr.isOpaque ? .raw : .text) { hit in
      if hit.certainty > surest?.certainty ?? .supporting, !own.contains(hit.person) { surest = hit }
    }
    guard let surest else { return }
    let start = value.startIndex
    report.speaker = rules.checks.knownIndex[1]
    report.add(
      surest.certainty == .fail ? .fail : .review, at: report.place(of: element),
      value: value[start + surest.range.lowerBound..<start + surest.range.upperBound],
      "What identifies at another place, \(surest.kind.text), stands here: \(surest.variant.text), \(surest.wrapping.text)."
    )
  }
}
