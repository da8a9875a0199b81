internal import Foundation

/// Case text: one element a line, read into elements and directives.
///
/// ```
/// # Patient's Address inside a Content Sequence item.
/// ! options clean-descriptors
/// (0040,A730) SQ
///   item
///     ↓(0010,1040) LO 12 Elm Street
/// ```
///
/// `↓` marks an element at which the case's check finds something. `↓note` expects another severity than the check's
/// own, `↓private.not-removed:fail` another check; commas separate several. `-(0010,0020)` takes an element of the
/// base away. Values: text with `\x41` for a byte, numbers separated by backslashes for numeric VRs, `= 01 02` for
/// bytes, `fill 512` for as many bytes, `hill 64` for the samples of a smooth picture of 64 rows and columns,
/// `@ gzip("text")` for what an ``Expression`` builds. `{n}` is the number of the instance, `{uid:name}` a UID made from the name,
/// `{uid:name:n}` one that differs from instance to instance.
struct Notation {
  /// A directive: `! name arguments`.
  struct Directive: Equatable {
    let line: Int
    let name: String
    let arguments: [String]
  }

  private(set) var nodes: [Node] = []
  private(set) var removed: [UInt32] = []
  private(set) var directives: [Directive] = []
  private let instance: Int

  /// Reads a text.
  ///
  /// - Parameter instance: what `{n}` stands for.
  init(_ text: String, instance: Int = 1) throws(NotationError) {
    self.instance = instance
    var lines: [Line] = []
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = raw.drop { $0 == " " }
      if content.isEmpty || content.hasPrefix("#") { continue }
      let indent = raw.count - content.count
      if content.hasPrefix("!") {
        let words = content.dropFirst().split(separator: " ").map(String.init)
        guard let name = words.first else {
          throw NotationError(line: index + 1, expected: "a directive after '!'")
        }
        directives.append(Directive(line: index + 1, name: name, arguments: Array(words.dropFirst())))
      } else if content.hasPrefix("-(") {
        let tag = try Notation.tag(content.dropFirst(), index + 1)
        removed.append(UInt32(tag.0) << 16 | UInt32(tag.1))
      } else {
        lines.append(Line(number: index + 1, indent: indent, text: String(content)))
      }
    }
    var position = 0
    nodes = try read(lines, &position, indent: lines.first?.indent ?? 0)
    if position < lines.count {
      throw NotationError(
        line: lines[position].number, expected: "an element at the indentation of the first")
    }
  }

  private struct Line {
    let number: Int
    let indent: Int
    let text: String
  }

  private func read(_ lines: [Line], _ position: inout Int, indent: Int) throws(NotationError) -> [Node] {
    var nodes: [Node] = []
    while position < lines.count, lines[position].indent == indent, lines[position].text != "item" {
      var node = try element(lines[position])
      position += 1
      if node.vr == "SQ" {
        node.items = []
        while position < lines.count, lines[position].text == "item", lines[position].indent > indent {
          let itemIndent = lines[position].indent
          position += 1
          let isEmpty = position >= lines.count || lines[position].indent <= itemIndent
          node.items?.append(isEmpty ? [] : try read(lines, &position, indent: lines[position].indent))
        }
      }
      nodes.append(node)
    }
    return nodes
  }

  private func element(_ line: Line) throws(NotationError) -> Node {
    var rest = Substring(line.text)
    let marks = try Notation.marks(&rest, line.number)
    let (group, element) = try Notation.tag(rest, line.number)
    rest = rest.dropFirst(11).drop { $0 == " " }
    let vr = String(rest.prefix(2))
    guard vr.count == 2, vr.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
      throw NotationError(line: line.number, expected: "a VR of two letters")
    }
    rest = rest.dropFirst(2)
    if rest.first == " " { rest = rest.dropFirst() }
    var node = Node(group: group, element: element, vr: vr)
    node.marks = marks
    if rest.hasPrefix("fragments ") {
      node.fragments = try rest.dropFirst(10).split(separator: "|", omittingEmptySubsequences: false).map {
        part throws(NotationError) in try Notation.bytes(hex: part, line.number)
      }
    } else if vr != "SQ" {
      node.value = try value(rest, vr, line.number)
    } else if !rest.isEmpty {
      throw NotationError(
        line: line.number, expected: "nothing behind SQ; items follow on lines of their own")
    }
    return node
  }

  private static func marks(_ rest: inout Substring, _ line: Int) throws(NotationError) -> [Expectation] {
    guard rest.first == "↓" else { return [] }
    let words = rest.dropFirst().prefix { $0 != "(" && $0 != " " }
    rest = rest.dropFirst(1 + words.count).drop { $0 == " " }
    if words.isEmpty { return [Expectation()] }
    return try words.split(separator: ",").map { word throws(NotationError) in
      let parts = word.split(separator: ":").map(String.init)
      let severities = ["fail", "review", "note"]
      if parts.count == 1, severities.contains(parts[0]) { return Expectation(severity: parts[0]) }
      guard parts[0].contains("."), parts.count <= 2, parts.count == 1 || severities.contains(parts[1]) else {
        throw NotationError(line: line, expected: "a severity, or a check's id and a severity, behind ↓")
      }
      return Expectation(check: parts[0], severity: parts.count == 2 ? parts[1] : nil)
    }
  }

  /// Reads `(0010,0020)` at the start of a text.
  static func tag(_ text: Substring, _ line: Int) throws(NotationError) -> (UInt16, UInt16) {
    let part = Array(text.prefix(11))
    guard part.count == 11, part[0] == "(", part[5] == ",", part[10] == ")",
      let group = UInt16(String(part[1...4]), radix: 16), let element = UInt16(String(part[6...9]), radix: 16)
    else { throw NotationError(line: line, expected: "a tag such as (0010,0020)") }
    return (group, element)
  }

  // MARK: values

  private func value(_ text: Substring, _ vr: String, _ line: Int) throws(NotationError) -> [UInt8] {
    if text.hasPrefix("= ") { return try Notation.bytes(hex: text.dropFirst(2), line) }
    if text.hasPrefix("@ ") { return try Expression.bytes(substituted(text.dropFirst(2))[...], line) }
    if text.hasPrefix("fill ") {
      guard let count = Int(text.dropFirst(5)) else {
        throw NotationError(line: line, expected: "a number of bytes")
      }
      return (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
    }
    if text.hasPrefix("hill ") {
      guard let side = Int(text.dropFirst(5)), side > 0 else {
        throw NotationError(line: line, expected: "a number of rows and columns")
      }
      return Notation.hill(side)
    }
    let text = substituted(text)
    if let width = Notation.numberWidth(vr) {
      let numbers = try text.split(separator: "\\").map { part throws(NotationError) in
        try Notation.number(part, vr, width, line)
      }
      return numbers.flatMap(\.self)
    }
    return try Notation.characters(text, line)
  }

  /// Samples of 16 bits of a smooth round hill. Both bytes of a sample are the same, for either order of bytes.
  private static func hill(_ side: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        let (y, x) = (2 * row - side, 2 * column - side)
        let height = UInt8(max(0, 120 - 120 * (x * x + y * y) / (side * side)))
        bytes += [height, height]
      }
    }
    return bytes
  }

  /// Puts the instance's number and UIDs in.
  private func substituted(_ text: Substring) -> String {
    var text = text.split(separator: "{n}", omittingEmptySubsequences: false).joined(
      separator: String(instance))
    while let open = text.range(of: "{uid:"), let close = text[open.upperBound...].firstIndex(of: "}") {
      var name = String(text[open.upperBound..<close])
      if name.hasSuffix(":n") { name = name.dropLast(2) + "#\(instance)" }
      text.replaceSubrange(open.lowerBound...close, with: Notation.uid(name))
    }
    return text
  }

  /// A UID below 2.25 that a name always gives: two rounds of FNV-1a, and the bits of a random UUID.
  static func uid(_ name: String) -> String {
    func hash(_ seed: UInt64) -> UInt64 {
      name.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    let high = hash(0xCBF2_9CE4_8422_2325) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = hash(0x9AE1_6A3B_2F90_404F) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return "2.25.\(UInt128(high) << 64 | UInt128(low))"
  }

  private static func numberWidth(_ vr: String) -> Int? {
    ["US": 2, "SS": 2, "UL": 4, "SL": 4, "FL": 4, "AT": 4, "FD": 8, "UV": 8, "SV": 8][vr]
  }

  /// A number, least significant byte first.
  private static func number(_ text: Substring, _ vr: String, _ width: Int, _ line: Int) throws(NotationError)
    -> [UInt8]
  {
    let bits: UInt64?
    switch vr {
    case "FL": bits = Float(text).map { UInt64($0.bitPattern) }
    case "FD": bits = Double(text).map(\.bitPattern)
    case "AT":
      let (group, element) = try tag(text, line)
      bits = UInt64(element) << 16 | UInt64(group)
    default: bits = Int64(text).map { UInt64(bitPattern: $0) }
    }
    guard let bits else { throw NotationError(line: line, expected: "a number of VR \(vr)") }
    return (0..<width).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
  }

  private static func characters(_ text: String, _ line: Int) throws(NotationError) -> [UInt8] {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      if source[index] == 0x5C, index + 1 < source.count, source[index + 1] == 0x78 {
        guard index + 3 < source.count,
          let byte = UInt8(String(decoding: source[index + 2...index + 3], as: UTF8.self), radix: 16)
        else { throw NotationError(line: line, expected: "two hexadecimal digits behind \\x") }
        bytes.append(byte)
        index += 4
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return bytes
  }

  /// Reads bytes written as hexadecimal pairs.
  static func bytes(hex text: Substring, _ line: Int) throws(NotationError) -> [UInt8] {
    try text.split(separator: " ").map { pair throws(NotationError) in
      guard pair.count == 2, let byte = UInt8(pair, radix: 16) else {
        throw NotationError(line: line, expected: "bytes as pairs of hexadecimal digits")
      }
      return byte
    }
  }
}
