/// One contradiction to plant into the cohort of 200 patients, and the check that finds it.
struct Plant: Sendable, CustomStringConvertible {
  let check: String
  let what: String
  let change: @Sendable (inout InventedCohort) -> Void
  var description: String { "\(check): \(what)" }

  static let all: [Plant] = [
    Plant(check: "cohort.instance-uid-shared", what: "two images with one UID") {
      $0.change(1, 1) { $0.set("(0008,0018) UI", InventedCohort.instance(1, 0)) }
    },
    Plant(
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
    Plant(check: "cohort.study-of-several-patients", what: "an image under another patient id") {
      $0.change(3, 1) {
        $0.set("(0010,0020) LO", "QQ77777Q")
        $0.set("(0020,0052) UI", "")
      }
    },
    Plant(check: "cohort.patient-differs", what: "two sexes") {
      $0.change(4, 0) { $0.set("(0010,0040) CS", "M") }
      $0.change(4, 1) { $0.set("(0010,0040) CS", "M") }
    },
    Plant(check: "cohort.study-differs", what: "two accession numbers") {
      $0.change(6, 1) { $0.set("(0008,0050) SH", "B7") }
    },
    Plant(check: "cohort.series-differs", what: "two modalities") {
      $0.change(7, 1) { $0.set("(0008,0060) CS", "PT") }
    },
    Plant(check: "cohort.name-of-several-patients", what: "one name of two patients") {
      $0.change(10) { $0.set("(0010,0010) PN", "N\(InventedCohort.id(15))^V") }
    },
    Plant(check: "cohort.patient-id-varies", what: "an id with a leading zero") {
      $0.change(11) { $0.set("(0010,0020) LO", "0" + InventedCohort.id(12).lowercased()) }
    },
    Plant(check: "cohort.entity-split", what: "one study under two UIDs") {
      $0.change(13, 1) {
        $0.set("(0020,000D) UI", "2.25.79999")
        $0.set("(0020,000E) UI", "2.25.89999")
      }
    },
    Plant(check: "cohort.frame-of-reference-shared", what: "one frame of reference of two patients") {
      for number in 0..<2 { $0.change(16, number) { $0.set("(0020,0052) UI", "2.25.610170") } }
    },
    Plant(check: "cohort.frame-of-reference-differs", what: "a structure set in another frame of reference") {
      $0.change(18, 3) { $0.set("(0020,0052) UI", "2.25.69999") }
    },
    Plant(check: "cohort.reference-crosses-patients", what: "an image that refers to another patient's") {
      $0.change(19, 0) {
        $0.references = [("1.2.840.10008.5.1.4.1.1.2", InventedCohort.instance(21, 0))]
      }
    },
    Plant(check: "cohort.reference-class-differs", what: "a reference that names MR for CT") {
      $0.change(22, 0) {
        $0.references = [("1.2.840.10008.5.1.4.1.1.4", InventedCohort.instance(22, 1))]
      }
    },
    Plant(check: "cohort.reference-dangling", what: "a structure set upon an image that is not there") {
      $0.change(23, 3) {
        $0.references.append(("1.2.840.10008.5.1.4.1.1.2", "2.25.99999"))
      }
    },
    Plant(check: "cohort.date-order", what: "content of before the acquisition") {
      $0.change(24, 0) {
        $0.set("(0008,0023) DA", "20210113")
      }
    },
    Plant(check: "cohort.dates-disagree", what: "an acquisition that was not shifted") {
      $0.change(25, 0) { $0.set("(0008,0022) DA", "20190303") }
    },
    Plant(check: "cohort.dates-disagree", what: "a day in a UID that was not shifted") {
      $0.change(26, 1) { $0.set("(0008,0018) UI", "1.2.826.0.1.3680043.9.4455.20190303.112233.7") }
    },
    Plant(check: "cohort.dates-disagree", what: "a day in a file's name that was not shifted") {
      $0.change(27, 0) { $0.name = "P27/20190303/F0" }
    },
    Plant(check: "cohort.age-disagrees", what: "an age that birth and study do not give") {
      for number in 0..<2 { $0.change(28, number) { $0.set("(0010,1010) AS", "064Y") } }
    },
    Plant(check: "cohort.follow-up-disagrees", what: "an offset that the studies do not give") {
      for number in 2..<4 { $0.change(29, number) { $0.set("(0012,0052) FD", "90") } }
    },
    Plant(check: "cohort.claim-differs", what: "a study with another claim") {
      for number in 2..<4 { $0.change(31, number) { $0.set("(0028,0303) CS", "REMOVED") } }
    },
    Plant(check: "cohort.directory-differs", what: "a DICOMDIR of a file that is not there") {
      var directory = InventedFile(name: "DICOMDIR", sopClass: "1.2.840.10008.1.3.10")
      directory.records = [("GONE", "2.25.55")]
      directory.set("(0008,0018) UI", "2.25.56")
      directory.set("(0020,000D) UI", "")
      directory.set("(0020,000E) UI", "")
      directory.set("(0020,0052) UI", "")
      $0.files.append(directory)
    },
    Plant(check: "cohort.pseudonym-sequential", what: "twelve numbers in the order of the studies") {
      let ordered = (40..<52).sorted { ($0 % 6, 7 * $0 % 18) < ($1 % 6, 7 * $1 % 18) }
      for (place, patient) in ordered.enumerated() {
        $0.change(patient) { $0.set("(0010,0020) LO", "SITE-\(100 + place)") }
      }
    },
    Plant(check: "cohort.pseudonym-carries-original", what: "the year of birth in an id") {
      $0.change(33) { $0.set("(0010,0020) LO", "QV-1970") }
    },
    Plant(check: "cohort.pseudonym-carries-original", what: "initials in an id") {
      $0.change(34) {
        $0.set("(0010,0010) PN", "Muster^Eva")
        $0.set("(0010,0020) LO", "EM-71")
      }
    },
    Plant(check: "cohort.postal-area-small", what: "three digits of a small area") {
      $0.change(35) { $0.set("(0010,2152) LO", "036**") }
    },
    Plant(check: "cohort.age-over-89", what: "a birth ninety-one years before") {
      for patient in stride(from: 36, to: 200, by: 4) {
        $0.change(patient) {
          $0.set("(0010,0030) DA", "19300101")
          $0.set("(0010,1010) AS", "")
        }
      }
    },
    Plant(check: "cohort.class-too-small", what: "a patient of a sex of their own") {
      $0.change(37) { $0.set("(0010,0040) CS", "O") }
    },
    Plant(check: "cohort.class-homogeneous", what: "one smoking status for all") {
      for patient in 0..<InventedCohort.patients { $0.change(patient) { $0.set("(0010,21A0) CS", "NO") } }
    },
  ]
}
