public import Findings

/// A scorecard as Markdown, for a repository or the summary of a CI run, and as a few lines for the terminal.
public enum ScorecardText {
  /// The whole card as Markdown.
  public static func markdown(_ card: Scorecard) -> String {
    var text = """
      # \(cell(card.subject.name))

      \(card.verdict)

      | | |
      | --- | --- |
      | command | `\(cell(card.subject.command))` |
      | exit code | \(card.subject.exitCode) |
      | time | \(card.subject.timeText) |
      | corpus | \(card.corpusText) |
      | judged by | \(cell(card.profile)) |
      | files | \(card.pairText) |
      | made by | deid-audit \(card.toolVersion), \(card.startedAt) |

      ## By leak

      | leak | place | form | breaks | right action | planted | left | not known |
      | --- | --- | --- | --- | --- | ---: | ---: | ---: |

      """
    for leak in card.leaks where leak.planted > 0 {
      text +=
        "| `\(leak.id)` | \(cell(leak.place)) | \(cell(leak.form)) | \(cell(leak.clause)) | \(cell(leak.action)) | "
        + "\(leak.planted) | \(leak.left) | \(leak.unknown) |\n"
    }
    text += "\n## By action of Table E.1-1\n\n" + table(card.actions)
    text += "\n## By action of MIDI-B\n\n" + table(card.challenge)
    text += "\n## Damage\n\n"
    if card.damage.isEmpty {
      text += "None was found.\n"
    } else {
      text += "| what | places | files |\n| --- | ---: | ---: |\n"
      for one in card.damage { text += "| \(cell(one.name)) | \(one.places) | \(one.files) |\n" }
    }
    text += "\n## What our checks do not see\n\n"
    let missed = card.leaks.filter { $0.unseenAlone > 0 || $0.unseenCompared > 0 }
    if missed.isEmpty {
      text += "Nothing: each leak that was left is reported at its place.\n"
    } else {
      text +=
        "| leak | left | not reported by `scan` | not reported by `compare` |\n| --- | ---: | ---: | ---: |\n"
      for leak in missed {
        text += "| `\(leak.id)` | \(leak.left) | \(leak.unseenAlone) | \(leak.unseenCompared) |\n"
      }
    }
    return text
  }

  /// What the terminal shows.
  public static func summary(_ card: Scorecard) -> String {
    func share(_ shares: [Scorecard.Share]) -> String {
      let asked = shares.reduce(0) { $0 + $1.asked }
      let done = shares.reduce(0) { $0 + $1.done }
      return "\(Wording.percent(done, of: asked)) of \(Wording.grouped(asked, by: " "))"
    }
    let strict = card.challenge.reduce(0) { $0 + ($1.doneStrictly ?? $1.done) }
    let asked = card.challenge.reduce(0) { $0 + $1.asked }
    let damage = card.damage.reduce(0) { $0 + $1.places }
    let kinds = card.damage.count
    return """
      \(Wording.visible(card.subject.name))
      Leaks       \(card.verdict)
      Table E.1-1 \(share(card.actions)) actions done
      MIDI-B      \(share(card.challenge)) checks pass; \(Wording.percent(strict, of: asked)) strictly
      Damage      \(Wording.count(damage, "place", by: " ")) of \(Wording.count(kinds, "kind"))
      Files       \(card.pairText)
      Time        \(card.subject.timeText), exit code \(card.subject.exitCode)
      Not seen    by scan: \(Wording.count(card.kindsUnseenAlone, "kind")) of leaks that are left; by compare: \
      \(Wording.count(card.kindsUnseenCompared, "kind"))

      """
  }

  private static func table(_ shares: [Scorecard.Share]) -> String {
    let isStrict = shares.contains { $0.doneStrictly != nil }
    var text = "| action | asked for | done | share |" + (isStrict ? " strictly | share |" : "") + "\n"
    text += "| --- | ---: | ---: | ---: |" + (isStrict ? " ---: | ---: |" : "") + "\n"
    for share in shares {
      text +=
        "| \(cell(share.name)) | \(share.asked) | \(share.done) | \(Wording.percent(share.done, of: share.asked)) |"
      if let strictly = share.doneStrictly {
        text += " \(strictly) | \(Wording.percent(strictly, of: share.asked)) |"
      } else if isStrict {
        text += " – | – |"
      }
      text += "\n"
    }
    return text
  }

  /// Text in a cell of a table: on one line, without a sign that ends the cell or begins markup.
  private static func cell(_ text: String) -> String {
    var shown = ""
    for scalar in Wording.visible(text).unicodeScalars {
      switch scalar {
      case "|", "<", "*", "[", "]", "\\": shown += "\\" + String(scalar)
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
