"""Writes loops of 800 x 600 pixels with an invented caption: a fan of speckle as ultrasound has it, drawn anew for every
frame, or standing still beside a clock, or the same bytes again and again.

make_loops.py FOLDER [FRAMES]: moving.dcm, ticking.dcm and same.dcm of so many frames, and one.dcm of one.
"""

import os
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset, FileMetaDataset

HEIGHT, WIDTH = 600, 800
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
random = np.random.default_rng(5)
rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
distance = np.hypot(columns - 400, rows - 40)
fan = (distance > 60) & (distance < 520) & (abs(np.arctan2(columns - 400, rows - 40)) < 0.7)


def smooth(picture, width):
    down = np.fft.fftfreq(HEIGHT)[:, None]
    across = np.fft.fftfreq(WIDTH)[None]
    weights = np.exp(-2 * (np.pi * width) ** 2 * (across**2 + down**2))
    return np.real(np.fft.ifft2(np.fft.fft2(picture) * weights))


def speckle():
    noise = [smooth(random.normal(size=(HEIGHT, WIDTH)), 1.3) for _ in range(2)]
    size = np.hypot(*noise)
    return size / size.mean()


def write(frames, path):
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.3.1"
    data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    data.Modality, data.PatientName, data.PatientID = "US", "WESTWOOD^ANNA", "4711998"
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.NumberOfFrames, data.Rows, data.Columns = len(frames), HEIGHT, WIDTH
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation = 7, 0
    data.PixelData = b"".join(frame.tobytes() for frame in frames)
    data["PixelData"].VR = "OB"
    data.save_as(path, enforce_file_format=True)


def main(folder, count):
    os.makedirs(folder, exist_ok=True)
    font = ImageFont.truetype(FONT, 16)
    tissue = smooth(random.normal(size=(HEIGHT, WIDTH)), 25)
    tissue = (tissue - tissue.min()) / (tissue.max() - tissue.min())
    first, second = speckle(), speckle()

    def frame(number):
        part = (1 + np.cos(number / 10)) / 2
        grain = np.roll(first, (number % 7, -(number % 5)), (0, 1)) * part
        grain = grain + np.roll(second, (-(number % 5), number % 3), (0, 1)) * (1 - part)
        moved = np.roll(tissue, int(6 * np.sin(number / 6)), 0)
        grey = np.clip(60 * moved * grain * 1.6 + 40 * np.log1p(grain * moved * 3), 0, 235)
        grey[~fan] = 0
        image = Image.fromarray(grey.astype(np.uint8))
        ImageDraw.Draw(image).text((20, 10), "WESTWOOD ANNA 4711998", fill=255, font=font)
        return np.array(image)

    still = frame(0)
    ticking = [still.copy() for _ in range(count)]
    for number, picture in enumerate(ticking):
        picture[560:580, 760:764] = number % 200
    write([still], folder + "/one.dcm")
    write([still] * count, folder + "/same.dcm")
    write(ticking, folder + "/ticking.dcm")
    write([frame(number) for number in range(count)], folder + "/moving.dcm")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500)
