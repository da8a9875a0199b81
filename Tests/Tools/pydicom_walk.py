"""Visits every element of every DICOM file below a folder with pydicom, up to the pixels."""
import os
import sys

import pydicom

for root, _, files in os.walk(sys.argv[1]):
    for name in files:
        for _ in pydicom.dcmread(os.path.join(root, name), stop_before_pixels=True).iterall():
            pass
