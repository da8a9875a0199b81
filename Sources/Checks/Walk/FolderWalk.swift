internal import Glibc

/// An entry that a walk came to.
public struct WalkEntry: Sendable {
  /// What it is.
  public enum Kind: Sendable, Equatable {
    /// A regular file.
    case file
    /// A symbolic link, which is not followed, and whether it leads to something inside the walked folders.
    case symbolicLink(leadsInside: Bool)
    /// A device, a pipe or a socket.
    case special
    /// A folder or file that the system does not show, with its words.
    case unreadable(String)
  }

  /// The entry's number in the order of the walk, from 0.
  public let index: Int
  /// The path to open it by.
  public let path: [UInt8]
  /// The path as reports show it: below the folder that was given.
  public let relativePath: [UInt8]
  /// What it is.
  public let kind: Kind
}

/// Walks folders in the order of the names' bytes, depth first.
///
/// Of each open folder it holds at most ``windowSize`` names: a folder of a million files is listed again for every
/// window, which costs less than it seems and keeps memory small.
public struct FolderWalk: Sendable {
  /// How many names of a folder are in memory at a time.
  public static let windowSize = 20_000
  /// How deep folders are followed.
  static let mostFolders = 128

  /// Why a path that was given cannot be walked.
  public struct RootError: Error, CustomStringConvertible {
    /// The path and the system's words.
    public let description: String
  }

  private struct Folder: Sendable {
    let path: [UInt8]
    let relativePath: [UInt8]
    /// Names that are still to come, the next one last.
    var names: [Name] = []
    /// The greatest name that was in a window so far.
    var last: [UInt8]?
    /// Whether there are names behind the window.
    var hasMore = true
  }

  private var roots: [Root]
  private var folders: [Folder] = []
  private var nextIndex = 0
  private let windowSize: Int

  /// A name in a folder.
  struct Name: Sendable {
    let bytes: [UInt8]
    /// The kind of what it names, where the folder tells that it is a file or a folder.
    let mode: mode_t?

    init(_ entry: UnsafeMutablePointer<dirent>) {
      bytes = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): mode = S_IFREG
      case Int(DT_DIR): mode = S_IFDIR
      default: mode = nil
      }
    }
  }

  /// A folder or file that was given, by the name that the file system knows it by.
  struct Root: Sendable {
    let path: [UInt8]
    let name: [UInt8]
    let isFolder: Bool
  }

  /// Prepares to walk `paths`. A path below another one is not walked twice.
  ///
  /// - Throws: ``RootError`` for a path that is not there.
  public init(_ paths: [String], windowSize: Int = FolderWalk.windowSize) throws(RootError) {
    self.windowSize = windowSize
    var roots: [Root] = []
    for path in paths {
      guard let resolved = realpath(path, nil) else {
        throw RootError(description: "\(path): \(String(cString: strerror(errno)))")
      }
      let bytes = Array(String(cString: resolved).utf8)
      free(resolved)
      let name = Array(path.utf8).split(separator: 0x2F).last.map { Array($0) } ?? []
      roots.append(
        Root(
          path: bytes, name: name, isFolder: FolderWalk.mode(bytes).map { $0 & S_IFMT == S_IFDIR } ?? false))
    }
    var kept: [Root] = []
    for root in roots.sorted(by: { $0.path.count < $1.path.count })
    where !kept.contains(where: { $0.path == root.path || FolderWalk.lies(root.path, below: $0.path) }) {
      kept.append(root)
    }
    self.roots = kept.sorted { $0.path.lexicographicallyPrecedes($1.path) }.reversed()
    allRoots = kept.map(\.path)
  }

  private let allRoots: [[UInt8]]

  /// The folder that relative paths start from; nil if several paths were given.
  public var base: [UInt8]? {
    guard allRoots.count == 1, let root = roots.first, folders.isEmpty else { return nil }
    if root.isFolder { return root.path }
    return Array(root.path.prefix(max(1, root.path.lastIndex(of: 0x2F) ?? 1)))
  }

  /// Whether a path is one of the given ones, or lies below one.
  public func contains(_ path: [UInt8]) -> Bool {
    allRoots.contains { $0 == path || FolderWalk.lies(path, below: $0) }
  }

  /// Whether one of two walks comes to what the other comes to.
  public func overlaps(_ other: FolderWalk) -> Bool {
    allRoots.contains { other.contains($0) } || other.allRoots.contains { contains($0) }
  }

  /// The next entry; nil at the end.
  public mutating func next() -> WalkEntry? {
    while true {
      guard !folders.isEmpty else {
        guard let root = roots.popLast() else { return nil }
        if root.isFolder {
          let prefix = allRoots.count > 1 ? root.name : []
          if let entry = enter(root.path, prefix) { return entry }
          continue
        }
        return entry(root.path, root.name, kind(of: root.path))
      }
      let here = folders.count - 1
      if folders[here].names.isEmpty {
        guard folders[here].hasMore else {
          folders.removeLast()
          continue
        }
        if let problem = fill(here) {
          let folder = folders.removeLast()
          return entry(folder.path, folder.relativePath, .unreadable(problem))
        }
        continue
      }
      let found = folders[here].names.removeLast()
      let name = found.bytes
      let path = folders[here].path + [0x2F] + name
      let relativePath =
        folders[here].relativePath.isEmpty ? name : folders[here].relativePath + [0x2F] + name
      guard let mode = found.mode ?? FolderWalk.mode(path) else {
        return entry(path, relativePath, .unreadable(String(cString: strerror(errno))))
      }
      guard mode & S_IFMT == S_IFDIR else { return entry(path, relativePath, kind(of: path, mode: mode)) }
      if let entry = enter(path, relativePath) { return entry }
    }
  }

  private mutating func enter(_ path: [UInt8], _ relativePath: [UInt8]) -> WalkEntry? {
    guard folders.count < FolderWalk.mostFolders else {
      return entry(
        path, relativePath, .unreadable("folders are nested deeper than \(FolderWalk.mostFolders)"))
    }
    folders.append(Folder(path: path, relativePath: relativePath))
    return nil
  }

  private mutating func entry(_ path: [UInt8], _ relativePath: [UInt8], _ kind: WalkEntry.Kind) -> WalkEntry {
    defer { nextIndex += 1 }
    return WalkEntry(index: nextIndex, path: path, relativePath: relativePath, kind: kind)
  }

  /// Reads the next window of a folder's names. The system's words if it cannot be listed.
  private mutating func fill(_ index: Int) -> String? {
    guard let stream = FolderWalk.openFolder(folders[index].path) else {
      return String(cString: strerror(errno))
    }
    defer { closedir(stream) }
    let last = folders[index].last
    var window: [Name] = []
    var hasMore = false
    errno = 0
    while let found = readdir(stream) {
      let name = Name(found)
      guard name.bytes != [0x2E], name.bytes != [0x2E, 0x2E] else { continue }
      if let last, !last.lexicographicallyPrecedes(name.bytes) { continue }
      window.append(name)
      if window.count >= 2 * windowSize {
        window.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        window.removeSubrange(windowSize...)
        hasMore = true
      }
    }
    if errno != 0 { return String(cString: strerror(errno)) }
    window.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    if window.count > windowSize {
      window.removeSubrange(windowSize...)
      hasMore = true
    }
    folders[index].last = window.last?.bytes ?? last
    folders[index].hasMore = hasMore
    folders[index].names = window.reversed()
    return nil
  }

  private func kind(of path: [UInt8], mode known: mode_t? = nil) -> WalkEntry.Kind {
    guard let mode = known ?? FolderWalk.mode(path) else {
      return .unreadable(String(cString: strerror(errno)))
    }
    switch mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFLNK:
      guard let resolved = realpath(FolderWalk.cString(path), nil) else {
        return .symbolicLink(leadsInside: false)
      }
      defer { free(resolved) }
      return .symbolicLink(leadsInside: contains(Array(String(cString: resolved).utf8)))
    default: return .special
    }
  }

  private static func mode(_ path: [UInt8]) -> mode_t? {
    var info = stat()
    return lstat(cString(path), &info) == 0 ? info.st_mode : nil
  }

  /// Opens a folder, without changing its access time where the system allows that.
  private static func openFolder(_ path: [UInt8]) -> OpaquePointer? {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
    let name = cString(path)
    // O_NOATIME, which the C library shows to GNU sources only; it is for the owner only.
    var descriptor = open(name, flags | 0o1000000)
    if descriptor < 0, errno == EPERM { descriptor = open(name, flags) }
    guard descriptor >= 0 else { return nil }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return nil
    }
    return stream
  }

  private static func lies(_ path: [UInt8], below folder: [UInt8]) -> Bool {
    path.starts(with: folder == [0x2F] ? folder : folder + [0x2F])
  }

  private static func cString(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }
}
