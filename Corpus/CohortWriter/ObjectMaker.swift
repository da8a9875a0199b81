/// Makes the two sides of one object out of its text: the original file, what a right anonymizer leaves of it, and what
/// it does to each element.
struct ObjectMaker {
  let tables: CohortTables
  let original: Rendering
  let clean: Rendering
  /// The ground of the pictures.
  let ground: Ground
  /// What makes the object's pictures and signals differ from others'.
  let seed: UInt64
  /// The layout of the object's pictures.
  private(set) var layout: PictureValue.Layout

  private(set) var answers: [Answer] = []
  private(set) var usedUIDs: Set<String> = []

  /// Prepares an object.
  init(_ draft: Draft, tables: CohortTables, original: Rendering, clean: Rendering, seed: UInt64) throws {
    self.tables = tables
    self.original = original
    self.clean = clean
    self.seed = seed
    guard let ground = Ground(rawValue: draft.settings["ground"] ?? Ground.plain.rawValue) else {
      throw CohortError(description: "expected a ground behind '! ground'")
    }
    self.ground = ground
    layout = PictureValue.Layout(of: draft.elements)
  }

  /// The nodes of both sides, with an answer for each element of the original.
  mutating func sides(of draft: Draft) throws -> (original: [Node], clean: [Node]) {
    try sides(of: draft.elements, below: "", script: "", removed: false)
  }

  private mutating func sides(
    of elements: [DraftElement], below path: String, script: String, removed: Bool
  ) throws -> (original: [Node], clean: [Node]) {
    var (left, right): ([Node], [Node]) = ([], [])
    // An icon has a layout of its own.
    let outer = layout
    let own = PictureValue.Layout(of: elements)
    if own.rows > 0 { layout = own }
    defer { layout = outer }
    for element in elements {
      let row = try tables.actions.row(of: element)
      let isMeta = element.group == 0x0002
      var action = isMeta ? "K" : tables.actions.resolved(row, type: element.type)
      if element.number == 0x0002_0003 { action = "U" }
      let creators = elements.filter { $0.group == element.group && $0.element >= 0x10 && $0.element < 0x100 }
      let label = try scriptLabel(element, creators)
      var here = Answer(
        path: path + element.tagText, scriptPath: script + "<\(label)>", name: row.name, vr: element.vr,
        leak: "", planted: "", value: "", digest: "", basic: row.basic, options: row.options, done: .kept,
        demands: [])
      here.type = element.type
      let sides =
        element.items == nil
        ? try leaf(element, here, action: action, removed: removed)
        : try sequence(element, here, action: action, removed: removed)
      if let node = sides.original { left.append(node) }
      if let node = sides.clean { right.append(node) }
    }
    return (left, right)
  }

  /// The name by which the challenge's script calls an element of a data set: a private one by its creator.
  private func scriptLabel(_ element: DraftElement, _ creators: [DraftElement]) throws -> String {
    let plain = element.tagText.lowercased()
    guard element.group % 2 == 1, element.element >= 0x1000,
      let creator = creators.first(where: { $0.element == element.element >> 8 })
    else { return plain }
    var unused: Set<String> = []
    guard let name = try original.text(creator.text, used: &unused) else { return plain }
    return "(\(plain.dropFirst().prefix(4)),\"\(name.uppercased())\",\(plain.dropLast().suffix(2)))"
  }

  private mutating func sequence(_ element: DraftElement, _ answer: Answer, action: String, removed: Bool)
    throws -> (original: Node?, clean: Node?)
  {
    let isOriginal = Rendering.side(of: element.text, isClean: false) != "∅"
    let isGone = Rendering.side(of: element.text, isClean: true) == "∅" || action == "X" || removed
    var answer = answer
    answer.done = isGone ? .removed : action == "Z" ? .emptied : .kept
    if answer.done == .kept { answer.demands = [Answer.Demand(action: .tagRetained, text: "")] }
    if isOriginal { answers.append(answer) }
    let known = answers.count
    var (left, right): ([[Node]], [[Node]]) = ([], [])
    for (index, item) in (element.items ?? []).enumerated() {
      let isItemGone = item.contains { Rendering.side(of: $0.text, isClean: true) == "∅item" }
      let sides = try sides(
        of: item, below: "\(answer.path)[\(index)].",
        script: answer.scriptPath + "[<\(CivilDate.digits(index, 4))>]",
        removed: isGone || isItemGone || action == "Z")
      left.append(sides.original)
      if !isItemGone { right.append(sides.clean) }
    }
    if !isOriginal { answers.removeSubrange(known...) }
    var (old, new) = (Node(element), Node(element))
    old.items = left
    new.items = action == "Z" ? [] : right
    return (isOriginal ? old : nil, isGone ? nil : new)
  }

  private mutating func leaf(_ element: DraftElement, _ answer: Answer, action: String, removed: Bool) throws
    -> (original: Node?, clean: Node?)
  {
    if element.text.hasPrefix("$") { return try built(element, answer, action: action, removed: removed) }
    var used: Set<String> = []
    let oldText = try original.text(element.text, used: &used)
    usedUIDs.formUnion(used)
    let newText = removed ? nil : try cleanText(element, action: action, oldText: oldText)
    if let oldText {
      var answer = answer
      let bytes = try node(element, oldText).value
      let isBinary = ["OB", "OW", "UN"].contains(element.vr)
      let isBuilt = oldText.hasPrefix("@ ")
      let isEscaped = oldText.contains("\\x")
      let text = isBuilt || isEscaped ? String(decoding: bytes, as: UTF8.self) : oldText
      answer.value = isBinary ? "" : Answer.printed(text, vr: element.vr)
      answer.digest = MD5.digest(bytes)
      if let leak = element.leaks.first {
        answer.leak = leak
        answer.planted =
          try isBuilt || isEscaped ? original.words(in: element.text) : original.planted(element.text)
      }
      answer.done = Self.disposition(element, old: oldText, new: newText, action: action)
      answer.demand(type: element.type, cleanText: newText ?? "", isEncoded: isBuilt)
      // The challenge's script looks at data sets only.
      if element.group == 0x0002 { answer.demands = [] }
      answers.append(answer)
    }
    return (
      try oldText.map { try node(element, $0) }, try newText.map { try node(element, $0) }
    )
  }

  private func cleanText(_ element: DraftElement, action: String, oldText: String?) throws -> String? {
    var unused: Set<String> = []
    if element.text.contains("«") { return try clean.text(element.text, used: &unused) }
    switch action {
    case "X": return nil
    case "Z": return ""
    case "D" where !["DA", "DT", "TM"].contains(element.vr): return ObjectMaker.dummies[element.vr] ?? "DUMMY"
    default: return oldText?.isEmpty == true ? "" : try clean.text(element.text, used: &unused)
    }
  }

  private static let dummies = ["PN": "ANONYMOUS", "AE": "ANONYMOUS", "DS": "0", "IS": "0", "UI": "2.25.1"]

  private static func disposition(_ element: DraftElement, old: String, new: String?, action: String)
    -> Answer.Disposition
  {
    guard let new else { return .removed }
    if new == old { return .kept }
    if new.isEmpty { return .emptied }
    if element.vr == "UI" { return element.text.contains("«") ? .replaced : .uidReplaced }
    if ["DA", "DT"].contains(element.vr), !element.text.contains("«") { return .dateShifted }
    return action == "C" || element.text.contains("«") && element.number != 0x0010_0020 ? .cleaned : .replaced
  }

  /// The node of an element with this value, encoded in the character set of the patient's files.
  private func node(_ element: DraftElement, _ text: String) throws -> Node {
    do {
      let nodes = try Notation("\(element.tagText) \(element.vr) \(text)").nodes
      guard var node = nodes.first else { throw CohortError(description: "no value of \(element.tagText)") }
      if original.patient.isLatin, ["LO", "SH", "PN", "ST", "LT", "UT", "UC"].contains(node.vr) {
        node.value = String(decoding: node.value, as: UTF8.self).unicodeScalars.map {
          UInt8(truncatingIfNeeded: min($0.value, 0xFF))
        }
      }
      return node
    } catch let error as NotationError {
      throw CohortError(description: "\(element.tagText): \(error)")
    }
  }
}

extension ObjectMaker {
  /// Adds an answer that is not made of an element's text.
  mutating func append(_ answer: Answer) { answers.append(answer) }
}

extension Node {
  /// An element without a value.
  init(_ element: DraftElement) {
    self.init(group: element.group, element: element.element, vr: element.vr)
  }
}
