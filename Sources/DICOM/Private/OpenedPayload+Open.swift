extension OpenedPayload {
  /// Opens a value: what it is by its creator or its content, and everything in it, container by container.
  ///
  /// - Parameters:
  ///   - value: the bytes of the value, without its padding or with it.
  ///   - creator: the private creator of the element's block, without padding; nil for public elements.
  ///   - limits: bounds on memory and depth; what lies beyond is in ``unopened``.
  public static func open(
    _ value: ArraySlice<UInt8>, creator: [UInt8]?, limits: PayloadLimits = PayloadLimits()
  ) -> OpenedPayload {
    var opener = PayloadOpener(value, creator: creator, limits: limits)
    return opener.run()
  }
}
