internal import DICOM
internal import Findings
internal import Foundation
internal import GRDB
internal import Rules

/// Finds attributes of which one entity has several values.
struct EntityWalk {
  let view: CohortView
  let entity: CohortAttribute.Entity
  /// Which slots are compared.
  let isCompared: (Int) -> Bool

  /// Several values of an attribute of one entity, each with its first file.
  struct Difference {
    let entity: Int64
    let slot: Int
    let files: [Int64]
  }

  /// Goes through all entities, one after another.
  func forEach(_ body: (Difference) throws -> Void) throws {
    let column = entity.rawValue
    var current: Int64 = 0
    var seen: [Int: [Int64: Int64]] = [:]
    func end() throws {
      for slot in seen.keys.sorted() where seen[slot, default: [:]].count > 1 {
        try body(
          Difference(entity: current, slot: slot, files: seen[slot, default: [:]].values.sorted()))
      }
    }
    try view.forEach(
      "SELECT \(column), file, traits FROM vector WHERE \(column) <> 0 AND role <> \(ObjectRole.directory.rawValue) ORDER BY \(column), file"
    ) { row in
      let id: Int64 = row[0]
      if id != current {
        try end()
        current = id
        seen.removeAll(keepingCapacity: true)
      }
      let file: Int64 = row[1]
      for trait in CohortView.traits(row[2]) where isCompared(trait.slot) {
        let values = seen[trait.slot, default: [:]]
        // Beyond a few values more say nothing new.
        if values[trait.value] == nil, values.count < 16 {
          seen[trait.slot, default: [:]][trait.value] = file
        }
      }
    }
    try end()
  }

  /// Reports all differences.
  func report(_ report: inout CohortReport, _ message: (Int, PublicName) -> Message) throws {
    var found: [Difference] = []
    var dropped = 0
    func sort() { found.sort { ($0.files[0], $0.slot) < ($1.files[0], $1.slot) } }
    try forEach {
      found.append($0)
      // The first in the order of the walk are kept, whatever order entities come in.
      if found.count >= 20_000 {
        sort()
        dropped += found.count - 10_000
        found.removeLast(found.count - 10_000)
      }
    }
    sort()
    defer { report.leaveOut(dropped) }
    for one in found {
      let attribute = view.attribute(one.slot)
      try report.add(
        attribute.weight == .review ? .review : .note, attribute.tag,
        message(one.files.count, attribute.keyword), files: one.files, entity: one.entity)
    }
  }
}

/// One patient id with several names, sexes, birth dates.
struct PatientDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.patient-differs",
    title: "Files of one patient contradict each other",
    why:
      "Two persons under one pseudonym, or a value that was cleaned in some files only and stands in the others.",
    remedy: "Find out which files hold the right value, and give each person a pseudonym of their own.",
    source: .ps33("section C.7.1.1"), severity: .review,
    flagged: ["(0010,0020) LO P1\n(0010,0040) CS M\nnext\n(0010,0020) LO P1\n(0010,0040) CS F"],
    clean: ["(0010,0020) LO P1\n(0010,0040) CS M\nnext\n(0010,0020) LO P2\n(0010,0040) CS F"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let claims = ClaimDiffers.slots(view)
    let walk = EntityWalk(view: view, entity: .patient) {
      view.attribute($0).entity == .patient && !claims.contains($0)
    }
    try walk.report(&report) { "One patient has \($0) values of \($1)." }
  }
}

/// One study with several dates, descriptions, accession numbers.
struct StudyDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.study-differs",
    title: "Files of one study contradict each other",
    why: "What was shifted or replaced in some files only stands as it was in the others.",
    remedy: "Treat all files of a study alike.",
    source: .ps33("section C.7.2.1"), severity: .review,
    flagged: ["(0008,0020) DA 20210305\nnext\n(0008,0020) DA 20210309"],
    clean: ["(0008,0020) DA 20210305\nnext\n(0008,0020) DA 20210305"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let walk = EntityWalk(view: view, entity: .study) { view.attribute($0).entity == .study }
    try walk.report(&report) { "One study has \($0) values of \($1)." }
  }
}

/// One series with several modalities, devices, protocols.
struct SeriesDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.series-differs",
    title: "Files of one series contradict each other",
    why: "Files of several series share a UID, or a value was cleaned in some files only.",
    remedy: "Treat all files of a series alike, and give each series a UID of its own.",
    source: .ps33("section C.7.3.1"), severity: .review,
    flagged: ["(0008,0060) CS CT\nnext\n(0008,0060) CS MR"],
    clean: ["(0008,0060) CS CT\nnext\n(0008,0060) CS CT"])

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let walk = EntityWalk(view: view, entity: .series) { view.attribute($0).entity == .series }
    try walk.report(&report) { "One series has \($0) values of \($1)." }
  }
}

/// Claims about de-identification that differ within one patient, or that what is seen contradicts.
struct ClaimDiffers: CohortCheck {
  static let about = CheckDescription(
    id: "cohort.claim-differs",
    title: "What files claim of their dates does not hold for all of them",
    why:
      "Files of one patient that were treated in different ways let the dates of one kind be told from those of the other.",
    remedy: "Treat all files of a patient in the same way, and claim what was done.",
    source: .ps315("section E.3.6"), severity: .review,
    flagged: ["(0028,0303) CS MODIFIED\nnext\n(0028,0303) CS REMOVED"],
    clean: ["(0028,0303) CS REMOVED\nnext\n(0028,0303) CS REMOVED"])

  static func slots(_ view: CohortView) -> [Int] {
    [view.rules.slots.modified, view.rules.slots.identityRemoved]
  }

  static func examine(_ view: CohortView, _ report: inout CohortReport) throws {
    let claims = slots(view)
    let walk = EntityWalk(view: view, entity: .patient) { claims.contains($0) }
    try walk.report(&report) { "Files of one patient make \($0) different claims in \($1)." }
    for group in try MarkGroup.all([.sameThoughModified], view) {
      try report.add(
        .review, group.slot.map { view.attribute($0).tag } ?? .longitudinalTemporalInformationModified,
        "The claim says that dates were modified, and a UID holds the same day as the attributes: either the UID is an original, or the dates are.",
        files: [group.file], count: group.files, entity: group.study)
    }
  }
}
