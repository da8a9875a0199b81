internal import ArgumentParser
internal import Foundation
internal import Pixels

/// Measures how well and how fast text is found and read in labelled pictures.
@main
struct BenchPixels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-pixels", abstract: "Measures how text is found and read in labelled pictures.",
    subcommands: [GateBench.self, ReadBench.self, LinesCommand.self], defaultSubcommand: GateBench.self)

  static func main() {
    limitThreads()
    main(nil)
  }
}

/// The time that something took.
func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let time = try ContinuousClock().measure(work)
  return Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
}
