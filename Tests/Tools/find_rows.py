"""Finds rows of words in bytes with an Aho-Corasick automaton, to compare a search with: find_rows.py ROWS BYTES.

ROWS has a row a line, its words apart by blanks. Prints number of the row, begin and end of each place where it stands.
Words are runs of ASCII letters and bytes from 80 on, or runs of digits; letters of ASCII are the same in either case,
leading zeros do not count, and at most four bytes stand between two words.
"""

import re
import sys

import ahocorasick

WORD = re.compile(rb"[A-Za-z\x80-\xff]+|[0-9]+")


def folded(word):
    return (word.lstrip(b"0") or b"0").decode("latin-1") if word[:1].isdigit() else word.lower().decode("latin-1")


rows = open(sys.argv[1], "rb").read().split(b"\n")
text = open(sys.argv[2], "rb").read()
automaton = ahocorasick.Automaton()
numbers = {}
for number, row in enumerate(rows):
    if row:
        key = "\n" + "\n".join(folded(word) for word in row.split(b" ")) + "\n"
        numbers.setdefault(key, []).append(number)
        automaton.add_word(key, key)
automaton.make_automaton()

# Words between line ends, two line ends where more than four bytes stand between; the places of each word's ends.
pieces, starts, ends, length, last = ["\n"], {}, {}, 1, None
for match in WORD.finditer(text):
    if last is not None and match.start() - last > 4:
        pieces.append("\n")
        length += 1
    word = folded(match.group())
    starts[length - 1] = match.start()
    pieces.append(word + "\n")
    length += len(word) + 1
    ends[length - 1] = match.end()
    last = match.end()
for end, key in automaton.iter("".join(pieces)):
    for number in numbers[key]:
        print(number, starts[end - len(key) + 1], ends[end])
