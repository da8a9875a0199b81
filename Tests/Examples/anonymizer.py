"""An anonymizer to be tested, and a file of an invented person for it to work on. Put your own in its place."""

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid


def original() -> Dataset:
    """A picture of a person who does not exist."""
    dataset = Dataset()
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = generate_uid()
    dataset.StudyInstanceUID = generate_uid()
    dataset.SeriesInstanceUID = generate_uid()
    dataset.PatientName = "Invented^Ivy"
    dataset.PatientID = "4711-0815"
    dataset.PatientBirthDate = "19570412"
    dataset.PatientSex = "F"
    dataset.PatientAddress = "12 Elm Street"
    dataset.StudyDate = dataset.ContentDate = "20240305"
    dataset.StudyTime = dataset.ContentTime = "101112"
    dataset.StudyID = "99"
    dataset.AccessionNumber = "A123456"
    dataset.ReferringPhysicianName = "Referrer^Rita"
    dataset.Modality = "OT"
    dataset.ConversionType = "SYN"
    dataset.SeriesNumber = dataset.InstanceNumber = "1"
    dataset.PatientOrientation = ""
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows = dataset.Columns = 16
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    dataset.PixelData = bytes(256)
    return dataset


def anonymize(dataset: Dataset) -> Dataset:
    """The anonymizer under test."""
    for keyword in ("PatientAddress",):
        if keyword in dataset:
            del dataset[keyword]
    for keyword in (
        "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID",
        "AccessionNumber", "ReferringPhysicianName", "ContentDate", "ContentTime",
    ):
        setattr(dataset, keyword, "")
    for keyword in ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        setattr(dataset, keyword, generate_uid(prefix="2.25.", entropy_srcs=["secret", dataset[keyword].value]))
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = "Basic Profile"
    method = Dataset()
    method.CodeValue, method.CodingSchemeDesignator = "113100", "DCM"
    method.CodeMeaning = "Basic Application Confidentiality Profile"
    dataset.DeidentificationMethodCodeSequence = Sequence([method])
    dataset.LongitudinalTemporalInformationModified = "REMOVED"
    return dataset


def write(dataset: Dataset, path) -> None:
    """Writes a data set as a DICOM file."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.save_as(path, enforce_file_format=True)
