import Corpus
import DICOM
import Findings
import Foundation
import Rules
import Testing

/// The invented patients of `Tests/Tools/measure_risk.py` and what pycanon 1.3.6 and pandas say of them.
private enum Measured {
  static func rows(_ file: String) throws -> [[String]] {
    try String(contentsOfFile: "\(Cohorts.root)/Tests/CohortTests/\(file)", encoding: .utf8)
      .split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
  }

  /// The elements of the columns.
  static let keys = [
    "PatientSex": "(0010,0040) CS", "PatientAge": "(0010,1010) AS", "PatientWeight": "(0010,1030) DS",
    "EthnicGroup": "(0010,2160) SH", "BodyPartExamined": "(0018,0015) CS",
    "InstitutionName": "(0008,0080) LO", "SmokingStatus": "(0010,21A0) CS", "MedicalAlerts": "(0010,2000) LO",
  ]
  /// The quasi-identifiers of each set; the others are left out of the files.
  static let sets = [
    "all": [
      "PatientSex", "PatientAge", "PatientWeight", "EthnicGroup", "BodyPartExamined", "InstitutionName",
    ],
    "few": ["PatientSex", "EthnicGroup"], "three": ["PatientSex", "PatientAge", "BodyPartExamined"],
  ]

  /// How easily the patients are told apart by a set of columns.
  static func risk(by set: String) throws -> RiskSummary {
    let table = try rows("risk-patients.csv")
    let columns = try #require(sets[set]) + ["SmokingStatus", "MedicalAlerts"]
    var files: [(name: String, bytes: [UInt8])] = []
    for (number, row) in table.dropFirst().enumerated() {
      var file = InventedFile(name: "F\(number)")
      file.set("(0008,0018) UI", "2.25.5\(1_000 + number)")
      file.set("(0020,000D) UI", "2.25.6\(1_000 + number)")
      file.set("(0020,000E) UI", "2.25.7\(1_000 + number)")
      file.set("(0010,0020) LO", ConsistentCohort.id(number))
      // What all files of the base say alike tells nobody apart.
      file.set("(0018,0015) CS", "")
      for (column, value) in zip(table[0], row) where columns.contains(column) {
        file.set(try #require(keys[column]), value)
      }
      files.append((file.name, try file.bytes(Cohorts.bases.get())))
    }
    return try #require(try Cohorts.summary(files, Cohorts.rules()).risk)
  }
}

@Test(arguments: ["all", "few", "three"])
func classesAndDiversityAreThoseOfPycanon(_ set: String) throws {
  let risk = try Measured.risk(by: set)
  var compared = 0
  for row in try Measured.rows("risk-expected.csv").dropFirst() where row[0] == set {
    let names = row[2].split(separator: " ").map(String.init)
    let measured: Int? =
      switch row[1] {
      case "k": risk.smallest
      case "classes": risk.classes
      case "unique": risk.unique
      case "below5": risk.patientsBelow
      case "l": risk.sensitive.first { $0.keyword.description == row[2] }?.smallest
      case "distinct": risk.attributes.first { $0.keyword.description == row[2] }?.distinct
      case "alone" where names.count == 1:
        risk.attributes.first { $0.keyword.description == row[2] }?.unique
      default:
        risk.pairs.first { Set([$0.first.description, $0.second.description]) == Set(names) }?.unique
          // Twenty are listed, those that tell most patients apart.
          ?? (risk.pairs.count == 20 ? 0 : nil)
      }
    #expect(measured == Int(row[3]), "\(row)")
    compared += 1
  }
  #expect(compared > 5)
}
