internal import DICOM
internal import Dispatch
internal import Synchronization

/// The instances that stand in outputs, by their UIDs.
struct OutputIndex: Sendable {
  /// The places of the files of each instance.
  private(set) var files: [String: [Int]] = [:]
  /// How many files are DICOM files.
  private(set) var instances = 0
  /// Files that are none, which the published program passes over as well.
  private(set) var others = 0
  /// The places of files that cannot be read.
  private(set) var unreadable: [Int] = []

  private enum Found: Sendable {
    case instance(String)
    case other
    case unreadable
  }

  /// Reads the UID of each file, on several threads.
  init(_ outputs: [OutputEntry], dictionary: any VRDictionary, threads: Int) {
    let found: Mutex<[Found]> = Mutex(Array(repeating: .other, count: outputs.count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let batch = 64
      while true {
        let start = next.withLock { next in
          defer { next += batch }
          return next
        }
        guard start < outputs.count else { return }
        let part = (start..<min(start + batch, outputs.count)).map { index in
          OutputIndex.find(outputs[index].path, dictionary)
        }
        found.withLock { $0.replaceSubrange(start..<start + part.count, with: part) }
      }
    }
    for (index, one) in found.withLock({ $0 }).enumerated() {
      switch one {
      case .instance(let uid):
        files[uid, default: []].append(index)
        instances += 1
      case .other: others += 1
      case .unreadable: unreadable.append(index)
      }
    }
  }

  private static func find(_ path: [UInt8], _ dictionary: any VRDictionary) -> Found {
    let bytes: FileBytes
    do throws(SystemError) { bytes = try FileBytes(path: path) } catch { return .unreadable }
    var reader = FileReader(bytes, dictionary: dictionary)
    guard reader.content == .part10, !reader.preamble.isEmpty else { return .other }
    while let event = reader.next() {
      guard reader.isInDataSet, case .element(let element) = event else { continue }
      if element.tag == .sopInstanceUID, let value = reader.value(of: element) {
        let uid = PrintedValue.of(value, element, in: .defaultRepertoire)
        return .instance(String(uid.dropFirst().dropLast()))
      }
      if element.tag > .sopInstanceUID, element.tag.group > 0x0008 { break }
    }
    return .other
  }
}
