internal import DICOM
internal import Findings

extension JSONText {
  /// Writes which original a file was compared with, if it was.
  mutating func original(_ original: PairedOriginal?) {
    guard let original else { return }
    key("original")
    beginObject()
    member("alternatives", original.alternatives)
    member("foundBy", original.method.rawValue)
    member("index", original.number)
    endObject()
  }

  /// Writes what was done with the elements of every attribute; nothing if nothing was compared.
  mutating func dispositions(_ tally: Tally) {
    guard tally.isComparison else { return }
    newLine()
    key("dispositions")
    beginArray()
    for row in tally.inventory.dispositionRows {
      newLine()
      beginObject()
      member("action", row.action)
      key("counts")
      beginObject()
      for disposition in Disposition.allCases.sorted(by: { $0.key.description < $1.key.description }) {
        let count = row.counts[disposition.rawValue]
        if count > 0 { member(disposition.key, count) }
      }
      endObject()
      if let creator = row.attribute.creator { member("creator", creator.text) }
      member("name", optional: row.name?.description)
      member("tag", row.attribute.shownTag)
      endObject()
    }
    endArray()
  }

  /// Writes how pairs were found; nothing if nothing was compared.
  mutating func pairs(_ tally: Tally) {
    guard tally.isComparison else { return }
    newLine()
    key("pairs")
    beginObject()
    for method in PairingMethod.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
      if let count = tally.pairs[method] { member(method.key, count) }
    }
    endObject()
  }
}

extension PairingMethod {
  /// The name in JSON, which is the raw value.
  fileprivate var key: StaticString {
    switch self {
    case .uidMap: "uid-map"
    case .sopInstanceUID: "sop-instance-uid"
    case .path: "path"
    case .name: "name"
    case .pixelData: "pixel-data"
    case .pixelFingerprint: "pixel-fingerprint"
    case .pixelLikeness: "pixel-likeness"
    case .structure: "structure"
    case .content: "content"
    case .references: "references"
    case .elimination: "elimination"
    case .pathAlone: "path-alone"
    }
  }
}

extension Disposition {
  /// The name in JSON.
  fileprivate var key: StaticString {
    switch self {
    case .kept: "kept"
    case .removed: "removed"
    case .emptied: "emptied"
    case .replaced: "replaced"
    case .cleanedInPart: "cleanedInPart"
    case .uidReplaced: "uidReplaced"
    case .dateShifted: "dateShifted"
    case .added: "added"
    }
  }
}
