public import Findings
internal import GRDB

/// A check that compares files with each other, once all of them were read.
///
/// Its examples are files of a few elements with `next` between them; a clean one has no finding that fails or is to
/// review.
protocol CohortCheck: Sendable {
  /// Name, reason, source and examples.
  static var about: CheckDescription { get }

  /// Asks the facts and reports what contradicts.
  ///
  /// - Throws: SQLite's error.
  static func examine(_ view: CohortView, _ report: inout CohortReport) throws
}

/// The checks of the data set as a whole, one line each, in the order in which they are asked.
public enum CohortChecks {
  static let all: [any CohortCheck.Type] = [
    InstanceUIDShared.self, SeriesInSeveralStudies.self, StudyOfSeveralPatients.self, PatientDiffers.self,
    StudyDiffers.self, SeriesDiffers.self, NameOfSeveralPatients.self, PatientIDVaries.self, EntitySplit.self,
    FrameOfReferenceShared.self, FrameOfReferenceDiffers.self, ReferenceCrossesPatients.self,
    ReferenceClassDiffers.self, ReferenceDangling.self, DateOrderWrong.self, DatesDisagree.self,
    AgeDisagrees.self, FollowUpDisagrees.self, ClaimDiffers.self, DirectoryDiffers.self,
    PseudonymSequential.self, PseudonymCarriesOriginal.self, AgeOver89.self, PostalAreaSmall.self,
    ClassTooSmall.self, ClassHomogeneous.self,
  ]

  /// Their descriptions.
  public static let descriptions = all.map { $0.about }
}
