"""Compares ways of finding and reading the text of labelled pictures, and prints a Markdown table.

usage: compare_text_readers.py PICTURES RESULTS [--paddle FOLDER] [--model NAME] [--ways WAY,WAY...]

PICTURES is a folder that make-pictures wrote. What a way finds goes to RESULTS/WAY.csv; a way whose file is there is
not run again. FOLDER is that of `make install-paddle`. Ways:

tesseract  deid-audit's gate, and Tesseract on its lines
paddle     deid-audit's gate, and PP-OCR on its lines
sparse     Tesseract alone on the whole picture at twice its size, --psm 11
block      the same, --psm 6
presidio   DicomImagePiiVerifyEngine of presidio-image-redactor, with its defaults, on the picture as an 8-bit DICOM
           instance; NAME is the spaCy model of its analyzer

All ways are measured by the same rules. Text is reported in a picture when a way says that there is some: deid-audit a
line, read or not, Tesseract alone a word, Presidio a box that it would redact ("PII") or a word of its OCR. In a picture
with text that counts only where a true word stands. In one without it is a false alarm; a false word is one that was
read there with a confidence above 0.6. A word is read exactly when what was read at its place has it in it. Times are
processor time on one thread, programs that are started included.
"""

import argparse
import collections
import csv
import os
import pathlib
import resource
import subprocess

BENCH = pathlib.Path(__file__).resolve().parents[2] / ".build/release/bench-pixels"
FIELDS = ["kind", "file", "milliseconds", "x", "y", "width", "height", "confidence", "text"]
HEIGHTS = [("6-7 px", range(0, 8)), ("8-11 px", range(8, 12)), ("12 px and more", range(12, 1000))]
NAMES = {
    "tesseract": "deid-audit, Tesseract",
    "paddle": "deid-audit, PP-OCR",
    "sparse": "Tesseract alone, --psm 11, 2x",
    "block": "Tesseract alone, --psm 6, 2x",
    "presidio": "Presidio's verification",
}


def box(row):
    return tuple(int(row[name]) for name in ("x", "y", "width", "height"))


def overlap(a, b):
    across = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    down = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return across > 0 and down > 0


def processor_time():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def run_presidio(pictures, output, model):
    import numpy
    import pydicom
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_image_redactor import DicomImagePiiVerifyEngine, ImageAnalyzerEngine

    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    analyzer = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine())
    engine = DicomImagePiiVerifyEngine(image_analyzer_engine=ImageAnalyzerEngine(analyzer_engine=analyzer))
    padding = 25
    writer = csv.DictWriter(output, FIELDS)
    writer.writeheader()
    for name in pictures:
        head, sizes, _, pixels = (pictures[name]).read_bytes().split(b"\n", 3)
        columns, rows = (int(size) for size in sizes.split())
        instance = pydicom.Dataset()
        instance.file_meta = pydicom.dataset.FileMetaDataset()
        instance.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        instance.PhotometricInterpretation, instance.SamplesPerPixel = "MONOCHROME2", 1
        instance.Rows, instance.Columns = rows, columns
        instance.BitsAllocated = instance.BitsStored = 8
        instance.HighBit, instance.PixelRepresentation = 7, 0
        instance.PixelData = numpy.frombuffer(pixels, numpy.uint8).tobytes()
        start = processor_time()
        _, words, marks = engine.verify_dicom_instance(instance, padding_width=padding, display_image=False)
        writer.writerow({"kind": "picture", "file": name, "milliseconds": (processor_time() - start) * 1000})
        for kind, found in (("word", words), ("line", marks)):
            for one in found:
                text = one.get("label", "") if kind == "word" else ""
                if kind == "word" and not text.strip():
                    continue
                writer.writerow(
                    {
                        "kind": kind,
                        "file": name,
                        "x": int(one["left"]) - padding,
                        "y": int(one["top"]) - padding,
                        "width": int(one["width"]),
                        "height": int(one["height"]),
                        "confidence": float(one.get("conf", 100)) / 100,
                        "text": text,
                    }
                )


def run(way, folder, results, arguments):
    os.environ["OMP_THREAD_LIMIT"] = "1"
    path = results / f"{way}.csv"
    unfinished = path.with_suffix(".part")
    with open(unfinished, "w", newline="") as output:
        if way == "presidio":
            with open(folder / "pictures.csv") as table:
                names = [row["file"] for row in csv.DictReader(table)]
            run_presidio({name: folder / name for name in names}, output, arguments.model)
        else:
            extra = ["--paddle", arguments.paddle] if way == "paddle" else []
            subprocess.run([BENCH, "words", folder, "--reader", way, *extra], stdout=output, check=True)
    unfinished.rename(path)


def share(hits, count):
    return f"{100 * hits / count:.1f} %" if count else "-"


def table_row(name, known, rows, reports):
    """A row of the table; `reports` are the kinds of rows that say that there is text."""
    boxes, words, times = (collections.defaultdict(list) for _ in range(3))
    for row in rows:
        if row["kind"] == "picture":
            times[bool(known[row["file"]])].append(float(row["milliseconds"]))
            continue
        if row["kind"] in reports:
            boxes[row["file"]].append(box(row))
        if row["kind"] == "word":
            words[row["file"]].append((box(row), row["text"], float(row["confidence"])))
    texts = [file for file in known if known[file]]
    bare = [file for file in known if not known[file]]
    found = sum(any(overlap(a, box(word)) for a in boxes[file] for word in known[file]) for file in texts)
    alarms = sum(bool(boxes[file]) for file in bare)
    sure = sum(any(one[2] > 0.6 for one in words[file]) for file in bare)
    exact, count = collections.Counter(), collections.Counter()
    for file in texts:
        for word in known[file]:
            size = next(label for label, sizes in HEIGHTS if int(word["capital_height"]) in sizes)
            here = "".join(text for place, text, _ in words[file] if overlap(place, box(word)))
            count[size] += 1
            exact[size] += word["text"] in here
    cells = [name, share(found, len(texts)), share(alarms, len(bare)), share(sure, len(bare))]
    cells += [share(exact[size], count[size]) for size, _ in HEIGHTS]
    cells += [share(exact.total(), count.total())]
    cells += [f"{sum(times[kind]) / len(times[kind]):.0f}" for kind in (True, False)]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pictures", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--paddle", default=os.environ.get("PADDLE_DIR"))
    parser.add_argument("--model", default="en_core_web_lg")
    parser.add_argument("--ways", default=",".join(NAMES))
    arguments = parser.parse_args()
    arguments.results.mkdir(parents=True, exist_ok=True)
    known = {}
    with open(arguments.pictures / "pictures.csv") as table:
        for row in csv.DictReader(table):
            known[row["file"]] = []
    with open(arguments.pictures / "labels.csv") as table:
        for row in csv.DictReader(table):
            known[row["file"]].append(row)
    texts = sum(bool(words) for words in known.values())
    print(f"{texts} pictures with text, {sum(map(len, known.values()))} words; {len(known) - texts} without text.\n")
    sizes = " | ".join(f"words {label}" for label, _ in HEIGHTS)
    print(f"| way | text found | false alarms | false words | {sizes} | all words | ms with text | ms without |")
    print("|" + " --- |" * 10)
    for way in arguments.ways.split(","):
        path = arguments.results / f"{way}.csv"
        if not path.exists():
            run(way, arguments.pictures, arguments.results, arguments)
        with open(path, newline="") as table:
            rows = list(csv.DictReader(table))
        if way == "presidio":
            print(table_row(NAMES[way] + ", PII", known, rows, {"line"}))
            print(table_row(NAMES[way] + ", its OCR", known, rows, {"word"}))
        else:
            print(table_row(NAMES[way], known, rows, {"word"} if way in ("sparse", "block") else {"line"}))


main()
