internal import Glibc

/// Another program that a command runs and waits for.
struct ChildProgram {
  /// How a program ended.
  struct Ending {
    /// Its exit code; 128 and the signal's number if a signal ended it, as shells say.
    let exitCode: Int
    /// How long it ran, in seconds by the clock.
    let seconds: Double
  }

  /// The program's name or path, and its arguments.
  let arguments: [String]

  /// Runs the program; its outputs go to a file, and nothing is typed into it.
  ///
  /// - Parameter log: the path of the file for standard output and standard error; made, mode 0600.
  /// - Throws: ``Failure`` if the program cannot be started.
  func run(log: String) throws(Failure) -> Ending {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for one in argv { free(one) } }
    argv.append(nil)
    let start = ChildProgram.now()
    var child: pid_t = 0
    let status = posix_spawnp(&child, arguments[0], &actions, nil, argv, environ)
    guard status == 0 else {
      throw Failure("\(arguments[0]): cannot be started: \(String(cString: strerror(status)))")
    }
    var ended: Int32 = 0
    while waitpid(child, &ended, 0) < 0 {
      guard errno == EINTR else {
        throw Failure("\(arguments[0]): cannot be waited for: \(String(cString: strerror(errno)))")
      }
    }
    let signal = Int(ended & 0x7F)
    return Ending(
      exitCode: signal == 0 ? Int(ended >> 8 & 0xFF) : 128 + signal, seconds: ChildProgram.now() - start)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
