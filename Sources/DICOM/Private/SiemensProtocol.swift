/// Siemens protocols as MrPhoenixProtocol, MrProtocol, MrEvaProtocol and the protocol elements of XA files have
/// them: an XProtocol tree and an ASCCONV block, each alone or both, and whole protocols as strings in them.
///
/// Reverse-engineered; seen in files of syngo VB12 to XA60.
extension PayloadOpener {
  /// Reads a protocol. What stands in the tree is below the names of the tree; assignments of an ASCCONV block are
  /// below the name of the outermost protocol.
  mutating func readSiemensProtocol(_ view: ByteView, _ place: Place) {
    payload.fields.reserveCapacity(payload.fields.count + place.range.count / 48)
    payload.names.reserveCapacity(payload.names.count + place.range.count / 48)
    var tokens = ProtocolTokens(view, place.range, quotes: place.quotes)
    var groups: [Int32] = []
    var current = place.name
    // The name whose group or value is due, and whether it is a property such as <Precision>, which has one value.
    var due: Int32?
    var isProperty = false
    while let token = tokens.next() {
      var isAdded = true
      switch token {
      case .tag(let type, let name):
        let parent = isProperty ? due ?? current : current
        if let name {
          due = name.isEmpty ? parent : addName(place, name, below: parent)
          isProperty = false
        } else {
          let isRoot =
            view.has("XProtocol", at: type.lowerBound) || view.has("EVAProtocol", at: type.lowerBound)
          due = isRoot ? parent : addName(place, type, below: parent)
          isProperty = !isRoot
        }
      case .open:
        guard groups.count < limits.groups else {
          return addUnopened(view, place, tokens.position..<place.range.upperBound, .nestedTooDeep)
        }
        groups.append(current)
        current = due ?? current
        due = nil
        isProperty = false
      case .close:
        current = groups.popLast() ?? place.name
        due = nil
        isProperty = false
      case .text(let range, let hasQuotes):
        isAdded = addText(view, place, range, hasQuotes: hasQuotes, name: due ?? current)
        due = nil
        isProperty = false
      case .word(let range):
        isAdded = add(place, range, name: due ?? current)
        due = nil
        isProperty = false
      case .assignments(let start):
        guard let next = readAssignments(view, place, from: start) else {
          return addUnopened(view, place, start..<place.range.upperBound, .tooManyFields)
        }
        tokens.position = next
      case .stray(let range):
        addRemnant(view, place, range)
      }
      guard isAdded else {
        return addUnopened(view, place, tokens.position..<place.range.upperBound, .tooManyFields)
      }
    }
  }

  private mutating func addText(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, hasQuotes: Bool, name: Int32
  ) -> Bool {
    if isSiemensProtocol(view, range) || !hasQuotes {
      return addOrOpen(view, place, range, name: name, quotes: 2 * place.quotes)
    }
    return addUndoubled(view, place, range, name: name)
  }

  /// Adds a string in which doubled quotation marks are undone.
  private mutating func addUndoubled(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32
  ) -> Bool {
    let start = undoneBytes.count
    var offset = range.lowerBound
    while offset < range.upperBound {
      var marks = 0
      while offset + marks < range.upperBound, view[offset + marks] == UInt8(ascii: "\"") { marks += 1 }
      if marks == 0 {
        undoneBytes.append(view[offset])
        offset += 1
      } else {
        let count = max(1, marks / (2 * place.quotes))
        undoneBytes.append(contentsOf: repeatElement(UInt8(ascii: "\""), count: count))
        offset += marks
      }
    }
    return addUndone(place, from: start, source: range, name: name)
  }

  /// Reads `### ASCCONV BEGIN ###` to `### ASCCONV END ###`: one `key = value` a line. Nil when there are too many.
  private mutating func readAssignments(_ view: ByteView, _ place: Place, from start: Int) -> Int? {
    let root = protocolName(of: place)
    let end = place.range.upperBound
    var position = start
    while position < end {
      let lineEnd = view.first(0x0A, in: position..<end)
      let line = view.trimmed(position..<lineEnd)
      position = min(end, lineEnd + 1)
      if view[line.lowerBound] == UInt8(ascii: "#") {
        if view.has("### ASCCONV END ###", at: line.lowerBound) {
          // Other tokens may follow on the same line.
          return line.lowerBound + 19
        }
        let words = line.lowerBound + 17..<max(line.lowerBound + 17, line.upperBound)
        let isBeginning = view.has("### ASCCONV BEGIN", at: line.lowerBound)
        let rest = isBeginning ? trimmedOfHashes(view, words) : line
        if !rest.isEmpty, !add(place, rest, name: addName(place, "#comment", below: root)) { return nil }
        continue
      }
      let sign = view.first(UInt8(ascii: "="), in: line)
      guard sign < line.upperBound else {
        addRemnant(view, place, line)
        continue
      }
      let (key, value) = unmarked(
        view, view.trimmed(line.lowerBound..<sign), view.trimmed(sign + 1..<line.upperBound))
      guard addAssigned(view, place, value, name: addName(place, key, below: root)) else { return nil }
    }
    return end
  }

  /// Takes off the identifier that protocols in a PhoenixZIP have around each equals sign.
  private func unmarked(
    _ view: ByteView, _ key: Range<Int>, _ value: Range<Int>
  ) -> (key: Range<Int>, value: Range<Int>) {
    let mark: StaticString = "AC3DC071-D43B-4D05-846D-7B26748FD3FE"
    let count = mark.utf8CodeUnitCount
    guard key.count > count, value.count >= count, view.has(mark, at: key.upperBound - count),
      view.has(mark, at: value.lowerBound)
    else { return (key, value) }
    return (key.lowerBound..<key.upperBound - count, value.lowerBound + count..<value.upperBound)
  }

  private func trimmedOfHashes(_ view: ByteView, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, view[end - 1] == UInt8(ascii: "#") { end -= 1 }
    return view.trimmed(range.lowerBound..<end)
  }

  private mutating func addAssigned(
    _ view: ByteView, _ place: Place, _ range: Range<Int>, name: Int32
  ) -> Bool {
    guard !range.isEmpty else { return true }
    var tokens = ProtocolTokens(view, range, quotes: place.quotes)
    if view[range.lowerBound] == UInt8(ascii: "\""), case .text(let text, let hasQuotes)? = tokens.next() {
      guard addText(view, place, text, hasQuotes: hasQuotes, name: name) else { return false }
      let rest = view.trimmed(min(tokens.position, range.upperBound)..<range.upperBound)
      return rest.isEmpty || add(place, rest, name: name)
    }
    return add(place, range, name: name)
  }

  /// The name of the outermost of the protocols that a place is in.
  private func protocolName(of place: Place) -> Int32 {
    var layer = payload.layers[Int(place.layer)]
    while layer.parent >= 0, payload.layers[Int(layer.parent)].kind == .siemensProtocol {
      layer = payload.layers[Int(layer.parent)]
    }
    return layer.name
  }

  /// Whether a range begins as a protocol does.
  func isSiemensProtocol(_ view: ByteView, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound, ByteView.isBlank(view[start]) { start += 1 }
    guard range.upperBound - start >= 11 else { return false }
    return view.has("<XProtocol>", at: start) || view.has("<EVAProtocol>", at: start)
      || view.has("### ASCCONV BEGIN", at: start)
  }
}
