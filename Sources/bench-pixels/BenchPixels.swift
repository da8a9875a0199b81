internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import Pixels

/// Measures how well and how fast text is found and read in labelled pictures.
@main
struct BenchPixels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-pixels", abstract: "Measures how text is found and read in labelled pictures.",
    subcommands: [GateBench.self, ReadBench.self, LinesCommand.self, WordsCommand.self],
    defaultSubcommand: GateBench.self)

  static func main() {
    takeEnvironment()
    main(nil)
  }
}

/// The processor time that something took: other programs on the machine do not count.
func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let start = processorSeconds()
  try work()
  return (processorSeconds() - start) * 1e3
}

private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
