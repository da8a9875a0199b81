internal import Glibc

/// By what a file is known to be as it was, without a look into it: length, times, and the place on the disk.
///
/// The time of the last change of the file's entry cannot be set back by a program, unlike the time of modification.
public struct FileStamp: Equatable, Sendable {
  /// The length in bytes.
  public let lengthInBytes: Int
  /// When content and entry were changed last, in nanoseconds since 1970; 0 for a change that is so young that another
  /// one could get the same time.
  let modified: Int, changed: Int
  /// The number of the file on its disk.
  let inode: Int

  /// How long a file system may take the same time for different changes, in nanoseconds.
  private static var granularity: Int { 100_000_000 }

  init(lengthInBytes: Int, modified: Int, changed: Int, inode: Int) {
    self.lengthInBytes = lengthInBytes
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  /// Asks the system about a file; nil if it says nothing, or if it is no regular file.
  ///
  /// - Parameter path: the path's bytes, without a NUL.
  public init?(path: [UInt8]) {
    var info = stat()
    let name = path.map { CChar(bitPattern: $0) } + [0]
    guard lstat(name, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let changed = FileStamp.nanoseconds(info.st_ctim)
    lengthInBytes = Int(info.st_size)
    modified = FileStamp.nanoseconds(info.st_mtim)
    self.changed = FileStamp.nanoseconds(now) - changed < FileStamp.granularity ? 0 : changed
    inode = Int(truncatingIfNeeded: info.st_ino)
  }

  private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }

  /// Whether a file with this stamp is the one that had another, without a look into it.
  public func isSame(as other: FileStamp) -> Bool { changed != 0 && self == other }
}
