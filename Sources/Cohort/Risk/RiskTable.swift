internal import DICOM
internal import Findings
internal import Foundation
internal import GRDB
internal import Rules

/// One row a patient, one column an attribute; equal numbers are equal values.
struct RiskTable {
  /// The slots of the columns, in the order of tags.
  let slots: [Int]
  /// For each column the patients' values; 0 is none.
  let columns: [[Int32]]
  /// The first file of each patient.
  let files: [Int64]

  /// How many patients there are.
  var patients: Int { files.count }

  /// Reads the values of all patients. A patient with several values, as in several studies, has the set of them.
  ///
  /// - Parameter isWanted: which slots are columns; those of which no patient has a value are left out.
  init(_ view: CohortView, isWanted: (Int) -> Bool) throws {
    let wanted = view.rules.table.attributes.indices.filter(isWanted)
    var place = [Int](repeating: -1, count: view.rules.table.attributes.count)
    for (index, slot) in wanted.enumerated() { place[slot] = index }
    var columns = [[Int32]](repeating: [], count: wanted.count)
    var codes = [[Int64: Int32]](repeating: [:], count: wanted.count)
    var files: [Int64] = []
    var current: Int64 = 0
    var first: Int64 = 0
    var values = [[Int64]](repeating: [], count: wanted.count)
    func end() {
      guard current != 0 else { return }
      files.append(first)
      for index in wanted.indices {
        let set = values[index]
        values[index] = []
        guard !set.isEmpty else {
          columns[index].append(0)
          continue
        }
        let value = set.count == 1 ? set[0] : view.rules.key.hash(set.sorted())
        let code = codes[index][value] ?? Int32(codes[index].count + 1)
        codes[index][value] = code
        columns[index].append(code)
      }
    }
    try view.forEach(
      "SELECT patient, file, traits FROM vector WHERE patient <> 0 AND role <> \(ObjectRole.directory.rawValue) ORDER BY patient, file"
    ) { row in
      let patient: Int64 = row[0]
      if patient != current {
        end()
        current = patient
        first = row[1]
      }
      for trait in CohortView.traits(row[2]) where place[trait.slot] >= 0 {
        let index = place[trait.slot]
        if !values[index].contains(trait.value) { values[index].append(trait.value) }
      }
    }
    end()
    let used = wanted.indices.filter { !codes[$0].isEmpty }
    slots = used.map { wanted[$0] }
    self.columns = used.map { columns[$0] }
    self.files = files
  }

  /// For each patient the number of the class of those who are alike in some columns, from 0, and how many classes.
  func classes(by indices: [Int]) -> (classes: [Int32], count: Int) {
    var classes = [Int32](repeating: 0, count: patients)
    var count = patients == 0 ? 0 : 1
    for index in indices {
      // What is alike so far is divided by the next column.
      var pairs: [UInt64: Int32] = [:]
      for patient in 0..<patients {
        let pair =
          UInt64(UInt32(bitPattern: classes[patient])) << 32
          | UInt64(UInt32(bitPattern: columns[index][patient]))
        let code = pairs[pair] ?? Int32(pairs.count)
        pairs[pair] = code
        classes[patient] = code
      }
      count = pairs.count
    }
    return (classes, count)
  }

  /// How many patients each class has.
  static func sizes(_ classes: [Int32], _ count: Int) -> [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for one in classes { sizes[Int(one)] += 1 }
    return sizes
  }
}

/// k-anonymity, uniqueness and l-diversity of a table of patients.
struct RiskMeasure {
  let summary: RiskSummary
  /// The files of the first patients in classes below the threshold.
  let filesBelow: [Int64]

  /// With how many patients pairs of attributes are still counted.
  private static var mostPatientsForPairs: Int { 50_000 }
  /// How many pairs are listed.
  private static var mostPairs: Int { 20 }

  /// Measures.
  ///
  /// - Parameters:
  ///   - quasi: the quasi-identifiers.
  ///   - sensitive: the sensitive attributes of the same patients, in the same order.
  init(_ quasi: RiskTable, _ sensitive: RiskTable, _ table: CohortTable, threshold: Int) {
    var summary = RiskSummary()
    summary.threshold = threshold
    summary.patients = quasi.patients
    let (classes, count) = quasi.classes(by: Array(quasi.slots.indices))
    let sizes = RiskTable.sizes(classes, count)
    summary.classes = count
    summary.smallest = sizes.min() ?? 0
    summary.patientsBelow = sizes.filter { $0 < threshold }.reduce(0, +)
    summary.unique = sizes.count { $0 == 1 }
    filesBelow = zip(classes, quasi.files).filter { sizes[Int($0.0)] < threshold }
      .map(\.1).sorted().prefix(CohortFinding.mostFiles).map { $0 }
    func keyword(_ slot: Int) -> PublicName { table.attributes[slot].keyword }
    for index in quasi.slots.indices {
      let (alike, distinct) = quasi.classes(by: [index])
      summary.attributes.append(
        RiskSummary.Attribute(
          keyword: keyword(quasi.slots[index]), patients: quasi.columns[index].count { $0 != 0 },
          distinct: distinct, unique: RiskTable.sizes(alike, distinct).count { $0 == 1 }))
    }
    if quasi.patients <= RiskMeasure.mostPatientsForPairs {
      var pairs: [RiskSummary.Pair] = []
      for first in quasi.slots.indices {
        for second in quasi.slots.indices where second > first {
          let (alike, distinct) = quasi.classes(by: [first, second])
          pairs.append(
            RiskSummary.Pair(
              first: keyword(quasi.slots[first]), second: keyword(quasi.slots[second]),
              unique: RiskTable.sizes(alike, distinct).count { $0 == 1 }))
        }
      }
      summary.pairs = Array(
        pairs.enumerated().sorted { ($1.element.unique, $0.offset) < ($0.element.unique, $1.offset) }
          .prefix(RiskMeasure.mostPairs).map(\.element))
    }
    for index in sensitive.slots.indices {
      var values = [Set<Int32>](repeating: [], count: count)
      for (one, value) in zip(classes, sensitive.columns[index]) { values[Int(one)].insert(value) }
      let homogeneous = zip(values, sizes).filter { $0.0.count == 1 && $0.1 > 1 }.reduce(0) { $0 + $1.1 }
      summary.sensitive.append(
        RiskSummary.Diversity(
          keyword: keyword(sensitive.slots[index]), smallest: values.map(\.count).min() ?? 0,
          patientsInHomogeneousClasses: homogeneous))
    }
    self.summary = summary
  }
}
