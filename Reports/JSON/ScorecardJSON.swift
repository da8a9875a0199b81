public import Findings

/// A scorecard as JSON; its schema is `Schemas/scorecard-1.schema.json`.
public enum ScorecardJSON {
  /// The whole card as UTF-8, with a line feed at the end.
  public static func text(_ card: Scorecard) -> [UInt8] {
    var text = JSONText()
    text.beginObject()
    shares("actions", card.actions, &text)
    shares("challenge", card.challenge, &text)
    text.key("corpus")
    text.beginObject()
    text.member("files", card.corpus.files)
    text.member("patients", card.corpus.patients)
    text.member("seed", String(card.corpus.seed))
    text.endObject()
    text.newLine()
    text.key("damage")
    text.beginArray()
    for one in card.damage {
      text.newLine()
      text.beginObject()
      text.member("files", one.files)
      text.member("name", one.name)
      text.member("places", one.places)
      text.endObject()
    }
    text.endArray()
    text.newLine()
    leaks(card.leaks, &text)
    text.member("paired", card.paired)
    text.member("profile", card.profile)
    text.member("schemaVersion", 1)
    text.member("startedAt", card.startedAt)
    text.key("subject")
    text.beginObject()
    text.member("command", card.subject.command)
    text.member("exitCode", card.subject.exitCode)
    text.member("milliseconds", Int(card.subject.seconds * 1_000))
    text.member("name", card.subject.name)
    text.endObject()
    text.member("toolVersion", card.toolVersion)
    text.member("unpairedOutputs", card.unpairedOutputs)
    text.endObject()
    text.lastLine()
    return text.bytes
  }

  private static func leaks(_ leaks: [Scorecard.Leak], _ text: inout JSONText) {
    text.key("leaks")
    text.beginArray()
    for leak in leaks {
      text.newLine()
      text.beginObject()
      text.member("action", leak.action)
      text.member("clause", leak.clause)
      text.member("form", leak.form)
      text.member("id", leak.id)
      text.member("left", leak.left)
      text.member("place", leak.place)
      text.member("planted", leak.planted)
      text.member("unknown", leak.unknown)
      text.member("unseenAlone", leak.unseenAlone)
      text.member("unseenCompared", leak.unseenCompared)
      text.endObject()
    }
    text.endArray()
    text.newLine()
  }

  private static func shares(_ name: StaticString, _ shares: [Scorecard.Share], _ text: inout JSONText) {
    text.key(name)
    text.beginArray()
    for share in shares {
      text.newLine()
      text.beginObject()
      text.member("asked", share.asked)
      text.member("done", share.done)
      if let strictly = share.doneStrictly { text.member("doneStrictly", strictly) }
      text.member("name", share.name)
      text.endObject()
    }
    text.endArray()
    text.newLine()
  }
}
