/// One thing that is wrong, at one place, said without any value.
public struct Finding: Sendable, Equatable {
  /// The check that found it.
  public let check: CheckID
  /// How much it weighs under the profile in force.
  public let severity: Severity
  /// Where it stands.
  public let place: Place
  /// What is wrong.
  public let message: Message
  /// Which demand is broken.
  public let citation: Citation
  /// The same for the same content, wherever it stands.
  public let fingerprint: Fingerprint

  /// Makes a finding.
  public init(
    check: CheckID, severity: Severity, place: Place, message: Message, citation: Citation,
    fingerprint: Fingerprint
  ) {
    self.check = check
    self.severity = severity
    self.place = place
    self.message = message
    self.citation = citation
    self.fingerprint = fingerprint
  }
}
