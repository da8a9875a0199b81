"""Writes originals and what an anonymizer made of them, for measuring `compare`: invented CT series of 100 slices a
patient, with new UIDs, ids, moved dates and, with --renamed, new names of files in another order.

usage: make_compared.py MAKE-CORPUS FOLDER [--files 20000] [--renamed]
"""
import argparse
import csv
import hashlib
import os
import random
import subprocess
import tempfile

import pydicom

# Places of a file that differ from file to file: all of one length, so that bytes can be put in their stead.
NAME, PATIENT, ACCESSION, SLICE = "NAMENAMENAMENAMENAMENAME", "PATIENT-0000", "ACC-00000000", "77777.5"
STUDY, SERIES, FRAME, INSTANCE = (f"2.25.{digit * 36}" for digit in "6789")
PIXELS = b"PIXELSOFTHISFILE"
PER_PATIENT = 100


def template(path, is_original, folder):
    data = pydicom.dcmread(path)
    data.StudyInstanceUID, data.SeriesInstanceUID, data.FrameOfReferenceUID = STUDY, SERIES, FRAME
    data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = INSTANCE
    data.PatientID = PATIENT
    data.SliceLocation = SLICE
    data.ImagePositionPatient = ["-181.5", "-181.5", SLICE]
    data.StudyDate = data.SeriesDate = data.ContentDate = "20190304" if is_original else ""
    middle = len(data.PixelData) // 2 & ~1
    data.PixelData = bytes(range(256)) * (middle // 256) + PIXELS * 8 + bytes(range(256)) * (middle // 256)
    if is_original:
        data.PatientName, data.AccessionNumber = NAME, ACCESSION
        data.ReferringPhysicianName = "Castellane^Odile"
        data.PatientBirthDate, data.PatientSex, data.PatientAddress = "19570412", "F", "12 Elm Street, Springfield"
        data.InstitutionName, data.StationName, data.DeviceSerialNumber = "Invented Clinic", "CT-77", "55-4711-08"
        data.StudyDescription, data.SeriesDescription = "CT abdomen", "axial 5 mm"
        for keyword in ["PatientIdentityRemoved", "DeidentificationMethod", "DeidentificationMethodCodeSequence"]:
            delattr(data, keyword)
    target = os.path.join(folder, "template")
    data.save_as(target)
    with open(target, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("make_corpus")
    parser.add_argument("folder")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--renamed", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.make_corpus, folder + "/bench", "--bench", "1", "--size", "10000"], check=True)
        path = next(os.path.join(d, f) for d, _, fs in os.walk(folder + "/bench") for f in fs if f.endswith(".dcm"))
        templates = {"originals": template(path, True, folder), "outputs": template(path, False, folder)}
    tables = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Rules/Tables/person-names.csv")
    with open(tables, encoding="utf-8") as file:
        words = [row[0] for row in csv.reader(file) if row[0].isascii() and row[0].isalpha() and 4 < len(row[0]) < 11]

    def uid(*parts):
        return "2.25." + str(10**35 + int(hashlib.sha256(repr(parts).encode()).hexdigest()[:28], 16)).zfill(36)[-36:]

    order = list(range(options.files))
    if options.renamed:
        chance.shuffle(order)
    names = {}
    for number in range(options.files):
        patient = number // PER_PATIENT
        if patient not in names:
            names[patient] = f"{chance.choice(words)}^{chance.choice(words)}"
        for side, content in templates.items():
            is_original = side == "originals"
            for old, new in [
                (NAME, names[patient].ljust(len(NAME))), (ACCESSION, f"ACC-{90000000 + patient}"),
                (PATIENT, f"{'MRN' if is_original else 'SUBJ'}{4711000 + patient * 13}".ljust(len(PATIENT))),
                (SLICE, f"{number % PER_PATIENT:05d}.5"), (STUDY, uid(side, "study", patient)),
                (SERIES, uid(side, "series", patient)), (FRAME, uid(side, "frame", patient)),
                (INSTANCE, uid(side, "instance", number)),
            ]:
                content = content.replace(old.encode(), new.encode())
            content = content.replace(PIXELS, hashlib.md5(str(number).encode()).digest())
            name = number if is_original or not options.renamed else order[number]
            folder = os.path.join(options.folder, side, str(name // 1000))
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, f"{'ct' if is_original or not options.renamed else 'IM'}{name:06d}.dcm"), "wb") as file:
                file.write(content)


main()
