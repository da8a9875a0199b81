public import Findings

/// A baseline as text: JSON Lines, sorted, so that a change is a line of a review.
public enum BaselineLines {
  /// The whole file.
  public static func text(_ entries: [BaselineEntry], key: SiteKey) -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member("baseline", Baseline.version)
    json.member("key", key.mark)
    json.endObject()
    json.lastLine()
    for entry in entries.sorted(by: BaselineEntry.precedes) {
      json.beginObject()
      json.member("author", entry.author)
      json.member("check", entry.check)
      json.member("expires", optional: entry.expires)
      json.member("fingerprint", entry.fingerprint)
      if !entry.keyword.isEmpty { json.member("keyword", entry.keyword) }
      json.member("place", entry.place)
      json.member("reason", entry.reason)
      json.member("severity", entry.severity.rawValue)
      json.endObject()
      json.lastLine()
    }
    return json.bytes
  }
}
