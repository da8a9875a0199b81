internal import ArgumentParser
internal import Foundation
internal import Pixels

/// Runs the gate over a set: recall by height, false alarms by ground, time.
struct GateBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Runs the gate over labelled pictures.")

  @Argument(help: "The folder of the pictures.") var folder: String
  @Option(help: "Write the features of all lines here, to fit the score with.") var features: String?
  @Flag(help: "Name the pictures that were judged wrongly.") var wrong = false
  @Option(help: "The least score of a line.") var least: Float = 0
  @Option(help: "The least score of the marks of a line.") var leastMarks: Float?

  func run() throws {
    var gate = TextGate()
    gate.leastScore = least
    if let leastMarks { gate.leastMarkScore = leastMarks }
    var (found, alarms) = (Tally(), Tally())
    var (time, count, slowest): (Double, Int, Double) = (0, 0, 0)
    var slow = ""
    var times: [String: (sum: Double, count: Int)] = [:]
    var rows = "file,isText,share,turned,x,y,w,h,\(LineFeatures.names.joined(separator: ","))\n"
    for picture in try PictureSet(folder: URL(fileURLWithPath: folder)).pictures {
      let image = try picture.image()
      var lines: [TextLine] = []
      let once = milliseconds {
        lines =
          features == nil ? gate.lines(in: image) : gate.candidates(in: image, leastTreeScore: -.infinity)
      }
      let name = picture.file.lastPathComponent
      if picture.words.isEmpty {
        let old = times[picture.ground, default: (0, 0)]
        times[picture.ground] = (old.sum + once, old.count + 1)
      }
      if once > slowest { (slowest, slow) = (once, name) }
      (time, count) = (time + once, count + 1)
      if picture.words.isEmpty {
        alarms.count(picture.ground, !lines.isEmpty)
        if wrong, let line = lines.first {
          print("alarm \(name) \(picture.ground) \(line.box) \(line.score)")
        }
      } else {
        let isFound = lines.contains { line in picture.words.contains { $0.box.overlap(line.box) > 0 } }
        found.count(Self.heightClass(picture), isFound)
        if wrong, !isFound {
          print(
            "missed \(name) \(picture.ground) height \(picture.capitalHeight) contrast \(picture.contrast)",
            "unrest \(picture.words.map(\.unrest).reduce(0, max)) rotation \(picture.words[0].rotation)",
            "words \(picture.words.count)")
        }
      }
      if features != nil {
        for line in lines {
          let covered = picture.words.map { $0.box.overlap(line.box) }.reduce(0, +)
          let turned = picture.words.first.map { ($0.rotation % 180 == 90) != line.isUpright } == true ? 1 : 0
          let share = Float(covered) / Float(line.box.area)
          let values = line.features.values.map { "\($0)" }.joined(separator: ",")
          rows +=
            "\(name),\(share > 0.4 ? 1 : 0),\(share),\(turned),\(line.box.x),\(line.box.y),\(line.box.width),\(line.box.height),\(values)\n"
        }
      }
    }
    if let features { try Data(rows.utf8).write(to: URL(fileURLWithPath: features)) }
    print("Milliseconds a picture without text")
    for (ground, time) in times.sorted(by: { $0.key < $1.key }) {
      let mean = (time.sum / Double(time.count) * 100).rounded() / 100
      print("  \(ground.padding(toLength: 32, withPad: " ", startingAt: 0)) \(mean)")
    }
    print("Pictures with text in which the gate found it")
    print(found.table)
    print("Pictures without text in which the gate fired")
    print(alarms.table)
    print("\(count) pictures, \(time / Double(count)) ms a picture, \(slowest) ms the slowest (\(slow))")
  }

  private static func heightClass(_ picture: KnownPicture) -> String {
    let height = picture.capitalHeight
    let size = height < 7 ? " 6 px" : height < 10 ? " 7-9 px" : height < 16 ? "10-15 px" : "16-40 px"
    return size
      + (picture.isPlain ? "" : picture.contrast < 40 ? ", contrast below 40" : ", lost in its ground")
  }
}

/// Counts of how often something was so, by class.
struct Tally {
  private var counts: [String: (hits: Int, all: Int)] = [:]

  /// Counts one.
  mutating func count(_ name: String, _ isSo: Bool) {
    let old = counts[name, default: (0, 0)]
    counts[name] = (old.hits + (isSo ? 1 : 0), old.all + 1)
  }

  /// A line a class, and one for all.
  var table: String {
    var lines = counts.sorted { $0.key < $1.key }.map { Self.line($0.key, $0.value) }
    let all = counts.values.reduce((0, 0)) { ($0.0 + $1.hits, $0.1 + $1.all) }
    lines.append(Self.line("all", (all.0, all.1)))
    return lines.joined(separator: "\n")
  }

  private static func line(_ name: String, _ value: (hits: Int, all: Int)) -> String {
    let share = (Double(value.hits) / Double(max(1, value.all)) * 1000).rounded() / 10
    return
      "  \(name.padding(toLength: 32, withPad: " ", startingAt: 0)) \(value.hits) of \(value.all)  \(share) %"
  }
}
