/// A header of an invented cohort without pixels: its elements by tag, as the notation of cases writes them.
public struct InventedFile {
  /// The path below the cohort's folder.
  public var name: String
  /// (0008,0016).
  public var sopClass = "1.2.840.10008.5.1.4.1.1.2"
  private var elements: [String: String] = [:]
  /// References to instances, by SOP class and UID.
  public var references: [(sopClass: String, uid: String)] = []
  /// Lines of a DICOMDIR's records, by file and UID.
  public var records: [(file: String, uid: String)] = []

  /// A file without elements of its own.
  public init(name: String, sopClass: String = "1.2.840.10008.5.1.4.1.1.2") {
    self.name = name
    self.sopClass = sopClass
  }

  /// Sets an element: `"(0010,0040) CS"` and a value.
  public mutating func set(_ key: String, _ value: String) { elements[key] = value }

  /// The file's bytes.
  ///
  /// - Parameter bases: the texts of `Bases` by name.
  public func bytes(_ bases: [String: String]) throws -> [UInt8] {
    var text = "! sop-class \(sopClass)\n"
    for (key, value) in elements.sorted(by: { $0.key < $1.key }) { text += "\(key) \(value)\n" }
    if !references.isEmpty {
      text += "(0008,1140) SQ\n"
      for reference in references {
        text += "  item\n    (0008,1150) UI \(reference.sopClass)\n    (0008,1155) UI \(reference.uid)\n"
      }
    }
    if !records.isEmpty {
      text += "(0004,1220) SQ\n"
      for record in records {
        text +=
          "  item\n    (0004,1430) CS IMAGE\n    (0004,1500) CS \(record.file)\n    (0004,1511) UI \(record.uid)\n"
      }
    }
    return try Case(name: name, check: "", text: text, bases: bases).bytes
  }
}
