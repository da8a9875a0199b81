/// What the reader asks a data dictionary, where a file does not say the VR itself.
public protocol VRDictionary: Sendable {
  /// The VR of a public element; nil if the dictionary does not have it.
  func vr(of tag: Tag) -> VR?

  /// The VR of a private element of a creator; nil if the dictionary does not have it.
  func vr(of tag: Tag, creator: [UInt8]) -> VR?
}
