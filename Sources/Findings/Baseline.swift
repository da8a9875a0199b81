internal import DICOM

/// A finding that somebody has accepted.
public struct BaselineEntry: Sendable, Equatable {
  /// The finding's fingerprint, made with the site's key.
  public let fingerprint: String
  /// The check that found it.
  public let check: String
  /// How much it weighed: a finding that weighs more is not accepted.
  public let severity: Severity
  /// Where it stood: the path without item numbers, and the one inside the value; empty for the file itself.
  public let place: String
  /// The attribute's keyword, for who reads the entry.
  public let keyword: String
  /// Why it is accepted, and by whom. Empty only in an entry that was written and not yet decided.
  public let reason: String, author: String
  /// The last day on which it is accepted, `2031-12-31`; nil for no end.
  public let expires: String?

  /// Makes an entry.
  public init(
    fingerprint: String, check: String, severity: Severity, place: String, keyword: String, reason: String,
    author: String, expires: String?
  ) {
    self.fingerprint = fingerprint
    self.check = check
    self.severity = severity
    self.place = place
    self.keyword = keyword
    self.reason = reason
    self.author = author
    self.expires = expires
  }

  /// Makes an entry for a finding.
  public init(_ finding: Finding, reason: String, author: String, expires: String?) {
    self.init(
      fingerprint: finding.fingerprint.description, check: finding.check.description,
      severity: finding.severity, place: finding.place.pattern,
      keyword: finding.place.keyword.map(\.description) ?? "", reason: reason, author: author,
      expires: expires)
  }

  /// Orders as a file has them: by check, place and fingerprint.
  public static func precedes(_ left: BaselineEntry, _ right: BaselineEntry) -> Bool {
    (left.check, left.place, left.fingerprint) < (right.check, right.place, right.fingerprint)
  }
}

/// The findings of earlier runs that somebody has accepted.
///
/// It takes the site's key: a fingerprint without one says only where something stands, and whatever else stood there
/// later would be accepted with it.
public struct Baseline: Sendable {
  /// The version of the form of the file.
  public static let version = "1"
  /// How many entries there are at most.
  public static let mostEntries = 200_000

  /// The accepted findings in the order of the file.
  public let entries: [BaselineEntry]
  private let places: [String: Int]

  /// Takes entries with distinct fingerprints.
  public init(_ entries: [BaselineEntry]) {
    self.entries = entries
    places = Dictionary(
      zip(entries.map(\.fingerprint), entries.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The place of the entry that accepts a finding.
  ///
  /// The fingerprint alone would do; but an entry that says something else than it does was not what people reviewed.
  func entry(for finding: Finding) -> Int? {
    guard finding.followsValue, let place = places[finding.fingerprint.description] else { return nil }
    let entry = entries[place]
    guard entry.check == finding.check.description, entry.place == finding.place.pattern,
      finding.severity >= entry.severity
    else { return nil }
    return place
  }
}
