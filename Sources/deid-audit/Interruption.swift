internal import Glibc
internal import Synchronization

/// Whether somebody pressed Ctrl-C, or asked the process to end. The only state that is not passed along: a signal
/// handler can be given none.
enum Interruption {
  static let flag = Atomic<Bool>(false)

  /// Whether the run is to end early.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Takes SIGINT and SIGTERM. A second one ends the process at once.
  ///
  /// A parent may have blocked them; then they are let through.
  static func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.flag.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
