/// Something that files say against each other, and the check that finds it.
public struct Contradiction: Sendable, CustomStringConvertible {
  /// The id of the check.
  public let check: String
  /// What was changed, in words.
  public let what: String
  private let change: @Sendable (inout ConsistentCohort) -> Void
  /// Check and change.
  public var description: String { "\(check): \(what)" }

  private init(check: String, what: String, change: @escaping @Sendable (inout ConsistentCohort) -> Void) {
    self.check = check
    self.what = what
    self.change = change
  }

  /// Plants it into the cohort in which nothing contradicts.
  public func plant(in cohort: inout ConsistentCohort) { change(&cohort) }

  /// One or more of each kind, in different patients as far as they concern single ones.
  public static let all: [Contradiction] = [
    Contradiction(check: "cohort.instance-uid-shared", what: "two images with one UID") {
      $0.change(1, 1) { $0.set("(0008,0018) UI", ConsistentCohort.instance(1, 0)) }
    },
    Contradiction(
      check: "cohort.series-in-several-studies", what: "the second study's series has the first one's UID"
    ) {
      $0.change(2, 2) {
        $0.set("(0020,000E) UI", "2.25.8100200")
        // Else the days of the two studies differ as well.
        for tag in ["(0008,0021) DA", "(0008,0031) TM"] { $0.set(tag, "") }
        $0.set("(0020,0052) UI", "2.25.610020")
      }
      $0.change(2, 0) { for tag in ["(0008,0021) DA", "(0008,0031) TM"] { $0.set(tag, "") } }
      $0.change(2, 1) { for tag in ["(0008,0021) DA", "(0008,0031) TM"] { $0.set(tag, "") } }
      $0.change(2, 3) { $0.set("(0020,0052) UI", "2.25.610020") }
    },
    Contradiction(check: "cohort.study-of-several-patients", what: "an image under another patient id") {
      $0.change(3, 1) {
        $0.set("(0010,0020) LO", "QQ77777Q")
        $0.set("(0020,0052) UI", "")
      }
    },
    Contradiction(check: "cohort.patient-differs", what: "two sexes") {
      $0.change(4, 0) { $0.set("(0010,0040) CS", "M") }
      $0.change(4, 1) { $0.set("(0010,0040) CS", "M") }
    },
    Contradiction(check: "cohort.study-differs", what: "two accession numbers") {
      $0.change(6, 1) { $0.set("(0008,0050) SH", "B7") }
    },
    Contradiction(check: "cohort.series-differs", what: "two modalities") {
      $0.change(7, 1) { $0.set("(0008,0060) CS", "PT") }
    },
    Contradiction(check: "cohort.name-of-several-patients", what: "one name of two patients") {
      $0.change(10) { $0.set("(0010,0010) PN", "N\(ConsistentCohort.id(15))^V") }
    },
    Contradiction(check: "cohort.patient-id-varies", what: "an id with a leading zero") {
      $0.change(11) { $0.set("(0010,0020) LO", "0" + ConsistentCohort.id(12).lowercased()) }
    },
    Contradiction(check: "cohort.entity-split", what: "one study under two UIDs") {
      $0.change(13, 1) {
        $0.set("(0020,000D) UI", "2.25.79999")
        $0.set("(0020,000E) UI", "2.25.89999")
      }
    },
    Contradiction(check: "cohort.frame-of-reference-shared", what: "one frame of reference of two patients") {
      for number in 0..<2 { $0.change(16, number) { $0.set("(0020,0052) UI", "2.25.610170") } }
    },
    Contradiction(
      check: "cohort.frame-of-reference-differs", what: "a structure set in another frame of reference"
    ) {
      $0.change(18, 3) { $0.set("(0020,0052) UI", "2.25.69999") }
    },
    Contradiction(
      check: "cohort.reference-crosses-patients", what: "an image that refers to another patient's"
    ) {
      $0.change(19, 0) {
        $0.references = [("1.2.840.10008.5.1.4.1.1.2", ConsistentCohort.instance(21, 0))]
      }
    },
    Contradiction(check: "cohort.reference-class-differs", what: "a reference that names MR for CT") {
      $0.change(22, 0) {
        $0.references = [("1.2.840.10008.5.1.4.1.1.4", ConsistentCohort.instance(22, 1))]
      }
    },
    Contradiction(check: "cohort.reference-dangling", what: "a structure set upon an image that is not there")
    {
      $0.change(23, 3) {
        $0.references.append(("1.2.840.10008.5.1.4.1.1.2", "2.25.99999"))
      }
    },
    Contradiction(check: "cohort.date-order", what: "content of before the acquisition") {
      $0.change(24, 0) {
        $0.set("(0008,0023) DA", "20210113")
      }
    },
    Contradiction(check: "cohort.dates-disagree", what: "an acquisition that was not shifted") {
      $0.change(25, 0) { $0.set("(0008,0022) DA", "20190303") }
    },
    Contradiction(check: "cohort.dates-disagree", what: "a day in a UID that was not shifted") {
      $0.change(26, 1) { $0.set("(0008,0018) UI", "1.2.826.0.1.3680043.9.4455.20190303.112233.7") }
    },
    Contradiction(check: "cohort.dates-disagree", what: "a day in a file's name that was not shifted") {
      $0.change(27, 0) { $0.name = "P27/20190303/F0" }
    },
    Contradiction(check: "cohort.age-disagrees", what: "an age that birth and study do not give") {
      for number in 0..<2 { $0.change(28, number) { $0.set("(0010,1010) AS", "064Y") } }
    },
    Contradiction(check: "cohort.follow-up-disagrees", what: "an offset that the studies do not give") {
      for number in 2..<4 { $0.change(29, number) { $0.set("(0012,0052) FD", "90") } }
    },
    Contradiction(check: "cohort.claim-differs", what: "a study with another claim") {
      for number in 2..<4 { $0.change(31, number) { $0.set("(0028,0303) CS", "REMOVED") } }
    },
    Contradiction(check: "cohort.directory-differs", what: "a DICOMDIR of a file that is not there") {
      var directory = InventedFile(name: "DICOMDIR", sopClass: "1.2.840.10008.1.3.10")
      directory.records = [("GONE", "2.25.55")]
      directory.set("(0008,0018) UI", "2.25.56")
      directory.set("(0020,000D) UI", "")
      directory.set("(0020,000E) UI", "")
      directory.set("(0020,0052) UI", "")
      $0.files.append(directory)
    },
    Contradiction(check: "cohort.pseudonym-sequential", what: "twelve numbers in the order of the studies") {
      let ordered = (40..<52).sorted { ($0 % 6, 7 * $0 % 18) < ($1 % 6, 7 * $1 % 18) }
      for (place, patient) in ordered.enumerated() {
        $0.change(patient) { $0.set("(0010,0020) LO", "SITE-\(100 + place)") }
      }
    },
    Contradiction(check: "cohort.pseudonym-carries-original", what: "the year of birth in an id") {
      $0.change(33) { $0.set("(0010,0020) LO", "QV-1970") }
    },
    Contradiction(check: "cohort.pseudonym-carries-original", what: "initials in an id") {
      $0.change(34) {
        $0.set("(0010,0010) PN", "Muster^Eva")
        $0.set("(0010,0020) LO", "EM-71")
      }
    },
    Contradiction(check: "cohort.postal-area-small", what: "three digits of a small area") {
      $0.change(35) { $0.set("(0010,2152) LO", "036**") }
    },
    Contradiction(check: "cohort.age-over-89", what: "a birth ninety-one years before") {
      for patient in stride(from: 36, to: 200, by: 4) {
        $0.change(patient) {
          $0.set("(0010,0030) DA", "19300101")
          $0.set("(0010,1010) AS", "")
        }
      }
    },
    Contradiction(check: "cohort.class-too-small", what: "a patient of a sex of their own") {
      $0.change(37) { $0.set("(0010,0040) CS", "O") }
    },
    Contradiction(check: "cohort.class-homogeneous", what: "one smoking status for all") {
      for patient in 0..<ConsistentCohort.patients { $0.change(patient) { $0.set("(0010,21A0) CS", "NO") } }
    },
  ]
}
