internal import DICOM
public import Findings

/// The report as JUnit XML, for servers that show how tests went: a suite for each family of checks, a test for each
/// check, and a suite for what was not looked at.
///
/// What breaks the profile is a failure; what a person must look at and what was not checked is an error, since it
/// was not decided; a check that had nothing to judge is skipped.
public enum JUnitReport {
  /// How many groups of findings a test names, and how many examples of each.
  private static let mostGroups = 50, mostExamples = 5

  /// One test.
  private struct Case {
    enum Result { case passed, skipped, failed, undecided }

    let name: String
    let result: Result
    let message: String
    let lines: [XML]
  }

  /// The document as UTF-8.
  public static func document(_ run: RunDescription, _ tally: Tally, _ verdict: Verdict) -> [UInt8] {
    let groups = tally.sortedGroups
    var suites: [(name: String, cases: [Case])] = [("coverage", coverage(verdict))]
    for check in run.checks {
      let family = String(check.id.family)
      let test = test(
        check, tally.checks[check.id, default: CheckCounts()], groups.filter { $0.key.check == check.id }, run
      )
      if let place = suites.firstIndex(where: { $0.name == family }) {
        suites[place].cases.append(test)
      } else {
        suites.append((family, [test]))
      }
    }
    let all = suites.flatMap(\.cases)
    let texts: [XML] = suites.map { suite($0.name, $0.cases, run) }
    let document: XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="deid-audit" \(counts(all))>
      \(texts)</testsuites>

      """
    return document.bytes
  }

  private static func suite(_ name: String, _ cases: [Case], _ run: RunDescription) -> XML {
    let tests: [XML] = cases.map { test in
      let head: XML = "<testcase classname=\"deid-audit.\(name)\" name=\"\(test.name)\" time=\"0\""
      let lines: [XML] = test.lines
      switch test.result {
      case .passed where lines.isEmpty: return "\(head)/>\n"
      case .passed: return "\(head)><system-out>\(lines)</system-out></testcase>\n"
      case .skipped: return "\(head)><skipped message=\"\(test.message)\"/></testcase>\n"
      case .failed:
        return "\(head)><failure type=\"fail\" message=\"\(test.message)\">\(lines)</failure></testcase>\n"
      case .undecided:
        return "\(head)><error type=\"not decided\" message=\"\(test.message)\">\(lines)</error></testcase>\n"
      }
    }
    return """
      <testsuite name="\(name)" timestamp="\(run.startedAt)" time="0" \(counts(cases))>
      \(tests)</testsuite>

      """
  }

  private static func counts(_ cases: [Case]) -> XML {
    """
    tests="\(cases.count)" failures="\(cases.count { $0.result == .failed })" \
    errors="\(cases.count { $0.result == .undecided })" skipped="\(cases.count { $0.result == .skipped })"
    """
  }

  /// A test for each reason that keeps the run from being fully checked, or one that passes.
  private static func coverage(_ verdict: Verdict) -> [Case] {
    let gaps: [Case] = verdict.reasons.compactMap { reason in
      let name: String
      switch reason {
      case .failures, .reviews, .between, .allowed, .accepted, .expired: return nil
      case .notChecked(let gap, _, _, _): name = "not-checked.\(gap.rawValue)"
      case .optionNotChecked(let option): name = "option-not-checked.\(option)"
      case .nothingRead: name = "nothing-read"
      case .interrupted: name = "interrupted"
      }
      return Case(name: name, result: .undecided, message: reason.text, lines: [])
    }
    return gaps.isEmpty
      ? [Case(name: "everything-was-looked-at", result: .passed, message: "", lines: [])] : gaps
  }

  private static func test(
    _ check: CheckDescription, _ counts: CheckCounts,
    _ groups: [(key: FindingGroup.Key, group: FindingGroup)], _ run: RunDescription
  ) -> Case {
    let result: Case.Result =
      if counts.failed > 0 || (run.isStrict && counts.toReview > 0) {
        .failed
      } else if counts.toReview > 0 || counts.notChecked > 0 {
        .undecided
      } else {
        counts.examined > 0 || counts.noted > 0 || counts.accepted > 0 ? .passed : .skipped
      }
    guard result != .skipped else {
      return Case(
        name: check.id.description, result: result, message: "There was nothing to judge.", lines: [])
    }
    var parts: [String] = []
    if counts.failed > 0 { parts.append("\(counts.failed) fail") }
    if counts.toReview > 0 { parts.append("\(counts.toReview) to review") }
    if counts.notChecked > 0 { parts.append("\(counts.notChecked) not checked") }
    let message = "\(check.title): " + parts.joined(separator: ", ")
    let accepted: [XML] =
      counts.accepted > 0
      ? ["\(Wording.count(counts.accepted, .finding, by: " ")) accepted before the run.\n"] : []
    let found = groups.filter { $0.key.severity != .note && !$0.key.isAccepted }
    return Case(
      name: check.id.description, result: result, message: message,
      lines: (result == .passed ? [] : lines(check, found)) + accepted)
  }

  private static func lines(
    _ check: CheckDescription, _ groups: [(key: FindingGroup.Key, group: FindingGroup)]
  ) -> [XML] {
    var lines: [XML] = ["\(check.why)\nWhat to do: \(check.remedy)\nSource: \(check.source.description)\n"]
    for (key, group) in groups.prefix(mostGroups) {
      lines.append(
        """
        \(key.severity.rawValue): \(Wording.attribute(key, group)): \
        \(Wording.count(group.findings, .finding, by: " ")) in \(Wording.count(group.files, .file, by: " "))

        """)
      for example in group.examples.prefix(mostExamples) {
        let finding = example.finding
        lines.append(
          """
            \(example.file.description): \(finding.place.text) \(finding.message.description) \
          [\(finding.fingerprint.description)]

          """)
      }
    }
    if groups.count > mostGroups {
      lines.append("\(groups.count - mostGroups) more groups stand in the other reports.\n")
    }
    return lines
  }
}
