internal import Findings
internal import Foundation
internal import GRDB
internal import Rules

/// Pairs of files that share neither names nor UIDs nor pixels: plans, reports, documents, recordings. They are known
/// by what they hold, by the pairs that they refer to, and as the last ones of their kind.
extension PairStore {
  /// A trait of more files of a side than this tells none of them from the others.
  private static let mostSharing = 32
  /// What holds of two files that are a pair: another slice of a series holds much of the same.
  private static let mayBeSame =
    "o.size = p.size AND (o.place = p.place OR o.place = 0 OR p.place = 0)"
  /// The SOP classes of encapsulated documents. PS3.4 section B.5.
  private static let documents = Set(
    (1...5).map { Fingerprint64(of: Array("1.2.840.10008.5.1.4.1.1.104.\($0)".utf8)[...]).stored })
  /// By how much the best of several candidates is ahead of the next; a number that only a few files have counts 2.
  private static let margin = 2
  /// Pairs by content, references and elimination, until nothing more is found: each pair tells more of the others.
  ///
  /// - Parameter files: the files to pair, as a condition.
  func pairByContent(_ tables: StandardTables, among files: String) throws {
    guard try isAnyLeftOnBothSides(files) else { return }
    try readTraits(tables, files)
    while try isAnyLeftOnBothSides(files) {
      try learnLinks()
      var found = try pairBest()
      if found == 0 { found = try pairLast(in: "link", by: "study", files) }
      if found == 0 { found = try pairLast(in: "kin", by: "patient", files) }
      if found == 0 { break }
    }
    try database.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM trait") }
  }

  /// Parts pairs that were found by pixels or structure, and whose studies or patients answer to others in most pairs:
  /// two objects may look the same.
  func partStrangers() throws {
    let methods: [PairingMethod] = [.pixelData, .pixelFingerprint, .pixelLikeness, .structure, .content]
    let ways = methods.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let isAny = try database.unsafeRead { db in
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM file WHERE side = 1 AND method IN (\(ways)))")
    }
    guard isAny == true else { return }
    for column in try contradictedOwners() {
      try database.writeWithoutTransaction { db in
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO found
            WITH pairs AS (
              SELECT o.number AS original, p.number AS output, o.\(column) AS a, p.\(column) AS b, p.method AS method
              FROM file p JOIN file o ON o.side = 0 AND o.number = p.pair
              WHERE p.side = 1 AND p.pair IS NOT NULL AND o.\(column) != 0 AND p.\(column) != 0),
            votes AS (SELECT a, b, COUNT(*) AS n FROM pairs GROUP BY a, b),
            best AS (
              SELECT a, b, n, ROW_NUMBER() OVER w AS place, LEAD(n, 1, 0) OVER w AS next FROM votes
              WINDOW w AS (PARTITION BY a ORDER BY n DESC, b))
            SELECT original, output, 0 FROM pairs JOIN best ON best.a = pairs.a AND place = 1 AND n > next
            WHERE best.b != pairs.b AND method IN (\(ways))
            """)
        try db.execute(
          sql: """
            UPDATE file SET pair = NULL, method = NULL, alternatives = 0 WHERE side = 0 AND number IN (SELECT original FROM found);
            UPDATE file SET pair = NULL, method = NULL, alternatives = 0 WHERE side = 1 AND number IN (SELECT output FROM found);
            DELETE FROM found
            """)
      }
    }
  }

  /// Of study and patient those of which one answers to several in the pairs so far: mostly neither.
  private func contradictedOwners() throws -> [String] {
    try database.unsafeRead { db in
      let columns = ["study", "patient"]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT DISTINCT o.study, p.study, o.patient, p.patient FROM file p
          JOIN file o ON o.side = 0 AND o.number = p.pair WHERE p.side = 1 AND p.pair IS NOT NULL
          """)
      var counterparts: [[Int64: Int64]] = [[:], [:]]
      var contradicted: Set<Int> = []
      while let row = try rows.next() {
        for place in columns.indices {
          let (original, output): (Int64, Int64) = (row[2 * place], row[2 * place + 1])
          guard original != 0, output != 0 else { continue }
          if let known = counterparts[place].updateValue(output, forKey: original), known != output {
            contradicted.insert(place)
          }
        }
      }
      return contradicted.sorted().map { columns[$0] }
    }
  }

  /// Whether both sides have a file for which a condition holds.
  func isAnyLeftOnBothSides(_ files: String = "pair IS NULL") throws -> Bool {
    try database.unsafeRead { db in
      let isLeft = "SELECT EXISTS (SELECT 1 FROM file WHERE side = ? AND \(files))"
      return try [FileEntry.Side.original, .output].allSatisfy {
        try Bool.fetchOne(db, sql: isLeft, arguments: [$0.rawValue]) == true
      }
    }
  }

  private func readTraits(_ tables: StandardTables, _ condition: String) throws {
    let files = try database.unsafeRead { db in
      try Row.fetchAll(db, sql: "SELECT side, number, path FROM file WHERE \(condition)")
    }
    for file in files {
      let (side, number): (Int, Int) = (file["side"], file["number"])
      let path: Data = file["path"]
      guard let traits = ContentTraits(path: Array(path), tables) else { continue }
      try database.writeWithoutTransaction { db in
        let insert = try db.cachedStatement(
          sql: "INSERT OR IGNORE INTO trait (hash, side, number, kind) VALUES (?, ?, ?, ?)")
        for trait in traits.all {
          try insert.execute(arguments: [trait.hash, side, number, trait.kind.rawValue])
        }
      }
    }
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          CREATE TABLE common AS SELECT hash FROM trait GROUP BY hash, side HAVING COUNT(*) > \(PairStore.mostSharing);
          DELETE FROM trait WHERE hash IN (SELECT hash FROM common);
          DROP TABLE common;
          CREATE INDEX IF NOT EXISTS traits ON trait (side, number);
          """)
    }
  }

  /// Learns from the pairs which UIDs and which patients answer to each other, as far as they do so one to one.
  private func learnLinks() throws {
    try database.writeWithoutTransaction { db in
      for column in ["uid", "study", "series", "frame"] {
        try db.execute(sql: PairStore.learning("link", column))
      }
      try db.execute(sql: PairStore.learning("kin", "patient"))
      for table in ["link", "kin"] {
        try db.execute(
          sql: """
            DELETE FROM \(table) WHERE original IN (SELECT original FROM \(table) GROUP BY original HAVING COUNT(*) > 1)
            OR new IN (SELECT new FROM \(table) GROUP BY new HAVING COUNT(*) > 1)
            """)
      }
    }
  }

  private static func learning(_ table: String, _ column: String) -> String {
    """
    INSERT OR IGNORE INTO \(table) SELECT DISTINCT o.\(column), p.\(column) FROM file p
    JOIN file o ON o.side = 0 AND o.number = p.pair WHERE p.side = 1 AND p.pair IS NOT NULL AND o.\(column) != 0
    """
  }

  // MARK: the best of several

  /// Pairs the files that agree with each other more than with any other, and in what proves it.
  ///
  /// - Returns: how many pairs were found.
  private func pairBest() throws -> Int {
    try database.writeWithoutTransaction { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH shared AS (
            SELECT o.number AS original, p.number AS output, o.kind AS kind FROM trait o
            JOIN trait p ON p.hash = o.hash AND p.side = 1 WHERE o.side = 0
            UNION ALL
            SELECT o.number, p.number, o.kind FROM trait o JOIN link l ON l.original = o.hash AND l.new != l.original
            JOIN trait p ON p.hash = l.new AND p.side = 1 WHERE o.side = 0),
          candidate AS (
            SELECT original, output, SUM(kind = 2) AS bulk, SUM(kind = 1) AS telling, SUM(kind = 3) AS mentions,
            SUM(CASE kind WHEN 2 THEN 4 WHEN 0 THEN 1 ELSE 2 END) AS score FROM shared
            JOIN file o ON o.side = 0 AND o.number = original AND o.pair IS NULL
            JOIN file p ON p.side = 1 AND p.number = output AND p.pair IS NULL AND p.class = o.class AND \(PairStore.mayBeSame)
            GROUP BY original, output),
          ranked AS (
            SELECT *, ROW_NUMBER() OVER forth AS first, LEAD(score, 1, 0) OVER forth AS second,
            ROW_NUMBER() OVER back AS firstBack, LEAD(score, 1, 0) OVER back AS secondBack FROM candidate
            WINDOW forth AS (PARTITION BY original ORDER BY score DESC, output),
            back AS (PARTITION BY output ORDER BY score DESC, original))
          SELECT original, output, bulk, telling, mentions, \(PairStore.totals) FROM ranked
          WHERE first = 1 AND firstBack = 1 AND score >= second + \(PairStore.margin)
          AND score >= secondBack + \(PairStore.margin)
          """)
      var found = 0
      for (method, isProven) in [
        (PairingMethod.content, { $0.isProvenByContent }), (.references, { $0.isProvenByReferences }),
      ] as [(PairingMethod, (Candidate) -> Bool)] {
        let pairs = rows.map { Candidate($0) }.filter(isProven)
        for pair in pairs { try PairStore.keep(pair, db) }
        try PairStore.settle(db, method)
        found += pairs.count
        if found > 0 { break }
      }
      return found
    }
  }

  /// What each of two files has, for ``Candidate``.
  private static let totals = [
    ("originalBulk", 0, 2), ("outputBulk", 1, 2), ("originalTelling", 0, 1), ("outputTelling", 1, 1),
  ]
  .map { name, side, kind in
    """
    (SELECT COUNT(*) FROM trait WHERE side = \(side) AND number = \(side == 0 ? "original" : "output") \
    AND kind = \(kind)) AS \(name)
    """
  }.joined(separator: ", ")

  // MARK: the last of their kind

  /// Pairs the files that are the only ones of their SOP class left on both sides of a study or patient that is known.
  ///
  /// - Returns: how many pairs were found.
  private func pairLast(in table: String, by column: String, _ files: String) throws -> Int {
    try database.writeWithoutTransaction { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH alone AS (
            SELECT side, \(column) AS owner, class, size, place, MIN(number) AS number FROM file
            WHERE \(files) AND class != 0 GROUP BY side, \(column), class HAVING COUNT(*) = 1),
          pairs AS (
            SELECT o.number AS original, p.number AS output FROM alone o JOIN \(table) l ON l.original = o.owner
            JOIN alone p ON p.side = 1 AND p.owner = l.new AND p.class = o.class AND \(PairStore.mayBeSame)
            WHERE o.side = 0)
          SELECT original, output,
          (SELECT class FROM file WHERE side = 0 AND number = original) AS class,
          (SELECT COUNT(*) FROM trait a JOIN trait b ON b.hash = a.hash AND b.side = 1 AND b.number = output
           WHERE a.side = 0 AND a.number = original AND a.kind = 2) AS bulk,
          (SELECT COUNT(*) FROM trait a JOIN trait b ON b.hash = a.hash AND b.side = 1 AND b.number = output
           WHERE a.side = 0 AND a.number = original AND a.kind = 1) AS telling,
          0 AS mentions, \(PairStore.totals) FROM pairs
          """)
      // A document that was redacted is another one; nothing else is.
      let pairs = rows.filter { row in
        let candidate = Candidate(row)
        return (PairStore.documents.contains(row["class"]) || !candidate.contradicts) && candidate.agrees(0.5)
      }.map { Candidate($0) }
      for pair in pairs { try PairStore.keep(pair, db) }
      try PairStore.settle(db, .elimination)
      return pairs.count
    }
  }

  private static func keep(_ pair: Candidate, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO found VALUES (?, ?, 0)", arguments: [pair.original, pair.output])
  }
}

/// What is told of two files that may be a pair.
private struct Candidate {
  let original: Int
  let output: Int
  /// Traits that both have, by kind: what they are made of, telling numbers, UIDs of other files.
  let bulk: Int, telling: Int, mentions: Int
  /// What each has of the first two.
  let originalBulk: Int, outputBulk: Int, originalTelling: Int, outputTelling: Int

  init(_ row: Row) {
    (original, output) = (row["original"], row["output"])
    (bulk, telling, mentions) = (row["bulk"], row["telling"], row["mentions"])
    (originalBulk, outputBulk) = (row["originalBulk"], row["outputBulk"])
    (originalTelling, outputTelling) = (row["originalTelling"], row["outputTelling"])
  }

  /// Whether a share of the telling numbers of the one that has fewer is in the other.
  func agrees(_ share: Double) -> Bool {
    Double(telling) >= share * Double(min(originalTelling, outputTelling))
  }

  /// Whether both are made of something, and of nothing that is the same.
  var contradicts: Bool { originalBulk > 0 && outputBulk > 0 && bulk == 0 }

  /// Whether what both hold is no chance: what they are made of, or enough numbers that are most of such numbers.
  var isProvenByContent: Bool {
    bulk > 0 && agrees(0.5) || !contradicts && telling >= Candidate.proof && agrees(0.8)
  }

  /// Whether they refer to the same files, and nothing speaks against them.
  var isProvenByReferences: Bool { mentions > 0 && !contradicts && agrees(0.5) }

  /// Telling numbers that both have are proof from this many on, if they are most of all such numbers.
  private static let proof = 3
}
