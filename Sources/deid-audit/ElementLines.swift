internal import DICOM

/// The account of a file as JSON Lines: what every range of bytes is, without any value.
struct ElementLines {
  /// Writes a line for every entry, and a last one that says whether the account is complete.
  ///
  /// - Parameters:
  ///   - digests: whether to add the SHA-256 of pixel data and of each fragment.
  ///   - write: takes each line with its line feed.
  static func write(_ reader: consuming FileReader, digests: Bool, to write: (String) -> Void) {
    var ledger = Ledger()
    for entry in ledger.begin(reader) { write(line(entry, sha256: nil)) }
    while let event = reader.next() {
      if let entry = ledger.add(event, of: reader) {
        let hasPixels = digests && entry.path?.tag == .pixelData && !entry.value.isEmpty
        write(line(entry, sha256: hasPixels ? reader.sha256(of: entry.value) : nil))
      }
      if case .irregular(let irregularity, let range) = event {
        write("{\"kind\":\"irregular\",\"what\":\"\(irregularity)\",\"offset\":\(range.lowerBound)}\n")
      }
    }
    write(
      "{\"kind\":\"end\",\"bytes\":\(reader.lengthInBytes),\"accounted\":\(ledger.accounted),"
        + "\"complete\":\(ledger.isComplete(reader))}\n")
  }

  private static func line(_ entry: LedgerEntry, sha256: String?) -> String {
    var text = "{\"kind\":\"\(entry.kind)\",\"offset\":\(entry.header.lowerBound)"
    text += ",\"header\":\(entry.header.count),\"value\":\(entry.value.count)"
    if let path = entry.path {
      text += ",\"path\":\"\(path)\""
      text += ",\"length\":\(entry.announcedLength.map(String.init) ?? "\"undefined\"")"
    }
    if let vr = entry.vr { text += ",\"vr\":\"\(vr)\"" }
    if let sha256 { text += ",\"sha256\":\"\(sha256)\"" }
    if entry.isInflated { text += ",\"inflated\":true" }
    return text + "}\n"
  }
}
