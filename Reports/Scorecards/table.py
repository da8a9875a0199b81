"""Puts the scorecards of a folder side by side, as Markdown on standard output."""

import json
import pathlib
import sys

cards = [json.loads(path.read_text()) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"))]
if not cards:
    sys.exit("no scorecards")
corpus = cards[0]["corpus"]


def share(rows, strict=False):
    asked = sum(row["asked"] for row in rows)
    done = sum(row.get("doneStrictly", row["done"]) if strict else row["done"] for row in rows)
    return f"{100 * done / asked:.1f} %" if asked else "–"


print("# Scorecards\n")
print(
    f"What anonymizers, run as in `Recipes`, make of a corpus of {corpus['files']} files of {corpus['patients']} invented persons"
    f" (seed {corpus['seed']}), judged by the {cards[0]['profile']}, deid-audit {cards[0]['toolVersion']}; made by"
    " `Reports/Scorecards/make.sh`. All tools have more settings than these runs use: a card is of a recipe, not of a tool.\n"
)
print("A kind of leak is left if it is left in any file, and not known if a file has no output. MIDI-B's share counts the rows of")
print("the corpus' answer key, as its script does and strictly. Damage is what a comparison reports of it, but")
print("for places in which a leak was planted. The last column is what our own checks did not report.\n")
print("| recipe | kinds of leaks left | not known | Table E.1-1 | MIDI-B | strictly | damaged places | files with output | seconds | not seen by scan, by compare |")
print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
for card in cards:
    leaks = [leak for leak in card["leaks"] if leak["planted"]]
    left = sum(leak["left"] > 0 for leak in leaks)
    unknown = sum(leak["left"] == 0 and leak["unknown"] > 0 for leak in leaks)
    alone = sum(leak["unseenAlone"] > 0 for leak in leaks)
    compared = sum(leak["unseenCompared"] > 0 for leak in leaks)
    damage = sum(row["places"] for row in card["damage"])
    print(
        f"| {card['subject']['name']} | {left} of {len(leaks)} | {unknown} | {share(card['actions'])} | {share(card['challenge'])} |"
        f" {share(card['challenge'], True)} | {damage} | {card['paired']} of {corpus['files']} |"
        f" {card['subject']['milliseconds'] / 1000:.1f} | {alone}, {compared} |"
    )
