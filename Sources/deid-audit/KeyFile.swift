internal import ArgumentParser
internal import DICOM
internal import Findings
internal import Glibc

/// The site's key in a file: 64 hexadecimal digits and a line feed.
enum KeyFile {
  /// Reads a key.
  ///
  /// - Throws: ``Failure`` with the path and what was expected.
  static func read(_ path: String) throws(Failure) -> SiteKey {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: Array(path.utf8)).all()
    } catch {
      throw Failure("\(path): the key cannot be read: \(error.text)")
    }
    let digits = bytes.filter { $0 != 0x0A && $0 != 0x0D }
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }.map { UInt8($0) }
    guard digits.count == 2 * SiteKey.lengthInBytes, values.count == digits.count,
      let key = SiteKey(stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] })
    else { throw Failure("\(path): expected a key of \(2 * SiteKey.lengthInBytes) hexadecimal digits") }
    return key
  }
}

/// `deid-audit key new FILE`.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Makes the site's key for fingerprints, and keys for signatures.",
    subcommands: [New.self, NewSigning.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Writes a new random key to a file of mode 0600.")

    @Argument(help: "The file to write; it must not exist yet.") var file: String

    func run() throws {
      guard access(file, F_OK) != 0 else {
        throw Failure.argument("\(file): there is a file already; a key is not replaced")
      }
      var random = SystemRandomNumberGenerator()
      let bytes = (0..<SiteKey.lengthInBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
      let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      let output = try OutputFile(file, isPrivate: true)
      try output.write(Array((digits + "\n").utf8))
      try output.finish()
    }
  }

  struct NewSigning: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new-signing", abstract: "Writes a new Ed25519 key to a file of mode 0600, and FILE.pub.")

    @Argument(help: "The file to write; neither it nor FILE.pub may exist yet.") var file: String

    func run() throws {
      for path in [file, file + ".pub"] where access(path, F_OK) == 0 {
        throw Failure.argument("\(path): there is a file already; a key is not replaced")
      }
      try SigningKey.make(file)
    }
  }
}
