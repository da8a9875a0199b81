public import DICOM

/// Something that is wrong between files, with the first files that it concerns.
public struct CohortFinding: Sendable {
  /// How many files are named.
  public static let mostFiles = 4

  /// What is wrong; its place is ``Place/between(_:keyword:)``.
  public let finding: Finding
  /// The first files that it concerns, in the order of the walk, at most ``mostFiles``.
  public let files: [ShownPath]
  /// How many files it concerns.
  public let fileCount: Int

  /// Makes a finding of the data set as a whole.
  public init(finding: Finding, files: [ShownPath], fileCount: Int) {
    self.finding = finding
    self.files = files
    self.fileCount = fileCount
  }
}

/// What an audit says of its files together.
public struct CohortSummary: Sendable {
  /// Files that were read as DICOM.
  public var files = 0
  /// Patients, by their ids; where a file has none, its study counts as one.
  public var patients = 0
  /// Files without an id of a patient, or with a customary dummy for one.
  public var filesWithoutPatientID = 0
  /// Distinct studies, series and SOP instances, by their UIDs.
  public var studies = 0, series = 0, instances = 0
  /// What is wrong between files, in the order of the checks.
  public var findings: [CohortFinding] = []
  /// Findings of a check beyond those that are listed.
  public var unlisted: [CheckID: Int] = [:]
  /// How easily persons are told apart; nil if there are no patients.
  public var risk: RiskSummary?

  /// A data set without files.
  public init() {}

  /// How many findings have a severity.
  public func count(of severity: Severity) -> Int { findings.count { $0.finding.severity == severity } }
}

/// How easily persons are told apart by what the profile lets stay.
public struct RiskSummary: Sendable, Equatable {
  /// How many patients have what in an attribute.
  public struct Attribute: Sendable, Equatable {
    /// The keyword.
    public let keyword: PublicName
    /// How many patients have a value.
    public let patients: Int
    /// How many distinct values, or sets of values, patients have; none counts as one.
    public let distinct: Int
    /// How many patients nobody else is like in it.
    public let unique: Int

    /// Makes a row.
    public init(keyword: PublicName, patients: Int, distinct: Int, unique: Int) {
      self.keyword = keyword
      self.patients = patients
      self.distinct = distinct
      self.unique = unique
    }
  }

  /// How many patients two attributes together tell apart.
  public struct Pair: Sendable, Equatable {
    /// The keywords.
    public let first: PublicName, second: PublicName
    /// How many patients nobody else is like in both.
    public let unique: Int

    /// Makes a row.
    public init(first: PublicName, second: PublicName, unique: Int) {
      self.first = first
      self.second = second
      self.unique = unique
    }
  }

  /// How diverse a sensitive attribute is where patients are alike.
  public struct Diversity: Sendable, Equatable {
    /// The keyword.
    public let keyword: PublicName
    /// The smallest number of distinct values in a class.
    public let smallest: Int
    /// How many patients are in classes of several in which all have the same value.
    public let patientsInHomogeneousClasses: Int

    /// Makes a row.
    public init(keyword: PublicName, smallest: Int, patientsInHomogeneousClasses: Int) {
      self.keyword = keyword
      self.smallest = smallest
      self.patientsInHomogeneousClasses = patientsInHomogeneousClasses
    }
  }

  /// From how many patients on a class is large enough.
  public var threshold = 0
  /// How many patients.
  public var patients = 0
  /// How many classes of patients who are alike in all quasi-identifiers.
  public var classes = 0
  /// The size of the smallest class: k.
  public var smallest = 0
  /// Patients in classes below ``threshold``.
  public var patientsBelow = 0
  /// Patients who are alone in their class.
  public var unique = 0
  /// The quasi-identifiers that patients have, in the order of their tags.
  public var attributes: [Attribute] = []
  /// The pairs that tell most patients apart, at most 20; empty where there are too many patients.
  public var pairs: [Pair] = []
  /// The sensitive attributes that patients have, in the order of their tags.
  public var sensitive: [Diversity] = []

  /// No patients.
  public init() {}
}
