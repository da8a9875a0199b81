import DICOM
import Findings
import Reports

/// What an invented run has more that compares outputs with originals.
extension SampleRun {
  static let comparisonChecks: [CheckDescription] = [
    CheckDescription(
      id: "compare.kept-value-changed", title: "Value that the profile keeps is changed",
      why: "Nothing asks for another value.", remedy: "Leave the value as it is.",
      source: .ps315("Table E.1-1, action K"), severity: .review,
      flagged: ["↓(0018,0050) DS 7.5\n! original\n(0018,0050) DS 5"], clean: ["(0018,0050) DS 5"]),
    CheckDescription(
      id: "compare.unpaired", title: "File without counterpart", why: "Nobody compared it.",
      remedy: "Look for it.", source: .ps315("section E.1"), severity: .review, flagged: ["one"],
      clean: ["none"]),
  ]

  /// The files with their originals, one finding of the comparison more, and an original that has no output.
  func compared(_ files: [FileResult]) -> [FileResult] {
    var files = files
    files[0].original = PairedOriginal(number: 2, method: .sopInstanceUID, alternatives: 0)
    files[1].original = PairedOriginal(number: 0, method: .pixelLikeness, alternatives: 3)
    files[2].original = PairedOriginal(number: 1, method: .sopInstanceUID, alternatives: 0)
    files[2].findings.append(
      finding(
        "compare.kept-value-changed", .review,
        .element(
          ElementPath([], Tag(0x0018, 0x0050)), keyword: "SliceThickness", creator: nil, bytes: 60..<66),
        "The value is not the original's, though the profile keeps it.", value: 10))
    var original = FileResult(index: files.count, path: ShownPath(original: 7))
    original.kind = .original
    original.findings = [
      finding("compare.unpaired", .review, .file, "No output was found for the original.", value: 11)
    ]
    return files + [original]
  }

  /// Each thing that can be done with an attribute, more than one for an attribute and an action, and an attribute that
  /// no row names.
  var dispositions: Inventory {
    var inventory = Inventory()
    func add(
      _ tag: Tag, _ creator: CreatorLabel?, _ name: PublicName?,
      _ done: [(action: PublicName, what: Disposition, count: Int)]
    ) {
      var use = AttributeUse()
      use.name = name
      for one in done {
        for _ in 0..<one.count { use.dispositions.count(one.what, demanded: one.action) }
      }
      inventory.add(use, for: AttributeKey(tag: tag, creator: creator))
    }
    add(.patientID, nil, "PatientID", [("Z", .replaced, 3), ("Z", .emptied, 1), ("C", .cleanedInPart, 1)])
    add(Tag(0x0010, 0x1040), nil, "PatientAddress", [("X", .removed, 2), ("X", .kept, 2)])
    add(.sopInstanceUID, nil, "SOPInstanceUID", [("U", .uidReplaced, 4)])
    add(Tag(0x0008, 0x0020), nil, "StudyDate", [("Z", .dateShifted, 1_200)])
    add(Tag(0x0012, 0x0062), nil, "PatientIdentityRemoved", [("", .added, 4)])
    add(Tag(0x0029, 0x0010), .registered(published(73)), published(72), [("X", .removed, 1)])
    return inventory
  }
}
