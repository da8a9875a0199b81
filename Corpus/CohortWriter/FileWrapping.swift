/// What is around a data set: the file's path, the preamble and the file meta information.
struct FileWrapping {
  /// The path below the folder.
  private(set) var path: String
  /// Whether the data set has no VRs.
  let isImplicit: Bool
  private var preamble = [UInt8](repeating: 0, count: 128)

  /// A file without leaks.
  init(path: String, isImplicit: Bool) {
    self.path = path
    self.isImplicit = isImplicit
  }

  /// Takes a leak in that is no element's value, and gives the answer to it.
  mutating func plant(_ leak: Leak, _ rendering: Rendering) throws -> Answer {
    let text = try rendering.planted(leak.value)
    switch leak.holder {
    case .file: path = text
    case .preamble: preamble = Array((Array(text.utf8) + preamble).prefix(128))
    case nil: throw CohortError(description: "leaks.csv, \(leak.id): expected a holder")
    }
    return Answer(
      path: leak.place, scriptPath: "", name: "", vr: "", leak: leak.id, planted: text, value: text,
      digest: MD5.digest(Array(text.utf8)), basic: "", options: [], done: .removed, demands: [])
  }

  /// The file. PS3.10 section 7.1.
  func bytes(of nodes: [Node]) -> [UInt8] {
    var encoder = Encoder()
    encoder.isExplicit = !isImplicit
    let meta = Encoder().bytes(of: nodes.filter { $0.group == 0x0002 })
    var length = Node(group: 0x0002, element: 0x0000, vr: "UL")
    length.value = Packing.littleEndian(meta.count, 4)
    return preamble + Array("DICM".utf8) + Encoder().bytes(of: [length]) + meta
      + encoder.bytes(of: nodes.filter { $0.group != 0x0002 })
  }
}
