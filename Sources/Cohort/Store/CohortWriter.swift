internal import Foundation
internal import GRDB

/// Writes facts into the tables. What files of a series have in common is written once.
struct CohortWriter: Sendable {
  /// The common parts that were written, by a hash over them, with their row.
  private var vectors: [Int64: Int64] = [:]
  /// The references that were written, by a hash over the common part and them.
  private var references: Set<Int64> = []
  private var nextVector: Int64 = 1
  private var blob = Data()

  /// How many are remembered; after that, rows are written again, which the checks do not mind.
  private static var mostRemembered: Int { 250_000 }

  mutating func write(_ file: CohortFacts, _ database: Database, _ key: CohortKey) throws {
    let vector = try self.vector(of: file, database, key)
    try database.cachedStatement(sql: "INSERT INTO instance VALUES (?, ?, ?, ?, ?, ?)").execute(
      arguments: [file.index, file.path, file.pathHash, file.instance, vector, file.digest])
    for reference in file.references {
      let sum = key.hash([
        vector, Int64(reference.kind.rawValue), reference.target, reference.sopClass, reference.place,
      ])
      if references.count >= CohortWriter.mostRemembered { references.removeAll() }
      guard references.insert(sum).inserted else { continue }
      try database.cachedStatement(sql: "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?)").execute(
        arguments: [
          vector, file.index, reference.kind.rawValue, reference.target, reference.sopClass, reference.place,
        ])
    }
    for mark in file.marks {
      try database.cachedStatement(sql: "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)").execute(
        arguments: [vector, file.index, mark.kind.rawValue, mark.slot, mark.other, mark.day])
    }
    for entry in file.directory {
      try database.cachedStatement(sql: "INSERT INTO directory VALUES (?, ?, ?, 0)").execute(
        arguments: [file.index, entry.path, entry.instance])
    }
    for patient in file.listedPatients {
      try database.cachedStatement(sql: "INSERT INTO directory VALUES (?, 0, 0, ?)").execute(
        arguments: [file.index, patient])
    }
  }

  private mutating func vector(of file: CohortFacts, _ database: Database, _ key: CohortKey) throws -> Int64 {
    var numbers = [
      file.patient, file.study, file.series, file.frame, file.sopClass, Int64(file.role.rawValue), file.name,
      file.stem, file.number ?? -1, Int64(file.carried.rawValue), file.birth ?? .min, file.day ?? .min,
      file.second ?? -1, file.age ?? -1, file.offset ?? .min, file.event,
    ]
    numbers.reserveCapacity(16 + 2 * file.traits.count)
    for trait in file.traits {
      numbers.append(Int64(trait.slot))
      numbers.append(trait.value)
    }
    let sum = key.hash(numbers)
    if let known = vectors[sum] { return known }
    if vectors.count >= CohortWriter.mostRemembered { vectors.removeAll() }
    let number = nextVector
    nextVector += 1
    vectors[sum] = number
    blob.removeAll(keepingCapacity: true)
    for trait in file.traits {
      blob.append(UInt8(trait.slot))
      withUnsafeBytes(of: trait.value.littleEndian) { blob.append(contentsOf: $0) }
    }
    try database.cachedStatement(
      sql: "INSERT INTO vector VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(
      arguments: [
        number, file.index, file.patient, file.study, file.series, file.frame, file.sopClass,
        file.role.rawValue, file.isWithoutPatientID, file.loosePatient, file.name, file.number, file.stem,
        file.carried.rawValue, file.birth, file.day, file.second, file.age, file.ageStep, file.offset,
        file.event, blob,
      ])
    return number
  }
}
