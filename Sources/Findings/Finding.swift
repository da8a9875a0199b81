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
  /// A small picture of where it stands, as PNG, in which all text is covered; nil if it is not in a picture.
  public let preview: [UInt8]?
  /// Whether the fingerprint is another one as soon as another value stands there: it was made with a key, of the
  /// whole value, or there is no value. Only such a finding can be accepted by a baseline.
  public let followsValue: Bool
  /// What was decided about it before the run; nil if nothing was.
  public var decision: Decision?

  /// Whether somebody has accepted it, so that it does not count.
  public var isAccepted: Bool { decision?.isInForce == true }

  /// Makes a finding.
  public init(
    check: CheckID, severity: Severity, place: Place, message: Message, citation: Citation,
    fingerprint: Fingerprint, preview: [UInt8]? = nil, followsValue: Bool = false
  ) {
    self.check = check
    self.severity = severity
    self.place = place
    self.message = message
    self.citation = citation
    self.fingerprint = fingerprint
    self.preview = preview
    self.followsValue = followsValue
  }
}
