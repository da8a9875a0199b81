/// Tags that the program names; all others are looked up in the dictionary table. PS3.6.
///
/// Computed and inlinable: a stored constant of another module costs a call and a test at every use.
extension Tag {
  /// (0002,0000).
  @inlinable public static var fileMetaInformationGroupLength: Tag { Tag(0x0002, 0x0000) }
  /// (0002,0002).
  @inlinable public static var mediaStorageSOPClassUID: Tag { Tag(0x0002, 0x0002) }
  /// (0002,0010).
  @inlinable public static var transferSyntaxUID: Tag { Tag(0x0002, 0x0010) }
  /// (0002,0012).
  @inlinable public static var implementationClassUID: Tag { Tag(0x0002, 0x0012) }
  /// (0002,0013).
  @inlinable public static var implementationVersionName: Tag { Tag(0x0002, 0x0013) }
  /// (0002,0100).
  @inlinable public static var privateInformationCreatorUID: Tag { Tag(0x0002, 0x0100) }
  /// (0002,0102).
  @inlinable public static var privateInformation: Tag { Tag(0x0002, 0x0102) }
  /// (0008,0005).
  @inlinable public static var specificCharacterSet: Tag { Tag(0x0008, 0x0005) }
  /// (0008,0016).
  @inlinable public static var sopClassUID: Tag { Tag(0x0008, 0x0016) }
  /// (0008,0018).
  @inlinable public static var sopInstanceUID: Tag { Tag(0x0008, 0x0018) }
  /// (0008,0020).
  @inlinable public static var studyDate: Tag { Tag(0x0008, 0x0020) }
  /// (0008,0060).
  @inlinable public static var modality: Tag { Tag(0x0008, 0x0060) }
  /// (0008,0008).
  @inlinable public static var imageType: Tag { Tag(0x0008, 0x0008) }
  /// (0020,000D).
  @inlinable public static var studyInstanceUID: Tag { Tag(0x0020, 0x000D) }
  /// (0008,1155).
  @inlinable public static var referencedSOPInstanceUID: Tag { Tag(0x0008, 0x1155) }
  /// (0008,1030).
  @inlinable public static var studyDescription: Tag { Tag(0x0008, 0x1030) }
  /// (0008,103E).
  @inlinable public static var seriesDescription: Tag { Tag(0x0008, 0x103E) }
  /// (0018,0015).
  @inlinable public static var bodyPartExamined: Tag { Tag(0x0018, 0x0015) }
  /// (0018,1030).
  @inlinable public static var protocolName: Tag { Tag(0x0018, 0x1030) }
  /// (0010,0010).
  @inlinable public static var patientName: Tag { Tag(0x0010, 0x0010) }
  /// (0010,0020).
  @inlinable public static var patientID: Tag { Tag(0x0010, 0x0020) }
  /// (0010,0030).
  @inlinable public static var patientBirthDate: Tag { Tag(0x0010, 0x0030) }
  /// (0012,0062).
  @inlinable public static var patientIdentityRemoved: Tag { Tag(0x0012, 0x0062) }
  /// (0012,0063).
  @inlinable public static var deidentificationMethod: Tag { Tag(0x0012, 0x0063) }
  /// (0012,0064).
  @inlinable public static var deidentificationMethodCodeSequence: Tag { Tag(0x0012, 0x0064) }
  /// (0008,0100).
  @inlinable public static var codeValue: Tag { Tag(0x0008, 0x0100) }
  /// (0008,0104).
  @inlinable public static var codeMeaning: Tag { Tag(0x0008, 0x0104) }
  /// (0008,0119).
  @inlinable public static var longCodeValue: Tag { Tag(0x0008, 0x0119) }
  /// (0008,0120).
  @inlinable public static var urnCodeValue: Tag { Tag(0x0008, 0x0120) }
  /// (0040,A043).
  @inlinable public static var conceptNameCodeSequence: Tag { Tag(0x0040, 0xA043) }
  /// (0040,A168).
  @inlinable public static var conceptCodeSequence: Tag { Tag(0x0040, 0xA168) }
  /// (0040,A300).
  @inlinable public static var measuredValueSequence: Tag { Tag(0x0040, 0xA300) }
  /// (0040,A120).
  @inlinable public static var dateTime: Tag { Tag(0x0040, 0xA120) }
  /// (0040,A121).
  @inlinable public static var date: Tag { Tag(0x0040, 0xA121) }
  /// (0040,A122).
  @inlinable public static var time: Tag { Tag(0x0040, 0xA122) }
  /// (0040,A123).
  @inlinable public static var personName: Tag { Tag(0x0040, 0xA123) }
  /// (0040,A124).
  @inlinable public static var uid: Tag { Tag(0x0040, 0xA124) }
  /// (0040,A160).
  @inlinable public static var textValue: Tag { Tag(0x0040, 0xA160) }
  /// (0040,A30A).
  @inlinable public static var numericValue: Tag { Tag(0x0040, 0xA30A) }
  /// (0008,0102).
  @inlinable public static var codingSchemeDesignator: Tag { Tag(0x0008, 0x0102) }
  /// (0028,0301).
  @inlinable public static var burnedInAnnotation: Tag { Tag(0x0028, 0x0301) }
  /// (0028,0302).
  @inlinable public static var recognizableVisualFeatures: Tag { Tag(0x0028, 0x0302) }
  /// (0028,0303).
  @inlinable public static var longitudinalTemporalInformationModified: Tag { Tag(0x0028, 0x0303) }
  /// (0028,0004).
  @inlinable public static var photometricInterpretation: Tag { Tag(0x0028, 0x0004) }
  /// (0028,0103).
  @inlinable public static var pixelRepresentation: Tag { Tag(0x0028, 0x0103) }
  /// (0028,0006).
  @inlinable public static var planarConfiguration: Tag { Tag(0x0028, 0x0006) }
  /// (0028,0002).
  @inlinable public static var samplesPerPixel: Tag { Tag(0x0028, 0x0002) }
  /// (0028,0100).
  @inlinable public static var bitsAllocated: Tag { Tag(0x0028, 0x0100) }
  /// (0028,2110).
  @inlinable public static var lossyImageCompression: Tag { Tag(0x0028, 0x2110) }
  /// (0028,7FE0).
  @inlinable public static var pixelDataProviderURL: Tag { Tag(0x0028, 0x7FE0) }
  /// (7FE0,0010).
  @inlinable public static var pixelData: Tag { Tag(0x7FE0, 0x0010) }
  /// (FFFC,FFFC).
  @inlinable public static var dataSetTrailingPadding: Tag { Tag(0xFFFC, 0xFFFC) }
  /// (FFFE,E000).
  @inlinable public static var item: Tag { Tag(0xFFFE, 0xE000) }
  /// (FFFE,E00D).
  @inlinable public static var itemDelimitation: Tag { Tag(0xFFFE, 0xE00D) }
  /// (FFFE,E0DD).
  @inlinable public static var sequenceDelimitation: Tag { Tag(0xFFFE, 0xE0DD) }
}
