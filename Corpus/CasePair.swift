/// An original and the output that was made of it, as a case has them.
public struct CasePair: Sendable {
  /// A file: its path below the folder of its side, and its bytes.
  public struct File: Sendable {
    /// The path.
    public let name: String
    /// The content.
    public let bytes: [UInt8]
  }

  /// The original; nil for an output that has none.
  public let original: File?
  /// The output; nil for an original that was lost.
  public let output: File?
}

/// The parts of a case that compares: the output, and behind a line `! original` its original; `! next` begins another
/// output, `! lost` an original without output.
///
/// Each is written as differences to the base. Of an original the base's UIDs are others than of an output, so that
/// the base compares without a finding. The number of the pair is the instance, `{n}`.
struct CaseSections {
  private enum Kind { case output, original, lost }

  private var sections: [(kind: Kind, text: String)] = [(.output, "")]

  /// Takes a case's text apart.
  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case "! original": sections.append((.original, ""))
      case "! next": sections.append((.output, ""))
      case "! lost": sections.append((.lost, ""))
      default: sections[sections.count - 1].text += line + "\n"
      }
    }
  }

  /// The first output's text.
  var output: String { sections[0].text }

  /// The pairs, and what is expected to be found in each output; none if the case compares nothing.
  func pairs(check: String, bases: [String: String]) throws(NotationError) -> [(
    pair: CasePair, marks: [Case.Mark]
  )] {
    guard sections.count > 1 else { return [] }
    var pairs: [(pair: CasePair, marks: [Case.Mark])] = []
    // The options that the first output claims hold for all.
    let options = try Notation(output).directives.first { $0.name == "options" }?.arguments ?? []
    var number = 0
    var index = 0
    while index < sections.count {
      number += 1
      let (kind, text) = sections[index]
      index += 1
      guard kind == .output else {
        let plan = try CaseSections.plan(text, bases, number, [], isOriginal: true)
        pairs.append((CasePair(original: CaseSections.file(plan, number), output: nil), []))
        continue
      }
      let output = try CaseSections.plan(text, bases, number, options, isOriginal: false)
      var original: CasePair.File?
      if index < sections.count, sections[index].kind == .original {
        let plan = try CaseSections.plan(sections[index].text, bases, number, [], isOriginal: true)
        original = CaseSections.file(plan, number)
        index += 1
      }
      pairs.append(
        (
          CasePair(original: original, output: CaseSections.file(output, number)),
          output.marks(check: check)
        ))
    }
    return pairs
  }

  private static func file(_ plan: Plan, _ number: Int) -> CasePair.File {
    CasePair.File(name: plan.fileName.isEmpty ? "\(number).dcm" : plan.fileName, bytes: plan.bytes())
  }

  private static func plan(
    _ text: String, _ bases: [String: String], _ number: Int, _ options: [String], isOriginal: Bool
  ) throws(NotationError) -> Plan {
    let notation = try Notation(text, instance: number)
    var plan = Plan()
    plan.options = options
    for directive in notation.directives { try plan.apply(directive) }
    if plan.base != "none" {
      guard var base = bases[plan.base] else {
        throw NotationError(line: 0, expected: "the base '\(plan.base)'")
      }
      if isOriginal {
        base = base.split(separator: "{uid:", omittingEmptySubsequences: false).joined(
          separator: "{uid:original ")
      }
      plan.nodes = try Notation(base, instance: number).nodes
    }
    plan.merge(notation)
    return plan
  }
}
