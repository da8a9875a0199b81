internal import Dispatch
internal import Glibc
internal import Synchronization

/// The line on a terminal that says how far an audit is.
final class ProgressBar: Sendable {
  private struct State: Sendable {
    var total: Int?
    var lastDrawn: UInt64 = 0
  }

  private let started: UInt64
  private let state: Mutex<State>

  /// Starts the clock.
  init() {
    started = DispatchTime.now().uptimeNanoseconds
    state = Mutex(State())
  }

  /// Sets how many entries there are in all.
  func expect(_ total: Int) { state.withLock { $0.total = total } }

  /// Draws the line, five times a second at most.
  func draw(entries: Int, bytes: Int) {
    let now = DispatchTime.now().uptimeNanoseconds
    let total: Int?? = state.withLock { state in
      guard now - state.lastDrawn > 200_000_000 else { return nil }
      state.lastDrawn = now
      return state.total
    }
    guard let total else { return }
    let seconds = Double(now - started) / 1e9
    let rate = Int(Double(bytes) / 1e6 / seconds)
    var line = "\(entries) entries"
    if let total, total > 0, entries > 0 {
      let left = seconds / Double(entries) * Double(max(0, total - entries))
      let filled = min(24, 24 * entries / total)
      line =
        "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + "] "
        + "\(entries)/\(total) files, \(Int(left / 60)) min \(Int(left) % 60) s left"
    }
    Terminal.note("\r\u{1B}[K\(line), \(rate) MB/s")
  }

  /// Takes the line away.
  func clear() { Terminal.note("\r\u{1B}[K") }
}
