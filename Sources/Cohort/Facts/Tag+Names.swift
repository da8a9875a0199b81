internal import DICOM

/// Attributes that tie files together, by keyword.
extension Tag {
  static var directoryRecordSequence: Tag { Tag(0x0004, 0x1220) }
  static var directoryRecordType: Tag { Tag(0x0004, 0x1430) }
  static var referencedFileID: Tag { Tag(0x0004, 0x1500) }
  static var referencedSOPInstanceUIDInFile: Tag { Tag(0x0004, 0x1511) }
  static var seriesDate: Tag { Tag(0x0008, 0x0021) }
  static var studyTime: Tag { Tag(0x0008, 0x0030) }
  static var seriesTime: Tag { Tag(0x0008, 0x0031) }
  static var accessionNumber: Tag { Tag(0x0008, 0x0050) }
  static var institutionAddress: Tag { Tag(0x0008, 0x0081) }
  static var referencedSOPClassUID: Tag { Tag(0x0008, 0x1150) }
  static var referencedSOPInstanceUID: Tag { Tag(0x0008, 0x1155) }
  static var patientBirthDate: Tag { Tag(0x0010, 0x0030) }
  static var patientSex: Tag { Tag(0x0010, 0x0040) }
  static var patientAge: Tag { Tag(0x0010, 0x1010) }
  static var patientAddress: Tag { Tag(0x0010, 0x1040) }
  static var regionOfResidence: Tag { Tag(0x0010, 0x2152) }
  static var longitudinalTemporalOffsetFromEvent: Tag { Tag(0x0012, 0x0052) }
  static var longitudinalTemporalEventType: Tag { Tag(0x0012, 0x0053) }
  static var studyInstanceUID: Tag { Tag(0x0020, 0x000D) }
  static var seriesInstanceUID: Tag { Tag(0x0020, 0x000E) }
  static var studyID: Tag { Tag(0x0020, 0x0010) }
  static var seriesNumber: Tag { Tag(0x0020, 0x0011) }
  static var instanceNumber: Tag { Tag(0x0020, 0x0013) }
  static var frameOfReferenceUID: Tag { Tag(0x0020, 0x0052) }
  static var referencedFrameOfReferenceSequence: Tag { Tag(0x3006, 0x0010) }
  static var referencedFrameOfReferenceUID: Tag { Tag(0x3006, 0x0024) }
}
