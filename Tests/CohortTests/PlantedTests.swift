import Checks
import Cohort
import Corpus
import Findings
import Foundation
import Rules
import Testing

/// The cohort without contradictions, audited once.
private let clean: Result<[String: CohortFacts], any Error> = Result {
  let rules = try CohortPlants.rules()
  var facts: [String: CohortFacts] = [:]
  var auditor = FileAuditor(try Cohorts.rules(CohortPlants.options), cohort: rules)
  for (index, file) in ConsistentCohort().files.enumerated() {
    facts[file.name] = try CohortPlants.facts(file, index, &auditor)
  }
  return facts
}

enum CohortPlants {
  /// Days were shifted, so that they tell nobody apart.
  static let options: [ProfileOption] = [
    .retainModifiedDates, .retainPatientCharacteristics, .retainDeviceIdentity, .cleanDescriptors,
  ]
  private static let shared: Result<CohortRules, any Error> = Result {
    let rules = try Cohorts.rules(options)
    return CohortRules(tables: rules.tables, profile: rules.profile, key: nil, smallestClass: nil)
  }

  static func rules() throws -> CohortRules { try shared.get() }

  static func facts(_ file: InventedFile, _ index: Int, _ auditor: inout FileAuditor) throws -> CohortFacts {
    _ = auditor.audit(
      try file.bytes(Cohorts.bases.get()), index: index, shown: ShownPath(Array(file.name.utf8)),
      name: Array(file.name.utf8))
    return try #require(auditor.cohortFacts)
  }

  /// What is found in a cohort, of which most files are those of the clean one.
  static func found(_ cohort: ConsistentCohort) throws -> CohortSummary {
    let known = try clean.get()
    let original = ConsistentCohort()
    var auditor = FileAuditor(try Cohorts.rules(options), cohort: try rules())
    var facts: [CohortFacts] = []
    for (index, file) in cohort.files.enumerated() {
      if index < original.files.count,
        try file.bytes(Cohorts.bases.get()) == original.files[index].bytes(Cohorts.bases.get()),
        let same = known[file.name]
      {
        facts.append(same)
      } else {
        facts.append(try CohortPlants.facts(file, index, &auditor))
      }
    }
    let store = try CohortStore(try rules(), folder: NSTemporaryDirectory())
    try store.add(facts)
    return try store.summary(isStopped: false)
  }

  static func lines(_ summary: CohortSummary) -> [String] {
    summary.findings.map {
      "\($0.finding.check) \($0.finding.severity) \($0.finding.message) \($0.files.map(\.description)) \($0.fileCount)"
    }
  }
}

@Test func nothingContradictsInACleanCohort() throws {
  let summary = try CohortPlants.found(ConsistentCohort())
  #expect(CohortPlants.lines(summary) == [])
  #expect(summary.files == 800 && summary.patients == 200 && summary.studies == 400 && summary.series == 600)
  #expect(summary.instances == 800 && summary.filesWithoutPatientID == 0)
  #expect(summary.risk?.smallest == 50 && summary.risk?.patientsBelow == 0)
}

@Test(arguments: Contradiction.all)
func aPlantedContradictionIsFoundOnceAndNothingElse(_ plant: Contradiction) throws {
  var cohort = ConsistentCohort()
  plant.plant(in: &cohort)
  let summary = try CohortPlants.found(cohort)
  // Who has two values of an attribute is alone in that, which is told as well.
  let found = summary.findings.map(\.finding.check.description).filter {
    $0 == plant.check || $0 != "cohort.class-too-small"
  }
  #expect(found == [plant.check], "\(CohortPlants.lines(summary))")
}

@Test func everyCheckOfFilesTogetherHasAPlant() {
  for about in CohortChecks.descriptions {
    #expect(Contradiction.all.contains { $0.check == about.id.description }, "\(about.id)")
  }
}

@Test func plantsOfEveryKindAreFoundTogether() throws {
  var cohort = ConsistentCohort()
  for plant in Contradiction.all { plant.plant(in: &cohort) }
  let found = Set(try CohortPlants.found(cohort).findings.map(\.finding.check.description))
  for plant in Contradiction.all { #expect(found.contains(plant.check), "\(plant)") }
}
