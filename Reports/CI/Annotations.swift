internal import DICOM
public import Findings

/// Findings as workflow commands: lines such as `::error file=a.dcm,title=…::…`, of which GitHub's runner and those
/// that follow it make annotations.
///
/// A server shows ten annotations of a kind and step, so each group of findings is one, with its first file.
public enum Annotations {
  /// How many lines of a kind there are at most; the last of them says how many groups are left out.
  private static let mostOfAKind = 10

  /// The lines, errors first; a last one with the verdict unless the run is clean.
  ///
  /// - Parameter folder: what stands before a file's name, for its path in the repository: empty, or ends in `/`.
  public static func lines(
    _ run: RunDescription, _ tally: Tally, _ verdict: Verdict, folder: String
  ) -> String {
    let groups = tally.sortedGroups
    var text = ""
    for (severity, command) in [(Severity.fail, "error"), (.review, "warning")] as [(Severity, String)] {
      let kind = groups.filter { $0.key.severity == severity && !$0.key.isAccepted }
      let shown = kind.count > mostOfAKind ? mostOfAKind - 1 : kind.count
      for (key, group) in kind.prefix(shown) { text += line(command, key, group, run, folder) }
      if kind.count > shown {
        text +=
          "::\(command) title=deid-audit::\(kind.count - shown) more groups of findings stand in the reports.\n"
      }
    }
    for reason in verdict.reasons {
      switch reason {
      case .failures, .reviews, .between, .allowed, .accepted: break
      case .expired: text += "::warning title=deid-audit::\(data(reason.text))\n"
      case .notChecked, .optionNotChecked, .nothingRead, .interrupted:
        text += "::warning title=\(property("deid-audit: not checked"))::\(data(reason.text))\n"
      }
    }
    let fixed = DecisionUse(run, tally, verdict).entries(.fixed)
    if fixed > 0 {
      text +=
        "::notice title=deid-audit::\(Wording.count(fixed, .finding, by: " ")) of the baseline are fixed: "
      text += "take out the entries.\n"
    }
    return text
  }

  private static func line(
    _ command: String, _ key: FindingGroup.Key, _ group: FindingGroup, _ run: RunDescription, _ folder: String
  ) -> String {
    let title = run.checks.first { $0.id == key.check }?.title.description ?? key.check.description
    var properties = "title=\(property("\(title) [\(key.check)]"))"
    if let example = group.examples.first, !example.file.isHidden {
      properties = "file=\(property(folder + example.file.description)),\(properties)"
    }
    let message =
      "\(Wording.attribute(key, group)): \(Wording.count(group.findings, .finding, by: " ")) in "
      + Wording.count(group.files, .file, by: " ")
    return "::\(command) \(properties)::\(data(message))\n"
  }

  /// Text after the second `::`, in which line breaks and `%` are escaped.
  private static func data(_ text: String) -> String {
    Wording.visible(text).replacing("%", with: "%25")
  }

  /// The value of a property, which ends at `,` and `::` as well.
  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
