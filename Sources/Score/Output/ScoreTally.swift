internal import Foundation

/// How many checks came to what.
public struct ScoreCounts: Sendable, Equatable {
  /// Checks that passed, that failed, and that were left blank.
  public internal(set) var passed = 0, failed = 0, blank = 0

  /// All of them.
  public var total: Int { passed + failed + blank }

  mutating func add(_ passed: Bool?) {
    switch passed {
    case true?: self.passed += 1
    case false?: failed += 1
    case nil: blank += 1
    }
  }

  /// The share of passed ones as the published program prints it: `97.50%`. Nothing counts as 0.
  public var percent: String {
    String(format: "%.2f%%", (total == 0 ? 0 : Double(passed) / Double(total)) * 100)
  }
}

/// A category with its part, as the published tables divide results: `hipaa` and `HIPAA-A`.
public struct ScoreCategory: Hashable, Comparable, Sendable {
  /// The category.
  public let name: String
  /// The part of it.
  public let part: String

  /// Orders by category, then part.
  public static func < (left: ScoreCategory, right: ScoreCategory) -> Bool {
    (left.name, left.part) < (right.name, right.part)
  }

  /// The category of a check by the rules of the published program; nil where it has none, or no part of it.
  init?(_ check: AnswerCheck) {
    func first(_ columns: [(String, String)]) -> (String, String)? {
      for (column, name) in columns {
        if let part = check.categories[column], !part.isEmpty { return (name, part) }
      }
      return nil
    }
    let tcia = [("tcia_p15", "tcia"), ("tcia_ptkb", "tcia"), ("tcia_rev", "tcia")]
    let found: (String, String)?
    switch check.action {
    case .tagRetained, .textNotNull: found = check.categories["dicom_iod"].map { ("dicom", $0) }
    case .dateShifted: found = ("hipaa", "HIPAA-C")
    case .uidChanged: found = ("hipaa", "HIPAA-R")
    case .pixelsHidden: found = ("hipaa", "HIPAA-A")
    case .patientIDConsistent: found = ("dicom", "DICOM-P15-BASIC-C")
    case .uidConsistent: found = ("dicom", "DICOM-P15-BASIC-U")
    case .pixelsRetained: found = ("tcia", "TCIA-P15-PIX-K")
    case .textRemoved: found = first([("hipaa_m", "hipaa"), ("hipaa_z", "hipaa")] + tcia)
    case .textRetained: found = first(tcia)
    }
    guard let found else { return nil }
    (name, part) = found
  }
}

/// The published tables: results by action, by category, and all together.
public struct ScoreTables: Sendable, Equatable {
  /// Results by action, those that occur.
  public internal(set) var actions: [ScoreAction: ScoreCounts] = [:]
  /// Results by category, those that occur.
  public internal(set) var categories: [ScoreCategory: ScoreCounts] = [:]
  /// Results without a category, or without a part of one; the category table leaves them out.
  public internal(set) var withoutCategory = ScoreCounts()

  /// All results.
  public var all: ScoreCounts {
    actions.values.reduce(into: ScoreCounts()) { sum, counts in
      sum.passed += counts.passed
      sum.failed += counts.failed
      sum.blank += counts.blank
    }
  }

  mutating func add(_ action: ScoreAction, _ category: ScoreCategory?, _ passed: Bool?) {
    actions[action, default: ScoreCounts()].add(passed)
    if let category {
      categories[category, default: ScoreCounts()].add(passed)
    } else {
      withoutCategory.add(passed)
    }
  }
}

/// Takes results of single files and makes of them one of each series: the worst, blanks being the best.
struct SeriesResults: Sendable {
  private struct Key: Hashable {
    let action: ScoreAction
    let label: Int
    let series: Int
  }

  private struct Result {
    var passed: Bool?
    var category: ScoreCategory?
  }

  private var labels: [String?: Int] = [:]
  private var series: [[String?]: Int] = [:]
  private var results: [Key: Result] = [:]
  private var order: [Key] = []
  /// How often results that are as bad as each other have different categories.
  private(set) var ties = 0

  private static func rank(_ passed: Bool?) -> Int { passed == nil ? 2 : passed == true ? 1 : 0 }

  /// Takes in the results of a file.
  mutating func add(_ file: ScoredFile) {
    let identity = [file.identity[2], file.identity[3], file.identity[4]]
    let seriesNumber = series[identity, default: series.count]
    series[identity] = seriesNumber
    for scored in file.checks {
      let label = labels[scored.check.label, default: labels.count]
      labels[scored.check.label] = label
      let key = Key(action: scored.check.action, label: label, series: seriesNumber)
      let passed = scored.official.passed
      let category = ScoreCategory(scored.check)
      guard let known = results[key] else {
        results[key] = Result(passed: passed, category: category)
        order.append(key)
        continue
      }
      let (old, new) = (SeriesResults.rank(known.passed), SeriesResults.rank(passed))
      if new < old { results[key] = Result(passed: passed, category: category) }
      if new == old, known.category != category { ties += 1 }
    }
  }

  /// The tables by series.
  var tables: ScoreTables {
    var tables = ScoreTables()
    for key in order {
      if let result = results[key] { tables.add(key.action, result.category, result.passed) }
    }
    return tables
  }
}
