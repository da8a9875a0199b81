internal import DICOM
public import Findings
public import Rules

/// What facts are collected by, the same for all files of a run.
public final class CohortRules: Sendable {
  /// The tables.
  public let tables: StandardTables
  /// The profile in force.
  public let profile: Profile
  /// The key under which values are hashed.
  public let key: CohortKey
  /// The site's key for fingerprints; nil if there is none.
  let siteKey: SiteKey?
  /// From how many patients on a class of patients who look alike is large enough.
  public let smallestClass: Int
  /// Whether a site asked for ``smallestClass``, so that smaller classes are to review.
  public let demandsClasses: Bool
  let table: CohortTable
  let slots: NamedSlots

  /// Takes what a run is judged by.
  ///
  /// - Parameter hashing: the key for hashes; nil for one that `key` leads to, or that lasts as long as the run.
  public init(
    tables: StandardTables, profile: Profile, key: SiteKey?, smallestClass: Int?, hashing: CohortKey? = nil
  ) {
    self.tables = tables
    self.profile = profile
    self.key = hashing ?? CohortKey(key)
    siteKey = key
    self.smallestClass = smallestClass ?? CohortRules.usualSmallestClass
    demandsClasses = smallestClass != nil
    table = tables.cohort
    slots = NamedSlots(tables.cohort)
  }

  /// The size of classes that is asked for if nobody says another.
  public static let usualSmallestClass = 5

  /// Whether the profile lets an attribute's values stay.
  func isKept(_ slot: Int) -> Bool {
    let rule = profile.rule(for: table.attributes[slot].tag)
    switch rule.action {
    case nil, .k, .c: return true
    default: return false
    }
  }
}

/// The slots of attributes that the program itself names.
struct NamedSlots: Sendable {
  let studyDate: Int, patientID: Int, patientName: Int, birthDate: Int, age: Int, offset: Int, event: Int
  let modified: Int, frame: Int, sex: Int, modality: Int, seriesNumber: Int, studyID: Int, accession: Int
  let studyTime: Int, seriesTime: Int, seriesDate: Int, identityRemoved: Int

  init(_ table: CohortTable) {
    studyDate = table.slot(named: .studyDate)
    patientID = table.slot(named: .patientID)
    patientName = table.slot(named: .patientName)
    birthDate = table.slot(named: .patientBirthDate)
    age = table.slot(named: .patientAge)
    offset = table.slot(named: .longitudinalTemporalOffsetFromEvent)
    event = table.slot(named: .longitudinalTemporalEventType)
    modified = table.slot(named: .longitudinalTemporalInformationModified)
    frame = table.slot(named: .frameOfReferenceUID)
    sex = table.slot(named: .patientSex)
    modality = table.slot(named: .modality)
    seriesNumber = table.slot(named: .seriesNumber)
    studyID = table.slot(named: .studyID)
    accession = table.slot(named: .accessionNumber)
    studyTime = table.slot(named: .studyTime)
    seriesDate = table.slot(named: .seriesDate)
    identityRemoved = table.slot(named: .patientIdentityRemoved)
    seriesTime = table.slot(named: .seriesTime)
  }
}
