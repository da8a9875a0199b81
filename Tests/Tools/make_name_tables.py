"""Writes Rules/Tables/person-names.csv and imaging-words.csv from published lists.

usage: make_name_tables.py CORPUS OUTPUT

CORPUS holds popular-names-by-country-dataset (CC0) and eponyms-ai (MIT). The other sources are Python packages: names
0.3.0 (US Census 1990, with frequencies, public domain), mimesis 22.2.0 (MIT), pydicom 3.0.2 (MIT), and the word list of
Debian's wamerican (SCOWL). Of Faker 40.54.0 (MIT) only the names of Thailand, Nepal and of Marathi are taken, which nothing
else has: the tests draw the names of all other languages from it.

A name is folded as Sources/Text folds a text: capitals without accents; umlauts are given in both spellings. `given` and
`surname` are 1 (rare) to 9 (most common) in the list that knows the name best. `also` says what else the word is:
d = in a dictionary of English in small letters, v = a word of imaging, e = in the name of a disease or sign.
"""

import csv
import importlib
import importlib.util
import json
import math
import pathlib
import re
import sys
import unicodedata

SURNAMES = 30_000
SPECIAL = {"ß": "SS", "ẞ": "SS", "Æ": "AE", "Ø": "O", "Œ": "OE", "Đ": "D", "Ð": "D", "Þ": "TH", "Ł": "L", "İ": "I", "Ə": "A",
           "Ħ": "H", "Ŋ": "N"}


# Scripts of India and of Thailand: their vowels are marks, so nothing is taken off.
MARKED = re.compile(r"[\u0900-\u0dff\u0e00-\u0e7f]")


def fold(word, umlauts=False):
    out = ""
    for character in word:
        upper = character if character == "ß" else character.upper()
        if umlauts and upper in "ÄÖÜÅ":
            out += {"Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA"}[upper]
        elif upper in SPECIAL:
            out += SPECIAL[upper]
        elif "\u0400" <= upper[0] <= "\u04ff":
            out += "Е" if upper == "Ё" else upper
        elif upper[0] >= "\u1100":
            out += upper
        else:
            out += "".join(c for c in unicodedata.normalize("NFD", upper) if not unicodedata.combining(c))
    return out


def folds(name):
    """The words of a name that stand alone: without particles, and not of one letter unless it is ideographic."""
    name = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFC", name))
    if MARKED.search(name):
        for word in name.replace("\u200c", "").replace("\u200d", "").split():
            if len(word) > 2 and all(MARKED.match(character) for character in word):
                yield word
        return
    for word in re.split(r"[\s\-‐·,./]+", name.replace("'", "").replace("’", "")):
        for folded in {fold(word), fold(word, True)}:
            ideographic = folded >= "\u2e80"
            if folded and folded.isalpha() and (len(folded) > 2 or ideographic) and len(folded) < 20:
                yield folded


def package(name):
    return pathlib.Path(importlib.util.find_spec(name).origin).parent


def level(rank, count):
    return max(1, 9 - int(8 * math.log(rank + 1) / math.log(count + 1)))


def add(table, name, number):
    for word in folds(name):
        table[word] = max(table.get(word, 0), number)


def census(path, limit):
    with open(path) as lines:
        for rank, line in enumerate(lines):
            if rank >= limit:
                break
            yield line.split()[0], level(rank, limit)


def strings(value):
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def names(corpus):
    given, surname = {}, {}
    root = package("names")
    for name, number in census(root / "dist.all.last", SURNAMES):
        add(surname, name, number)
    for kind in ("female", "male"):
        for name, number in census(root / f"dist.{kind}.first", 10_000):
            add(given, name, number)
    folder = corpus / "popular-names-by-country-dataset"
    for file, table in (("common-forenames-by-country.csv", given), ("common-surnames-by-country.csv", surname)):
        with open(folder / file, encoding="utf-8-sig") as rows:
            for row in csv.DictReader(rows):
                for column in ("Localized Name", "Romanized Name"):
                    add(table, row[column], 6)
    for path in sorted((package("mimesis") / "datasets").glob("*/person.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for name in strings(content.get("names", [])):
            add(given, name, 4)
        for name in strings(content.get("surnames", [])):
            add(surname, name, 4)
    for locale in ("mr_IN", "ne_NP", "th_TH"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for name in provider.first_names:
            add(given, name, 4)
        for name in provider.last_names:
            add(surname, name, 4)
    return given, surname


def words(text):
    return re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text))


def imaging(tables):
    """Words of the standard's names and of coded concepts, and whether they stand there in small letters."""
    from pydicom.datadict import DicomDictionary
    from pydicom.sr import _concepts_dict as concepts
    from pydicom.uid import UID_dictionary

    found = {}

    def take(text, kind, always):
        for word in words(text):
            folded = fold(word)
            if len(folded) > 2 and folded.isascii() and (always or word.islower()):
                found.setdefault(folded, kind)

    for entry in DicomDictionary.values():
        take(entry[2], "standard", True)
    for entry in UID_dictionary.values():
        take(entry[0], "standard", True)
    meanings = []
    for scheme in ("DCM", "SCT", "RADLEX", "FMA", "LN", "UMLS", "NEU", "MDC", "IBSI", "UCUM"):
        for codes in concepts.concepts[scheme].values():
            for meaning, _ in codes.values():
                if not re.search(r"breed|organism|species|strain", meaning, re.IGNORECASE):
                    meanings.append(meaning)
    for meaning in meanings:
        take(meaning, "concept", False)
    with open(tables / "private-dictionary.csv") as rows:
        for row in csv.DictReader(rows):
            take(row["name"], "private", False)
    return found, meanings


def main(corpus, output):
    given, surname = names(corpus)
    vocabulary, meanings = imaging(output)
    for meaning in meanings:
        for word in words(meaning):
            folded = fold(word)
            if folded not in given and folded not in surname and len(folded) > 2 and folded.isascii():
                vocabulary.setdefault(folded, "concept")
    with open("/usr/share/dict/american-english", encoding="utf-8") as lines:
        english = {fold(line.strip()) for line in lines if line.strip().isalpha() and line[0].islower()}
    with open(output / "harmless-annotations.csv") as rows:
        shown = {fold(row["term"]) for row in csv.DictReader(rows)}
    with open(corpus / "eponyms-ai/final_eponymous_concepts.csv", encoding="utf-8") as rows:
        eponyms = {fold(part) for row in csv.DictReader(rows) for name in row["eponym"].split("|") for part in words(name)}
    with open(output / "person-names.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("name,given,surname,also\n")
        for name in sorted(set(given) | set(surname), key=lambda name: name.encode()):
            also = "d" * (name in english) + "e" * (name in eponyms) + "v" * (name in vocabulary or name in shown)
            file.write(f"{name},{given.get(name, 0)},{surname.get(name, 0)},{also}\n")
    with open(output / "imaging-words.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("word,source\n")
        for word in sorted(vocabulary):
            if word not in given and word not in surname:
                file.write(f"{word},{vocabulary[word]}\n")
    print(len(given), len(surname), len(vocabulary))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
