/// Writes an X.509 certificate in DER with a subject and invented numbers for the rest. RFC 5280; no signature is made.
enum Certificate {
  /// A certificate that its subject issued, of which only the common name says anything.
  static func bytes(commonName: [UInt8]) -> [UInt8] {
    let ecdsa = sequence(value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
    let curve =
      value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])
      + value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
    let point = value(0x03, [0, 4] + (1...64).map { UInt8($0 * 3 & 0xFF) | 0x80 })
    let validity = sequence(
      value(0x17, Array("500101000000Z".utf8)) + value(0x17, Array("500101000000Z".utf8)))
    let content =
      value(0x02, [1]) + ecdsa + name(commonName) + validity + name(commonName)
      + sequence(sequence(curve) + point)
    let signature = value(0x03, [0] + (1...70).map { UInt8($0 * 5 & 0xFF) | 0x80 })
    return sequence(sequence(content) + ecdsa + signature)
  }

  private static func name(_ text: [UInt8]) -> [UInt8] {
    sequence(value(0x31, sequence(value(0x06, [0x55, 4, 3]) + value(0x0C, text))))
  }

  private static func sequence(_ content: [UInt8]) -> [UInt8] { value(0x30, content) }

  /// A tag, a length of one byte or of up to three, the content.
  private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    switch content.count {
    case ..<128: [tag, UInt8(content.count)] + content
    case ..<256: [tag, 0x81, UInt8(content.count)] + content
    default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }
  }
}
