internal import Glibc

/// A file that is written as a whole or not at all: under another name first, given its own at the end.
///
/// What is there already and is no regular file, such as `/dev/null` or a pipe, is written into: to rename over it would
/// take it away from all programs.
///
/// A class only to own the descriptor.
final class OutputFile {
  /// The path it will have.
  let path: String
  /// The name until the end; nil if what is there is written into.
  private let temporary: String?
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Creates the file under its temporary name.
  ///
  /// - Parameter isPrivate: whether only the owner may read it.
  /// - Throws: ``Failure`` with the path and the system's words.
  init(_ path: String, isPrivate: Bool) throws(Failure) {
    self.path = path
    var there = stat()
    if stat(path, &there) == 0, there.st_mode & S_IFMT != S_IFREG, there.st_mode & S_IFMT != S_IFDIR {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let name = "\(path).\(getpid()).partial"
      temporary = name
      descriptor = open(
        name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, isPrivate ? 0o600 : 0o644)
    }
    guard descriptor >= 0 else {
      throw Failure("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    // Closed and renamed already, unless something failed: then nothing is left behind.
    if descriptor >= 0 {
      close(descriptor)
      if let temporary { unlink(temporary) }
    }
  }

  /// Makes an empty file for another library to write to.
  ///
  /// - Throws: ``Failure`` with the path and the system's words.
  static func reserve(_ path: String, isPrivate: Bool) throws(Failure) {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, isPrivate ? 0o600 : 0o644)
    guard descriptor >= 0 else {
      throw Failure("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// Adds bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Writes what is left and gives the file its name.
  func finish() throws(Failure) {
    try flush()
    if let temporary {
      guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
    }
    close(descriptor)
    descriptor = -1
  }

  private func flush() throws(Failure) {
    var done = 0
    while done < buffer.count {
      let put = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
      if put > 0 {
        done += put
      } else if errno != EINTR {
        throw failure()
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> Failure {
    Failure("\(path): writing failed: \(String(cString: strerror(errno))); no file of that name was changed")
  }
}

/// Standard output and standard error.
enum Terminal {
  /// Writes to standard output.
  static func write(_ bytes: [UInt8]) throws(Failure) { try write(bytes, to: STDOUT_FILENO) }

  /// Writes text to standard output.
  static func write(_ text: String) throws(Failure) { try write(Array(text.utf8), to: STDOUT_FILENO) }

  /// Writes text to standard error. Where that fails there is nobody left to tell.
  static func note(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Whether standard output is a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether colours are wanted: on a terminal, unless NO_COLOR is set.
  static var hasColours: Bool { isInteractive && getenv("NO_COLOR") == nil }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
      if put > 0 {
        done += put
      } else if errno != EINTR {
        throw Failure("standard output: \(String(cString: strerror(errno)))")
      }
    }
  }
}
