extension ObjectMaker {
  /// Both sides of a value that is built: a picture, a document, a signal.
  ///
  /// Each leak that it took in gives an answer of its own; without one the value as a whole gives one.
  mutating func built(_ element: DraftElement, _ answer: Answer, action: String, removed: Bool) throws -> (
    original: Node?, clean: Node?
  ) {
    var unused: Set<String> = []
    var texts: [(leak: String, text: String)] = []
    for part in element.parts {
      guard let text = try original.text(part.text, used: &unused) else { continue }
      texts.append((part.leak, text))
    }
    let word = element.text.prefix { $0 != " " && $0 != "|" }
    var (old, new): ([UInt8], [UInt8])
    var answers: [Answer] = []
    var answer = answer
    let isGone = action == "X" || removed
    if isGone { answer.done = .removed }
    switch word {
    case "$picture":
      let surplus = texts.filter { $0.text.hasPrefix("$surplus ") }
      texts.removeAll { $0.text.hasPrefix("$surplus ") }
      let burned = try texts.map { leak, text in
        let burned = try BurnedText(text, leak: leak)
        return (burned, try burned.rectangle(in: layout.columns, layout.rows, leak: leak))
      }
      let picture = PictureValue(layout, ground: ground, seed: seed)
      old = try picture.bytes(burned, isClean: false, font: tables.font)
      new = try picture.bytes(burned, isClean: true, font: tables.font)
      for ((leak, _), (text, box)) in zip(texts, burned) {
        var hidden = answer
        hidden.leak = leak
        hidden.planted = text.lines.joined(separator: " ")
        hidden.done = isGone ? .removed : .masked
        hidden.rectangle = box
        if !text.isHighBit, !isGone { hidden.demand(type: 1, cleanText: "") }
        answers.append(hidden)
      }
      for (leak, text) in surplus {
        let words = Array(text.dropFirst("$surplus ".count).utf8)
        old += words.count % 2 == 0 ? words : words + [0x20]
        var behind = answer
        (behind.leak, behind.planted) = (leak, String(decoding: words, as: UTF8.self))
        behind.done = .cleaned
        answers.append(behind)
      }
      if answers.isEmpty {
        answer.demands = [Answer.Demand(action: .pixelsRetained, text: MD5.digest(old))]
        answers = [answer]
      }
    case "$document":
      var document = DocumentValue(try Self.words(element.text, original), hasMetadata: true)
      new = DocumentValue(try Self.words(element.text, clean), hasMetadata: false).bytes()
      for (leak, text) in texts {
        try document.add(text, leak: leak)
        var gone = answer
        gone.leak = leak
        gone.planted = text.split(separator: "|").dropFirst().joined(separator: " ")
        gone.done = .cleaned
        answers.append(gone)
      }
      old = document.bytes()
      if old != new { answer.done = .cleaned }
      if texts.isEmpty { answers = [answer] }
    case "$overlay":
      let lines = element.text.split(separator: "|").dropFirst().map(String.init)
      let words = try lines.map { try Self.words($0, original) }
      old = try SignalValue.overlay(words, rows: layout.rows, columns: layout.columns, font: tables.font)
      new = []
      answer.leak = element.leaks.first ?? ""
      answer.planted = words.joined(separator: " ")
      answer.done = .removed
      answers = [answer]
    default:
      old = try signal(word)
      new = old
      answer.demands = [Answer.Demand(action: .tagRetained, text: "")]
      if word == "$mask" || word == "$dose" {
        answer.demands = [Answer.Demand(action: .pixelsRetained, text: MD5.digest(old))]
      }
      answers = [answer]
    }
    for var one in answers {
      one.digest = MD5.digest(old)
      append(one)
    }
    var (left, right) = (Node(element), Node(element))
    (left.value, right.value) = (old, new)
    return (left, isGone || word == "$overlay" ? nil : right)
  }

  /// A text of a built value with its words put in; such a text is on both sides.
  private static func words(_ text: String, _ rendering: Rendering) throws -> String {
    var unused: Set<String> = []
    guard let words = try rendering.text(text, used: &unused) else {
      throw CohortError(description: "expected a text on both sides of a built value")
    }
    return words
  }

  private func signal(_ word: Substring) throws -> [UInt8] {
    switch word {
    case "$waveform": return SignalValue.waveform(channels: 12, samples: 1000, seed: seed)
    case "$dose":
      return SignalValue.dose(rows: layout.rows, columns: layout.columns, frames: layout.frames)
    case "$mask":
      return SignalValue.mask(rows: layout.rows, columns: layout.columns, frames: layout.frames)
    default: throw CohortError(description: "no value \(word)")
    }
  }
}

extension PictureValue.Layout {
  /// Reads the layout off the attributes of an object, whose texts are plain numbers.
  init(of elements: [DraftElement]) {
    self.init()
    for element in elements {
      guard let number = Int(element.text) else { continue }
      switch element.number {
      case 0x0028_0002: samples = number
      case 0x0028_0008: frames = number
      case 0x0028_0010: rows = number
      case 0x0028_0011: columns = number
      case 0x0028_0100: bitsAllocated = number
      case 0x0028_0101: bitsStored = number
      default: continue
      }
    }
  }
}
