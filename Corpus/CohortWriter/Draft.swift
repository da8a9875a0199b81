internal import Foundation

/// An element as the texts of `Cohort/Objects` and the table of leaks write it: a value with placeholders and, where
/// an anonymizer does something to it that its action does not tell, the value that it should leave.
///
/// ```
/// ! include patient study
/// (0008,0023) DA:2 {date}
/// (0008,103E) LO Chest «for {given} {family}|»
/// (0040,0275) SQ
///   item
///     (0040,0007) LO «CT for Dr {requesting-family}|∅»
/// ```
///
/// The number behind a VR is the attribute's type in the IOD, which actions such as Z/D depend on; 3 where none stands.
/// `«a|b»` is `a` in the original and `b` behind a right anonymizer; a clean value of `∅` takes the element away,
/// and one of `∅item` the item that it stands in.
struct DraftElement {
  let group: UInt16
  let element: UInt16
  let vr: String
  /// The type in the IOD: 1, 2 or 3.
  var type = 3
  /// The text of the value; empty for sequences.
  var text = ""
  /// The items of a sequence; nil for other elements.
  var items: [[DraftElement]]?
  /// The ids of the leaks that were planted in it.
  var leaks: [String] = []
  /// Texts of leaks that a built value (a picture, a document) takes in, each with its leak.
  var parts: [(leak: String, text: String)] = []

  /// The tag as a number.
  var number: UInt32 { UInt32(group) << 16 | UInt32(element) }
  /// The tag as `(0010,0020)`.
  var tagText: String { Node(group: group, element: element, vr: vr).tagText }
}

/// An object of the cohort before values are put in.
struct Draft {
  /// The elements, in the order of their tags.
  var elements: [DraftElement] = []
  /// What directives set, by name.
  private(set) var settings: [String: String] = [:]

  /// Reads the text of an object, with the modules that it includes.
  ///
  /// - Throws: ``CohortError`` with the file's name and the line.
  init(object: String) throws {
    try read(file: "Objects/\(object).txt")
    sort()
  }

  private mutating func read(file: String) throws {
    let text = try String(contentsOfFile: CorpusFolder.path("Cohort") + "/\(file)", encoding: .utf8)
    var lines: [(number: Int, indent: Int, text: Substring)] = []
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = raw.drop { $0 == " " }
      if content.isEmpty || content.hasPrefix("#") { continue }
      guard content.hasPrefix("!") else {
        lines.append((index + 1, raw.count - content.count, content))
        continue
      }
      let words = content.dropFirst().split(separator: " ", maxSplits: 1)
      guard words.count == 2 else {
        throw CohortError(description: "\(file) line \(index + 1): expected a name and a value behind '!'")
      }
      if words[0] == "include" {
        for module in words[1].split(separator: " ") { try read(file: "Modules/\(module).txt") }
      } else {
        settings[String(words[0])] = String(words[1])
      }
    }
    var position = 0
    let own = try Draft.elements(lines, &position, indent: 0, file)
    guard position == lines.count else {
      throw CohortError(
        description: "\(file) line \(lines[position].number): expected an element at the left")
    }
    // What an object writes takes the place of what its modules wrote.
    let replaced = Set(own.map(\.number))
    elements.removeAll { replaced.contains($0.number) }
    elements += own.filter { $0.text != "-" }
  }

  private static func elements(
    _ lines: [(number: Int, indent: Int, text: Substring)], _ position: inout Int, indent: Int, _ file: String
  ) throws -> [DraftElement] {
    var elements: [DraftElement] = []
    while position < lines.count, lines[position].indent == indent, lines[position].text != "item" {
      let line = lines[position]
      var element = try element(line.text, "\(file) line \(line.number)")
      position += 1
      while element.vr == "SQ", position < lines.count, lines[position].text == "item",
        lines[position].indent > indent
      {
        let itemIndent = lines[position].indent
        position += 1
        let isEmpty = position >= lines.count || lines[position].indent <= itemIndent
        let item = isEmpty ? [] : try self.elements(lines, &position, indent: lines[position].indent, file)
        element.items?.append(item.sorted { $0.number < $1.number })
      }
      elements.append(element)
    }
    return elements
  }

  /// Reads one element: tag, VR, type and value.
  static func element(_ text: Substring, _ place: String) throws -> DraftElement {
    do {
      let (group, element) = try Notation.tag(text, 0)
      let words = text.dropFirst(12).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      let kind = (words.first ?? "").split(separator: ":")
      guard let vr = kind.first, vr.count == 2, kind.count < 3,
        let type = kind.count == 1 ? 3 : Int(kind[1]), (1...3).contains(type)
      else { throw CohortError(description: "\(place): expected a VR of two letters, and a type behind ':'") }
      var read = DraftElement(group: group, element: element, vr: String(vr), type: type)
      if words.count > 1 { read.text = String(words[1]) }
      if vr == "SQ" { read.items = [] }
      return read
    } catch let error as NotationError {
      throw CohortError(description: "\(place): \(error)")
    }
  }

  /// Puts a leak in: at its path, whose sequences and items are made where they are not there.
  ///
  /// A value that is built (`$picture` and the like) keeps its text and takes the leak's in as a part.
  mutating func plant(_ leak: Leak) throws {
    for carrier in leak.carriers {
      let element = try Draft.element(carrier.text[...], "leaks.csv, \(leak.id)")
      Draft.put(element, at: carrier.path[...], leak: "", into: &elements)
    }
    guard var element = leak.element else { return }
    element.text = leak.value
    Draft.put(element, at: leak.steps[...], leak: leak.id, into: &elements)
    sort()
  }

  private static func put(
    _ element: DraftElement, at steps: ArraySlice<Leak.Step>, leak: String,
    into elements: inout [DraftElement]
  ) {
    guard let step = steps.first else {
      if let index = elements.firstIndex(where: { $0.number == element.number }) {
        if leak.isEmpty { return }
        if elements[index].text.hasPrefix("$") {
          elements[index].parts.append((leak, element.text))
        } else {
          let type = elements[index].type
          elements[index] = element
          elements[index].type = min(type, element.type)
        }
        elements[index].leaks.append(leak)
      } else {
        var new = element
        if !leak.isEmpty { new.leaks = [leak] }
        elements.append(new)
      }
      return
    }
    if !elements.contains(where: { $0.number == step.number }) {
      elements.append(
        DraftElement(
          group: UInt16(step.number >> 16), element: UInt16(step.number & 0xFFFF), vr: "SQ", items: []))
    }
    for index in elements.indices where elements[index].number == step.number {
      var items = elements[index].items ?? []
      while items.count <= step.item { items.append([]) }
      put(element, at: steps.dropFirst(), leak: leak, into: &items[step.item])
      items[step.item].sort { $0.number < $1.number }
      elements[index].items = items
    }
  }

  private mutating func sort() {
    elements.sort { $0.number < $1.number }
  }
}
