internal import ArgumentParser
internal import Crypto
internal import FoundationEssentials
internal import Glibc

/// `deid-audit seal -o FILE REPORT…`.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Lists reports and manifests with their SHA-256, and signs the list.",
    discussion: "The list is in the form of sha256sum, which checks it with -c; the signature is Ed25519.")

  @Argument(help: "The files to seal: the JSON report, the page, the manifest, …") var files: [String]
  @Option(name: .shortAndLong, help: "The seal to write; the signature lies beside it as FILE.sig.")
  var output: String
  @Option(help: "The private key to sign with; see 'deid-audit key new-signing'.") var signingKey: String?

  func run() throws {
    let key = try signingKey.map { path throws(Failure) in try SigningKey.privateKey(path) }
    try Seal.write(output, files: files, key: key)
  }
}

/// Keys for signatures, in files that OpenSSL reads as well: PKCS #8 and SubjectPublicKeyInfo in PEM. RFC 8410.
enum SigningKey {
  /// What stands before the 32 bytes of a private key.
  private static let privatePrefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  /// What stands before the 32 bytes of a public key.
  private static let publicPrefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// Reads a private key.
  ///
  /// - Throws: ``Failure`` with the path and what was expected.
  static func privateKey(_ path: String) throws(Failure) -> Curve25519.Signing.PrivateKey {
    let raw = try bytes(path, label: "PRIVATE KEY", prefix: privatePrefix)
    do {
      return try Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    } catch {
      throw Failure("\(path): expected an Ed25519 key: \(error)")
    }
  }

  /// Reads a public key.
  ///
  /// - Throws: ``Failure`` with the path and what was expected.
  static func publicKey(_ path: String) throws(Failure) -> Curve25519.Signing.PublicKey {
    let raw = try bytes(path, label: "PUBLIC KEY", prefix: publicPrefix)
    do {
      return try Curve25519.Signing.PublicKey(rawRepresentation: raw)
    } catch {
      throw Failure("\(path): expected an Ed25519 key: \(error)")
    }
  }

  /// Makes a pair: the private key, mode 0600, and the public one beside it.
  ///
  /// - Throws: ``Failure`` where a file cannot be written.
  static func make(_ path: String) throws(Failure) {
    let key = Curve25519.Signing.PrivateKey()
    let pair: [(String, String, Data)] = [
      (path, "PRIVATE KEY", Data(privatePrefix) + key.rawRepresentation),
      (path + ".pub", "PUBLIC KEY", Data(publicPrefix) + key.publicKey.rawRepresentation),
    ]
    for (file, label, content) in pair {
      let output = try OutputFile(file, isPrivate: file == path)
      let text = "-----BEGIN \(label)-----\n\(content.base64EncodedString())\n-----END \(label)-----\n"
      try output.write(Array(text.utf8))
      try output.finish()
    }
  }

  private static func bytes(_ path: String, label: String, prefix: [UInt8]) throws(Failure) -> Data {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Failure("\(path): the key cannot be read")
    }
    let lines = text.split(whereSeparator: \.isNewline)
    guard lines.count > 2, lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----",
      let content = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
      content.count == prefix.count + 32, content.starts(with: prefix)
    else { throw Failure("\(path): expected an Ed25519 key in PEM, \(label)") }
    return content.dropFirst(prefix.count)
  }
}
