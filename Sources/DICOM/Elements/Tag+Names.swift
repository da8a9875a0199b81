/// Tags that the program names; all others are looked up in the dictionary table. PS3.6.
extension Tag {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let fileMetaInformationGroupLength = Tag(0x0002, 0x0000),
    mediaStorageSOPClassUID = Tag(0x0002, 0x0002), mediaStorageSOPInstanceUID = Tag(0x0002, 0x0003),
    transferSyntaxUID = Tag(0x0002, 0x0010), implementationClassUID = Tag(0x0002, 0x0012),
    implementationVersionName = Tag(0x0002, 0x0013), sourceApplicationEntityTitle = Tag(0x0002, 0x0016),
    sendingApplicationEntityTitle = Tag(0x0002, 0x0017), receivingApplicationEntityTitle = Tag(0x0002, 0x0018),
    sourcePresentationAddress = Tag(0x0002, 0x0026), receivingPresentationAddress = Tag(0x0002, 0x0028),
    privateInformationCreatorUID = Tag(0x0002, 0x0100), privateInformation = Tag(0x0002, 0x0102)

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let specificCharacterSet = Tag(0x0008, 0x0005), sopClassUID = Tag(0x0008, 0x0016),
    sopInstanceUID = Tag(0x0008, 0x0018), studyDate = Tag(0x0008, 0x0020), modality = Tag(0x0008, 0x0060),
    patientName = Tag(0x0010, 0x0010), patientID = Tag(0x0010, 0x0020), patientBirthDate = Tag(0x0010, 0x0030),
    patientIdentityRemoved = Tag(0x0012, 0x0062), deidentificationMethod = Tag(0x0012, 0x0063),
    deidentificationMethodCodeSequence = Tag(0x0012, 0x0064), codeValue = Tag(0x0008, 0x0100),
    codingSchemeDesignator = Tag(0x0008, 0x0102), burnedInAnnotation = Tag(0x0028, 0x0301),
    recognizableVisualFeatures = Tag(0x0028, 0x0302), longitudinalTemporalInformationModified = Tag(0x0028, 0x0303),
    photometricInterpretation = Tag(0x0028, 0x0004), pixelRepresentation = Tag(0x0028, 0x0103),
    planarConfiguration = Tag(0x0028, 0x0006), samplesPerPixel = Tag(0x0028, 0x0002),
    bitsAllocated = Tag(0x0028, 0x0100), lossyImageCompression = Tag(0x0028, 0x2110),
    pixelDataProviderURL = Tag(0x0028, 0x7FE0), pixelData = Tag(0x7FE0, 0x0010), dataSetTrailingPadding = Tag(0xFFFC, 0xFFFC)

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let item = Tag(0xFFFE, 0xE000), itemDelimitation = Tag(0xFFFE, 0xE00D),
    sequenceDelimitation = Tag(0xFFFE, 0xE0DD)
}
