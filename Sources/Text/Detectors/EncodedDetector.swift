internal import Rules

/// Finds names and dates behind an encoding that anyone can undo, tokens of encryption, and certificates.
struct EncodedDetector {
  let scan: TextScan
  let detectors: TextDetectors
  let depth: Int

  init(_ scan: TextScan, _ detectors: TextDetectors, depth: Int) {
    self.scan = scan
    self.detectors = detectors
    self.depth = depth
  }

  func run(_ found: inout [Detection]) {
    if scan.hints.classes.contains(.equals) || scan.hints.longestRun >= 40 { certificate(&found) }
    guard depth == 0 else { return }
    if scan.hints.longestRun >= 10 { runs(&found) }
    rotated(&found)
  }

  /// `-----BEGIN CERTIFICATE-----`, `CN=Jane Doe,O=…`, and what base64 makes of a certificate.
  private func certificate(_ found: inout [Detection]) {
    if let start = scan.find("-----BEGIN ") {
      found.add(.certificate, start..<scan.text.count, .fail)
      return
    }
    var parts = 0
    var first: Int?
    for place in scan.text.indices where scan.text[place] == 0x3D && place > 0 {
      var start = place
      while start > 0, (0x41...0x5A).contains(scan.text[start - 1] & 0xDF) { start -= 1 }
      guard start == 0 || [0x2C, 0x2F, 0x20, 0x3B, 0x3A].contains(scan.text[start - 1]) else { continue }
      let name = UnsafeBufferPointer(rebasing: scan.text[start..<place]).map { $0 & 0xDF }
      guard EncodedDetector.attributes.contains(where: { Array($0.utf8) == name }),
        place + 1 < scan.text.count,
        scan.text[place + 1] > 0x20 || name == [0x43, 0x4E],
        // Parameters have names of one letter too, and numbers behind them.
        name.count > 2 || name == [0x43, 0x4E] || !scan.isDigit(scan.text[place + 1])
      else { continue }
      parts += name == [0x43, 0x4E] || name.count > 2 ? 2 : 1
      first = first ?? start
    }
    if let first, parts >= 3 { found.add(.certificate, first..<scan.text.count, .fail) }
    if let start = scan.find("MII"), scan.text.count - start >= 64,
      start == 0 || scan.text[start - 1] <= 0x20,
      scan.text[start..<start + 64].allSatisfy({ EncodedDetector.base64Value($0) != nil })
    {
      found.add(.certificate, start..<scan.text.count, .fail)
    }
  }

  private static let attributes = [
    "CN", "O", "OU", "C", "L", "ST", "DC", "EMAILADDRESS", "SERIALNUMBER", "UID",
  ]

  /// Each run of characters that an encoding uses.
  private func runs(_ found: inout [Detection]) {
    var place = 0
    while place < scan.text.count {
      guard EncodedDetector.isEncoded(scan.text[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < scan.text.count, EncodedDetector.isEncoded(scan.text[end]) { end += 1 }
      if end - place >= 10 { judge(place..<end, &found) }
      place = end
    }
  }

  private static func isEncoded(_ byte: UInt8) -> Bool {
    base64Value(byte) != nil || byte == 0x3D
  }

  private func starts(_ range: Range<Int>, with bytes: StaticString) -> Bool {
    range.count > bytes.utf8CodeUnitCount
      && (0..<bytes.utf8CodeUnitCount).allSatisfy { scan.text[range.lowerBound + $0] == bytes.utf8Start[$0] }
  }

  private func judge(_ range: Range<Int>, _ found: inout [Detection]) {
    if starts(range, with: "gAAAAA"), range.count >= 90 {
      found.add(.reversible, range, .fail, .fernet)
    } else if starts(range, with: "eyJ"), range.count >= 16 {
      found.add(.reversible, range, .fail, .jsonWebToken)
    } else if let bytes = hexadecimal(range) {
      decoded(bytes, range, .hexadecimal, &found)
    } else if let bytes = base64(range) {
      decoded(bytes, range, .base64, &found)
    }
  }

  /// What hexadecimal digits stand for; nil for other text and for what is no text.
  private func hexadecimal(_ range: Range<Int>) -> [UInt8]? {
    guard range.count % 2 == 0, range.count >= 12 else { return nil }
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      // The first digit of each printable byte.
      guard (0x32...0x37).contains(scan.text[place]) else { return nil }
    }
    var bytes: [UInt8] = []
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard let high = EncodedDetector.digit(scan.text[place]),
        let low = EncodedDetector.digit(scan.text[place + 1])
      else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte & 0xDF) - 55
    default: nil
    }
  }

  /// What base64 stands for; nil for other text.
  private func base64(_ range: Range<Int>) -> [UInt8]? {
    var end = range.upperBound
    while end > range.lowerBound, scan.text[end - 1] == 0x3D { end -= 1 }
    let count = end - range.lowerBound
    guard count % 4 != 1, range.count % 4 == 0 || end == range.upperBound, range.upperBound - end <= 2,
      isPrintable(range.lowerBound..<end)
    else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var have = 0
    for place in range.lowerBound..<end {
      guard let value = EncodedDetector.base64Value(scan.text[place]) else { return nil }
      bits = bits << 6 | UInt32(value)
      have += 6
      if have >= 8 {
        have -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(have)))
      }
    }
    return bytes
  }

  /// Whether base64 stands for printable ASCII: asked first, since words of every kind are made of the same letters.
  private func isPrintable(_ range: Range<Int>) -> Bool {
    var bits: UInt32 = 0
    var have: UInt32 = 0
    for place in range {
      guard let value = EncodedDetector.base64Value(scan.text[place]) else { return false }
      bits = bits << 6 | UInt32(value)
      have += 6
      if have >= 8 {
        have -= 8
        let byte = bits >> have & 0xFF
        if byte < 0x20 || byte > 0x7E { return false }
      }
    }
    return true
  }

  private static func base64Value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x47
    case 0x30...0x39: byte + 4
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: nil
    }
  }

  /// Adds the encoded text if a name, a date or a number of a person stands in it.
  private func decoded(_ bytes: [UInt8], _ range: Range<Int>, _ shape: TextShape, _ found: inout [Detection])
  {
    guard bytes.count >= 6, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return }
    // Words of a protocol decode to text only by chance, and then not to letters and to what stands in dates.
    let letters = bytes.count {
      (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x5E
        || $0 == 0x2D || $0 == 0x3A
    }
    guard letters * 10 >= bytes.count * 8 else { return }
    var inner: [Detection] = []
    bytes.withUnsafeBufferPointer { detectors.examine($0, context: .freeText, depth: 1, into: &inner) }
    let relevant = inner.filter { $0.detector != .time && $0.detector != .reversible && $0.detector != .age }
    guard let surest = relevant.map(\.certainty).max() else { return }
    found.add(.reversible, range, surest, shape)
  }

  /// `QBR^WNAR`: names whose letters were moved by 13.
  private func rotated(_ found: inout [Detection]) {
    guard scan.hints.classes.contains(.caret) || scan.tokens.count == 2, scan.tokens.count <= 4,
      scan.tokens.count > 1,
      scan.tokens.allSatisfy({ $0.isWord && $0.facts.bits == 0 && $0.isCapitalised && $0.length >= 3 })
    else { return }
    let bytes = scan.text.map { byte -> UInt8 in
      let base: UInt8 = byte & 0x20 | 0x41
      guard (0x41...0x5A).contains(byte & 0xDF) else { return byte }
      return base + (byte - base + 13) % 26
    }
    var inner: [Detection] = []
    bytes.withUnsafeBufferPointer { detectors.examine($0, context: .freeText, depth: 1, into: &inner) }
    guard inner.contains(where: { $0.detector == .personName && $0.certainty == .fail }) else { return }
    found.add(.reversible, 0..<scan.text.count, .fail, .rot13)
  }
}
