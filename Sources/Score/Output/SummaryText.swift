internal import DICOM
internal import Rules

/// The tables of a summary: as CSV files, as JSON text, and for a terminal.
extension ScoreSummary {
  private static func fields(_ counts: ScoreCounts) -> [String] {
    [String(counts.blank), String(counts.failed), String(counts.passed), String(counts.total)]
  }

  private var sortedActions: [ScoreAction] { ScoreAction.allCases.sorted { $0.rawValue < $1.rawValue } }

  /// The tables as files, by name: the published ones by instance and by series, and the strict one.
  public var csvFiles: [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    let counts = ["Blank", "Fail", "Pass", "Total"]
    for (suffix, tables) in [("instance", official), ("series", officialBySeries)] {
      var actions = ScoreLines.line(["action"] + counts)
      for action in sortedActions {
        if let one = tables.actions[action] { actions += ScoreLines.line([action.marked] + Self.fields(one)) }
      }
      actions += ScoreLines.line(["Total"] + Self.fields(tables.all))
      files.append(("actions_\(suffix).csv", actions))
      var categories = ScoreLines.line(["category", "subcategory"] + counts)
      for (category, one) in tables.categories.sorted(by: { $0.key < $1.key }) {
        categories += ScoreLines.line([category.name, category.part] + Self.fields(one))
      }
      let all = tables.categories.values.reduce(into: ScoreCounts()) { sum, one in
        sum.passed += one.passed
        sum.failed += one.failed
        sum.blank += one.blank
      }
      categories += ScoreLines.line(["Total", ""] + Self.fields(all))
      files.append(("categories_\(suffix).csv", categories))
      files.append(
        (
          "scoring_\(suffix).csv",
          ScoreLines.line(["Category"] + counts + ["Score"])
            + ScoreLines.line(["All"] + Self.fields(tables.all) + [tables.all.percent])
        ))
    }
    var strictTable = ScoreLines.line(["action", "Fail", "Pass", "Total", "Score"])
    for action in sortedActions {
      guard let one = strict[action] else { continue }
      strictTable += ScoreLines.line([
        action.marked, String(one.failed), String(one.passed), String(one.total), one.percent,
      ])
    }
    let one = allStrict
    strictTable += ScoreLines.line([
      "Total", String(one.failed), String(one.passed), String(one.total), one.percent,
    ])
    files.append(("strict.csv", strictTable))
    var met = ScoreLines.line(["id", "count", "theirs", "ours", "reason"])
    for one in differences {
      met += ScoreLines.line([
        one.difference.id.description, String(one.count), one.difference.theirs.description,
        one.difference.ours.description, one.difference.reason.description,
      ])
    }
    files.append(("differences.csv", met))
    return files
  }

  /// The summary as a JSON object, with sorted keys.
  public var json: String {
    func counts(_ one: ScoreCounts) -> String {
      "{\"blank\":\(one.blank),\"fail\":\(one.failed),\"pass\":\(one.passed),\"score\":\"\(one.percent)\",\"total\":\(one.total)}"
    }
    func tables(_ tables: ScoreTables) -> String {
      let actions = sortedActions.compactMap { action in
        tables.actions[action].map { "\"\(action.rawValue)\":\(counts($0))" }
      }
      let categories = tables.categories.sorted { $0.key < $1.key }.map { category, one in
        "{\"category\":\(ScoreLines.quoted(category.name)),\"counts\":\(counts(one)),\"part\":\(ScoreLines.quoted(category.part))}"
      }
      return
        "{\"actions\":{\(actions.joined(separator: ","))},\"all\":\(counts(tables.all)),\"categories\":[\(categories.joined(separator: ","))],\"withoutCategory\":\(counts(tables.withoutCategory))}"
    }
    let met = differences.map {
      "{\"count\":\($0.count),\"id\":\(ScoreLines.quoted($0.difference.id.description)),\"ours\":\(ScoreLines.quoted($0.difference.ours.description)),\"reason\":\(ScoreLines.quoted($0.difference.reason.description)),\"theirs\":\(ScoreLines.quoted($0.difference.theirs.description))}"
    }
    let strictActions = sortedActions.compactMap { action in
      strict[action].map { "\"\(action.rawValue)\":\(counts($0))" }
    }
    let reasons = StrictReason.allCases.sorted { $0.rawValue < $1.rawValue }.compactMap { reason in
      strictReasons[reason].map { "\"\(reason.rawValue)\":\($0)" }
    }
    let fields: [(String, String)] = [
      ("differences", "[\(met.joined(separator: ","))]"), ("exitCode", String(exitCode)),
      (
        "files",
        "{\"instances\":\(instances),\"matched\":\(matched),\"missing\":\(missing),\"others\":\(otherFiles),\"repeatedInstances\":\(repeatedInstances),\"rows\":\(rows),\"unmatched\":\(unmatched),\"unreadable\":[\(unreadable.map(ScoreLines.quoted).joined(separator: ","))]}"
      ), ("isInterrupted", String(isInterrupted)),
      ("leaks", "{\"files\":\(leakingFiles),\"possible\":\(possibleLeaks),\"sure\":\(sureLeaks)}"),
      ("maps", "{\"sharedPatientIDs\":\(sharedPatientIDs),\"sharedUIDs\":\(sharedUIDs)}"),
      ("official", tables(official)), ("officialBySeries", tables(officialBySeries)),
      (
        "strict",
        "{\"actions\":{\(strictActions.joined(separator: ","))},\"all\":\(counts(allStrict)),\"reasons\":{\(reasons.joined(separator: ","))}}"
      ),
    ]
    return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// The summary for a terminal.
  public var text: String {
    var text = "Key          \(rows) files; \(matched) found, \(missing) missing\n"
    text +=
      "Outputs      \(instances) DICOM files, \(unmatched) of no row of the key; \(otherFiles) other files\n"
    if repeatedInstances > 0 {
      text += "             \(repeatedInstances) UIDs of instances stand in several files\n"
    }
    if !unreadable.isEmpty {
      text += "             \(unreadable.count) files could not be read to their end\n"
    }
    if sharedUIDs + sharedPatientIDs > 0 {
      text +=
        "Maps         \(sharedUIDs) UIDs and \(sharedPatientIDs) patient ids stand for several originals\n"
    }
    text += "\n"
    text += Self.row(["", "Blank", "Fail", "Pass", "Total", "Score", "strict", "strict fail"])
    for action in sortedActions {
      guard let one = official.actions[action] else { continue }
      let hard = strict[action] ?? ScoreCounts()
      text += Self.row(
        [action.rawValue] + Self.fields(one) + [one.percent, hard.percent, String(hard.failed)])
    }
    let all = official.all
    text += Self.row(["all"] + Self.fields(all) + [all.percent, allStrict.percent, String(allStrict.failed)])
    let series = officialBySeries.all
    text += Self.row(["all, by series"] + Self.fields(series) + [series.percent, "", ""])
    text += "\n"
    for reason in StrictReason.allCases {
      if let count = strictReasons[reason] {
        text += Self.padded(String(count), 10) + "  \(reason.text)\n"
      }
    }
    text +=
      "\nLeaks        \(sureLeaks) values of originals outside of the key's checks, \(possibleLeaks) more that a person must look at, in \(leakingFiles) files\n"
    if !differences.isEmpty {
      text += "\nWhere the published program comes to something else:\n"
      for one in differences {
        text +=
          Self.padded(String(one.count), 10)
          + "  \(one.difference.id): \(one.difference.theirs); here \(one.difference.ours)\n"
      }
    }
    return text
  }

  private static func row(_ fields: [String]) -> String {
    let widths = [18, 9, 9, 9, 9, 9, 9, 12]
    var text = fields[0] + String(repeating: " ", count: max(0, widths[0] - fields[0].count))
    for (field, width) in zip(fields, widths).dropFirst() { text += padded(field, width) }
    return text + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
