internal import Glibc

/// A process of this program that looks at pictures, and the socket to it.
///
/// A class only to own both. Written with `posix_spawn` rather than a package for processes: those are made for
/// concurrency with `async`, and a thread of an audit waits for its one worker with a deadline.
final class WorkerProcess {
  /// Why there is no answer.
  enum Ending: Error, Equatable {
    /// The process ended by itself, or was killed by the system.
    case died
    /// It said nothing for too long, and was killed.
    case tooLate
    /// It said something that is no message.
    case garbled
    /// It could not be started, by the system's error number.
    case notStarted(Int32)
  }

  private let process: pid_t
  private let socket: Int32
  private var pending: [UInt8] = []
  private var isOver = false

  /// Starts a process.
  ///
  /// - Parameter arguments: those of the program, without its name.
  init(_ arguments: [String]) throws(Ending) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw .notStarted(errno)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    // What libraries print may hold values.
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var spawned: pid_t = 0
    let number = WorkerProcess.withCStrings(["deid-audit"] + arguments) { argv in
      WorkerProcess.withCStrings(WorkerProcess.environment()) { environment in
        posix_spawn(&spawned, "/proc/self/exe", &actions, nil, argv, environment)
      }
    }
    close(ends[1])
    guard number == 0 else {
      close(ends[0])
      throw .notStarted(number)
    }
    process = spawned
    socket = ends[0]  // last: a throw after this would run deinit as well
  }

  deinit {
    close(socket)
    end()
  }

  /// Kills the process, if it is still there, and takes leave of it.
  func end() {
    guard !isOver else { return }
    isOver = true
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Sends a line.
  func send(_ line: [UInt8]) throws(Ending) {
    var done = 0
    while done < line.count {
      // A worker that is gone must not end this process by a signal.
      let sent = line.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress! + done, line.count - done, Int32(MSG_NOSIGNAL))
      }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { throw .died }
      done += sent
    }
  }

  /// The next line that the process says, without its end.
  ///
  /// - Throws: ``Ending``; the process is gone then.
  func nextLine(within seconds: Int) throws(Ending) -> [UInt8] {
    let deadline = WorkerProcess.now() + seconds * 1_000
    var searched = 0
    while true {
      if let end = pending[searched...].firstIndex(of: 0x0A) {
        let line = Array(pending[..<end])
        pending.removeSubrange(...end)
        return line
      }
      searched = pending.count
      guard pending.count <= WorkerProcess.longestLine else { throw over(.garbled) }
      var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      let left = deadline - WorkerProcess.now()
      guard left > 0 else { throw over(.tooLate) }
      let ready = poll(&waiting, 1, Int32(clamping: left))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { throw over(.tooLate) }
      let got = WorkerProcess.receive(socket, into: &pending)
      guard got > 0 else { throw over(.died) }
    }
  }

  private static let longestLine = 64 << 20

  private static func receive(_ socket: Int32, into pending: inout [UInt8]) -> Int {
    let start = pending.count
    pending.append(contentsOf: repeatElement(0, count: 65_536))
    let got = pending.withUnsafeMutableBytes { read(socket, $0.baseAddress! + start, 65_536) }
    pending.removeLast(65_536 - max(0, got))
    return got
  }

  private func over(_ ending: Ending) -> Ending {
    end()
    return ending
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }

  /// This process's environment, with what has to be in it before a worker starts.
  private static func environment() -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      let name = text.prefix { $0 != "=" }
      if !WorkerEnvironment.settings.contains(where: { $0.name == name }) { variables.append(text) }
      next += 1
    }
    return variables + WorkerEnvironment.settings.map { "\($0.name)=\($0.value)" }
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
