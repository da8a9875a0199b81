internal import Crypto
internal import DICOM
internal import FoundationEssentials
internal import Glibc

/// A list of files with their SHA-256, as `sha256sum` writes it, and the signature beside it: `FILE` and `FILE.sig`.
///
/// The signature is Ed25519 (RFC 8032) over the bytes of the list, 64 bytes as they are, so that OpenSSL can check it:
/// `openssl pkeyutl -verify -pubin -inkey KEY.pub -rawin -in FILE -sigfile FILE.sig`.
struct Seal {
  let path: String
  private let bytes: [UInt8]
  /// Names as they stand in the list, with their digests.
  private let listed: [(name: String, digest: String)]

  /// Reads a seal.
  ///
  /// - Throws: ``Failure`` with path and line.
  init(path: String) throws(Failure) {
    self.path = path
    bytes = try Seal.content(path)
    var listed: [(String, String)] = []
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      let digest = text.prefix(64)
      guard digest.count == 64, digest.allSatisfy(\.isHexDigit), text.dropFirst(64).hasPrefix("  ") else {
        throw Failure("\(path) line \(index + 1): expected a SHA-256, two spaces and a name")
      }
      listed.append((String(text.dropFirst(66)), String(digest)))
    }
    guard !listed.isEmpty else {
      throw Failure("\(path): expected the names of sealed files; there are none")
    }
    self.listed = listed
  }

  /// Writes a seal over files, and a signature beside it if there is a key.
  ///
  /// - Throws: ``Failure`` where a file cannot be read, or the seal cannot be written.
  static func write(_ path: String, files: [String], key: Curve25519.Signing.PrivateKey?) throws(Failure) {
    var list: [UInt8] = []
    for file in files {
      let digest: String
      do throws(SystemError) { digest = try FileBytes(path: Array(file.utf8)).sha256() } catch {
        throw Failure("\(file): \(error.text)")
      }
      list += Array("\(digest)  \(try name(of: file, seal: path))\n".utf8)
    }
    let output = try OutputFile(path, isPrivate: false)
    try output.write(list)
    let signature = try key.map { key throws(Failure) in
      do {
        return (try OutputFile(path + ".sig", isPrivate: false), Array(try key.signature(for: Data(list))))
      } catch let error as Failure {
        throw error
      } catch {
        throw Failure("\(path): cannot be signed: \(error)")
      }
    }
    if let (file, bytes) = signature {
      try file.write(bytes)
      try file.finish()
    }
    try output.finish()
  }

  /// What is wrong with the seal, a sentence each; nothing if all is well.
  ///
  /// - Parameters:
  ///   - publicKey: the path of the key that signed it; nil if it need not be signed.
  ///   - file: a file that must be among the sealed ones.
  func problems(publicKey: String?, listing file: String) throws(Failure) -> [String] {
    var problems: [String] = []
    if let publicKey {
      let key = try SigningKey.publicKey(publicKey)
      let signature = try Seal.content(path + ".sig")
      if !key.isValidSignature(Data(signature), for: Data(bytes)) {
        problems.append("\(path): the signature is not one of this key over this seal.")
      }
    }
    let wanted = try Seal.resolved(file)
    var isListed = false
    for (name, digest) in listed {
      let place = name.hasPrefix("/") ? name : Seal.folder(of: path) + "/" + name
      if Seal.isSame(place, wanted) { isListed = true }
      do throws(SystemError) {
        if try FileBytes(path: Array(place.utf8)).sha256() != digest {
          problems.append("\(name): was changed after it was sealed.")
        }
      } catch {
        problems.append("\(name): is sealed and cannot be read: \(error.text).")
      }
    }
    if !isListed { problems.append("\(file): is not among the files that the seal lists.") }
    return problems
  }

  private static func content(_ path: String) throws(Failure) -> [UInt8] {
    do throws(SystemError) { return try FileBytes(path: Array(path.utf8)).all() } catch {
      throw Failure("\(path): \(error.text)")
    }
  }

  /// The name by which the seal lists a file: relative where both lie in one folder, so that the folder can be moved.
  private static func name(of file: String, seal: String) throws(Failure) -> String {
    let real = try resolved(file)
    guard !real.contains("\n") else { throw Failure("\(file): a name with a line feed cannot be listed") }
    let prefix = try resolved(folder(of: seal)) + "/"
    return real.hasPrefix(prefix) ? String(real.dropFirst(prefix.count)) : real
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a path leads to the file of a resolved one. One that leads nowhere does not, and is told where it is read.
  private static func isSame(_ path: String, _ wanted: String) -> Bool {
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    return String(cString: resolved) == wanted
  }

  private static func resolved(_ path: String) throws(Failure) -> String {
    guard let resolved = realpath(path, nil) else {
      throw Failure("\(path): \(String(cString: strerror(errno)))")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
