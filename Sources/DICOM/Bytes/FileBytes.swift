internal import Glibc

/// Why the system did not give a file's bytes.
public struct SystemError: Error, Equatable, Sendable {
  /// The system's error number.
  public let number: Int32

  /// Takes an error number.
  public init(number: Int32) { self.number = number }

  /// The system's words for the number, such as `Permission denied`. They hold no name and no value.
  public var text: String { String(cString: strerror(number)) }
}

/// The state of a file by which a change is noticed.
public struct FileState: Equatable, Sendable {
  /// The length in bytes.
  public let lengthInBytes: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int
  let inode: UInt64
  let isRegular: Bool
}

/// A file that is open for reading. Read by ranges, so that a file which another program shortens ends early instead
/// of ending the process.
///
/// A class only to own the descriptor.
public final class FileBytes {
  /// O_NOATIME, which the C library shows to GNU sources only.
  private static let noAccessTime: Int32 = 0o1000000

  private let descriptor: Int32
  /// The file's state when it was opened.
  public let state: FileState

  /// Opens a file without following a symbolic link at its end, and without changing its access time where the
  /// system allows that.
  ///
  /// - Parameter path: the path's bytes, without a NUL.
  /// - Throws: ``SystemError`` if it cannot be opened or is not a regular file.
  public init(path: [UInt8]) throws(SystemError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let name = path.map { CChar(bitPattern: $0) } + [0]
    var opened = open(name, flags | FileBytes.noAccessTime)
    // That flag is for the owner only.
    if opened < 0, errno == EPERM { opened = open(name, flags) }
    guard opened >= 0 else { throw SystemError(number: errno) }
    guard let state = FileBytes.state(of: opened) else {
      let number = errno
      close(opened)
      throw SystemError(number: number)
    }
    guard state.isRegular else {
      close(opened)
      throw SystemError(number: EINVAL)
    }
    self.state = state
    descriptor = opened  // last: a throw after this would run deinit as well
  }

  deinit { close(descriptor) }

  /// Whether length, time of change and identity are still those of the moment it was opened.
  public var isUnchanged: Bool { FileBytes.state(of: descriptor) == state }

  /// Reads up to `count` bytes at `offset` into `buffer`, from `position` on. The buffer has room for them.
  ///
  /// - Returns: how many were read; fewer only at the end of the file.
  /// - Throws: ``SystemError``.
  func read(
    at offset: Int, count: Int, into buffer: inout [UInt8], position: Int
  ) throws(SystemError) -> Int {
    precondition(position + count <= buffer.count)
    return try buffer.withUnsafeMutableBytes { bytes in
      Result { () throws(SystemError) in
        try read(
          at: offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes[position..<position + count]))
      }
    }.get()
  }

  /// Fills a buffer from `offset` on; returns how many bytes there were.
  private func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let got = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        return done
      } else if errno != EINTR {
        throw SystemError(number: errno)
      }
    }
    return done
  }

  /// All bytes of the file. For files of the program's own; an audited file is read by ranges.
  ///
  /// - Throws: ``SystemError``.
  public func all() throws(SystemError) -> [UInt8] {
    try bytes(in: 0..<state.lengthInBytes)
  }

  /// The bytes of a range; fewer at the end of the file. For files of the program's own, as ``all()``.
  ///
  /// - Throws: ``SystemError``.
  public func bytes(in range: Range<Int>) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(SystemError) {
        count = try read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// SHA-256 of the file, 64 hexadecimal digits, read in steps of 1 MiB.
  ///
  /// - Throws: ``SystemError``.
  public func sha256() throws(SystemError) -> String {
    let digest = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      let got = try read(at: offset, count: buffer.count, into: &buffer, position: 0)
      digest.update(buffer[..<got])
      offset += got
      if got < buffer.count { return digest.finish() }
    }
  }

  private static func state(of descriptor: Int32) -> FileState? {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return nil }
    return FileState(
      lengthInBytes: Int(info.st_size), modifiedSeconds: info.st_mtim.tv_sec,
      modifiedNanoseconds: info.st_mtim.tv_nsec, inode: UInt64(info.st_ino),
      isRegular: info.st_mode & S_IFMT == S_IFREG)
  }
}
