internal import Foundation
internal import Glibc
internal import Rules
internal import Text

// Finds what the detectors see in texts, one a line of the standard input as `context<TAB>text`:
//   bench-text detect TABLES   prints each text's number and its detections, without the text
//   bench-text time TABLES     measures the processor's time for all of them

let arguments = CommandLine.arguments
guard arguments.count == 3, ["detect", "time"].contains(arguments[1]) else {
  FileHandle.standardError.write(Data("usage: bench-text detect|time TABLES < TEXTS\n".utf8))
  exit(64)
}

/// The processor's time that this process has used, in nanoseconds.
func nanoseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// The processor's time for a text, in nanoseconds: all texts fifty times, the table no longer new to the cache.
func measure(_ texts: [(context: TextContext, text: [UInt8])], _ detectors: TextDetectors) -> Double {
  let rounds = 50
  var found: [Detection] = []
  let before = nanoseconds()
  for _ in 0..<rounds {
    for one in texts {
      found.removeAll(keepingCapacity: true)
      one.text.withUnsafeBufferPointer { detectors.examine($0, context: one.context, into: &found) }
    }
  }
  return (nanoseconds() - before) / Double(rounds * texts.count)
}

let start = nanoseconds()
let detectors = try TextDetectors(WordLists(ResourceFolder(path: arguments[2])))
let loaded = nanoseconds()
var texts: [(context: TextContext, text: [UInt8])] = []
while let line = readLine() {
  let parts = line.split(separator: "\t", maxSplits: 1)
  guard parts.count == 2, let context = TextContext.allCases.first(where: { "\($0)" == parts[0] }) else {
    continue
  }
  texts.append((context, Array(parts[1].utf8)))
}
var found: [Detection] = []
if arguments[1] == "detect" {
  for (number, one) in texts.enumerated() {
    found.removeAll(keepingCapacity: true)
    detectors.examine(one.text[...], context: one.context, into: &found)
    for detection in found {
      let shape = detection.shape.map { "\($0)" } ?? "-"
      print(
        number, detection.detector, detection.certainty, shape, detection.range.lowerBound,
        detection.range.upperBound)
    }
  }
} else {
  print("tables", (loaded - start) / 1e6, "ms")
  let perText = measure(texts, detectors)
  let bytes = texts.reduce(0) { $0 + $1.text.count }
  print(texts.count, "texts of", bytes / max(1, texts.count), "bytes:", perText, "ns a text")
}
