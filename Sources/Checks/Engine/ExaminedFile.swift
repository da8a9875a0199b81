internal import DICOM
internal import Findings
internal import Rules

/// What a file has said so far about itself.
struct FileFacts {
  /// The SOP class that the file meta information, or else the data set, names.
  var sopClass: [UInt8] = []
  /// Study Date (0008,0020), if it is a full date.
  var studyDate: DateValue?
  /// Patient Identity Removed (0012,0062); nil if it is not there.
  var identityRemoved: [UInt8]?
  /// Whether De-identification Method (0012,0063) has a value; nil if it is not there.
  var hasMethodText: Bool?
  /// The codes of De-identification Method Code Sequence (0012,0064); nil if it is not there.
  var methodCodes: [MethodCode]?
  /// Burned In Annotation (0028,0301).
  var burnedIn: [UInt8]?
  /// Recognizable Visual Features (0028,0302).
  var recognizable: [UInt8]?
  /// Longitudinal Temporal Information Modified (0028,0303).
  var temporal: [UInt8]?
  /// Whether there are pixels.
  var hasPixels = false
  /// How many full dates with a value were met that are no customary dummy.
  var dates = 0
  /// Modality (0008,0060).
  var modality = ""
  /// Body Part Examined (0018,0015), in capitals.
  var bodyPart = ""
  /// Image Type (0008,0008).
  var imageType = ""
  /// Body Part Examined and the descriptions of study, series and protocol, in capitals: where a head is named.
  var region = ""
  /// How many private elements with a value were met.
  var privateElements = 0
}

extension FileFacts {
  /// Whether pictures of this kind usually carry text: ultrasound, secondary captures, stills, dose screens.
  var usuallyShowsText: Bool {
    let classes = [
      "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.6", "1.2.840.10008.5.1.4.1.1.3",
      "1.2.840.10008.5.1.4.1.1.12",
    ]
    let name = String(decoding: sopClass, as: UTF8.self)
    return modality == "US" || modality == "SC" || modality == "OT" || imageType.contains("SECONDARY")
      || classes.contains { name == $0 || name.hasPrefix($0 + ".") }
  }
}

/// One code of the De-identification Method Code Sequence.
struct MethodCode: Equatable {
  var value: [UInt8] = []
  var scheme: [UInt8] = []
}

/// A file that was read to its end.
struct ExaminedFile {
  let reader: FileReader.Content
  let preamble: ArraySlice<UInt8>
  let facts: FileFacts
  /// What was irregular, with its range.
  let irregularities: [(Irregularity, Range<Int>)]
  /// Bytes after the last element.
  let trailing: [(range: Range<Int>, isZero: Bool)]
  /// Group lengths that do not agree with the groups.
  let wrongGroupLengths: [(ElementPath, Range<Int>)]
  let profile: Profile
  let tables: StandardTables
  let areOptionsFromClaim: Bool
}

/// A data set or an item whose elements are all known.
struct ExaminedLevel {
  /// The path of the item: steps down to it. Empty for the data set.
  let steps: [ElementPath.Step]
  /// What the IOD requires here unconditionally and is not here; sorted by tag. Empty for file meta information.
  let absent: [RequiredAttribute]
  /// The private creators in it.
  let creators: [ReservedBlock]
  let profile: Profile
  let tables: StandardTables
}

/// A private block that a creator reserves.
struct ReservedBlock {
  let tag: Tag
  let creator: [UInt8]
  let range: Range<Int>
  /// How many elements of the block were met.
  var elements = 0
}
