/// What is to be written, as directives and elements say.
struct Plan {
  var base = "minimal-ct"
  var profile = "basic"
  var options: [String] = []
  var nodes: [Node] = []
  private var encoder = Encoder()
  private var transferSyntax = "1.2.840.10008.1.2.1"
  private var isDeflated = false
  private var isBare = false
  private var preamble = [UInt8](repeating: 0, count: 128)
  private var tail: [UInt8] = []
  private var length: Int?
  private var sopClass: String?
  private var expected: [(check: String, path: String, severity: String?)] = []
  private var keepsOrder = false
  var shown: [Case.Shown] = []
  /// The path of the file below the folder that is audited; empty if its name does not matter.
  var fileName = ""
  /// The run's list of identifiers: a header and rows.
  var identifiers: [String] = []

  mutating func apply(_ directive: Notation.Directive) throws(NotationError) {
    let arguments = directive.arguments
    switch directive.name {
    case "base": base = try one(directive)
    case "profile": profile = try one(directive)
    case "options": options = arguments
    case "sop-class": sopClass = try one(directive)
    case "transfer-syntax": transferSyntax = try one(directive)
    case "implicit":
      transferSyntax = "1.2.840.10008.1.2"
      encoder.isExplicit = false
    case "big-endian":
      transferSyntax = "1.2.840.10008.1.2.2"
      encoder.isBigEndian = true
    case "deflated":
      transferSyntax = "1.2.840.10008.1.2.1.99"
      isDeflated = true
    case "bare": isBare = true
    case "preamble":
      let bytes = try Notation.bytes(hex: Substring(arguments.joined(separator: " ")), directive.line)
      preamble = Array((bytes + preamble).prefix(128))
    case "preamble-text":
      preamble = Array((Array(arguments.joined(separator: " ").utf8) + preamble).prefix(128))
    case "named": fileName = arguments.joined(separator: " ")
    case "append": tail = try Notation.bytes(hex: Substring(arguments.joined(separator: " ")), directive.line)
    case "truncate": length = Int(try one(directive))
    case "undefined-length": encoder.hasUndefinedLengths = true
    case "odd-length": encoder.pads = false
    case "keep-order": keepsOrder = true
    case "flagged": try expect(directive)
    case "instances": break
    case "identifiers": identifiers = arguments.joined(separator: " ").split(separator: ";").map(String.init)
    case "shows": shown.append(Case.Shown(kind: .text, text: arguments.joined(separator: " ")))
    case "shows-original":
      shown.append(Case.Shown(kind: .originalLine, text: arguments.joined(separator: " ")))
    case "compares": shown.append(Case.Shown(kind: .compared, text: arguments.joined(separator: " ")))
    case "shows-nothing": shown.append(Case.Shown(kind: .nothing, text: ""))
    case "shows-marks": shown.append(Case.Shown(kind: .marks, text: ""))
    case "stream-text": shown.append(Case.Shown(kind: .streamText, text: arguments.joined(separator: " ")))
    case "irregular-pixels":
      shown.append(Case.Shown(kind: .irregularity, text: arguments.joined(separator: " ")))
    default:
      throw NotationError(
        line: directive.line, expected: "a directive that is known, not '\(directive.name)'")
    }
  }

  private func one(_ directive: Notation.Directive) throws(NotationError) -> String {
    guard directive.arguments.count == 1 else {
      throw NotationError(line: directive.line, expected: "one argument behind '\(directive.name)'")
    }
    return directive.arguments[0]
  }

  /// `! flagged CHECK [PATH] [SEVERITY]`.
  private mutating func expect(_ directive: Notation.Directive) throws(NotationError) {
    var arguments = directive.arguments
    guard !arguments.isEmpty else { throw NotationError(line: directive.line, expected: "a check's id") }
    let check = arguments.removeFirst()
    let path = arguments.first?.hasPrefix("(") == true ? arguments.removeFirst() : ""
    expected.append((check, path, arguments.first))
  }

  /// The codes by which a file claims options. PS3.16 CID 7050.
  private static let codes = [
    "clean-pixel-data": "113101", "clean-recognizable-visual-features": "113102", "clean-graphics": "113103",
    "clean-structured-content": "113104", "clean-descriptors": "113105",
    "retain-longitudinal-full-dates": "113106", "retain-longitudinal-modified-dates": "113107",
    "retain-patient-characteristics": "113108", "retain-device-identity": "113109", "retain-uids": "113110",
    "retain-safe-private": "113111", "retain-institution-identity": "113112",
  ]

  /// Lets the base claim the options of the case.
  private mutating func claimOptions() {
    for index in nodes.indices where nodes[index].number == 0x0012_0064 {
      for option in options {
        let texts = [(UInt16(0x0100), Plan.codes[option] ?? option), (0x0102, "DCM"), (0x0104, option)]
        nodes[index].items?.append(
          texts.map {
            Node(group: 0x0008, element: $0.0, vr: $0.0 == 0x0104 ? "LO" : "SH", value: Array($0.1.utf8))
          })
      }
    }
    for index in nodes.indices where nodes[index].number == 0x0028_0303 {
      if options.contains("retain-longitudinal-full-dates") { nodes[index].value = Array("UNMODIFIED".utf8) }
      if options.contains("retain-longitudinal-modified-dates") {
        nodes[index].value = Array("MODIFIED".utf8)
      }
    }
  }

  /// Puts the elements of a case in the place of those of the base that have the same tag.
  mutating func merge(_ notation: Notation) {
    claimOptions()
    let replaced = Set(notation.nodes.map(\.number)).union(notation.removed)
    nodes.removeAll { replaced.contains($0.number) }
    if let sopClass {
      for index in nodes.indices where [0x0002_0002, 0x0008_0016].contains(nodes[index].number) {
        nodes[index].value = Array(sopClass.utf8)
      }
    }
    nodes += notation.nodes
    if !keepsOrder {
      nodes = nodes.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
        .map(\.element)
    }
  }

  func bytes() -> [UInt8] {
    let metaEncoder = Encoder()
    var meta = nodes.filter { $0.group == 0x0002 }
    let dataSet = nodes.filter { $0.group != 0x0002 }
    for index in meta.indices where meta[index].number == 0x0002_0010 {
      meta[index].value = Array(transferSyntax.utf8)
    }
    var content = encoder.bytes(of: dataSet)
    if isDeflated { content = Encoder.deflated(content) }
    var bytes = content + tail
    if !isBare {
      let metaBytes = metaEncoder.bytes(of: meta)
      var length = Node(group: 0x0002, element: 0x0000, vr: "UL")
      length.value = (0..<4).map { UInt8(truncatingIfNeeded: metaBytes.count >> (8 * $0)) }
      bytes = preamble + Array("DICM".utf8) + metaEncoder.bytes(of: [length]) + metaBytes + bytes
    }
    return length.map { Array(bytes.prefix($0)) } ?? bytes
  }

  func marks(check: String) -> [Case.Mark] {
    var marks = expected.map { Case.Mark(check: $0.check, path: $0.path, severity: $0.severity) }
    collect(nodes, below: "", check, &marks)
    return marks.sorted()
  }

  private func collect(_ nodes: [Node], below path: String, _ check: String, _ marks: inout [Case.Mark]) {
    for node in nodes {
      let here = path + node.tagText
      for mark in node.marks {
        marks.append(Case.Mark(check: mark.check ?? check, path: here, severity: mark.severity))
      }
      for (index, item) in (node.items ?? []).enumerated() {
        collect(item, below: "\(here)[\(index)].", check, &marks)
      }
    }
  }
}
