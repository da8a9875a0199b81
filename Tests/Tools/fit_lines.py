"""Fits the trees that score lines, and writes them as a table.

usage: fit_lines.py TRAIN[,TRAIN...] HELD OUTPUT

Each folder holds pictures of make-pictures and features.csv, as `bench-pixels gate FOLDER --features
FOLDER/features.csv --least-marks=-1.4` writes it. HELD is for the printed numbers alone. OUTPUT is line-trees.csv; beside
it goes lines.pickle with the lines that fit_net.py goes on with. Needs pandas and scikit-learn.
"""

import csv
import pathlib
import sys

import numpy
import pandas
from sklearn.ensemble import HistGradientBoostingClassifier

MARK_FEATURES = 28  # LineFeatures.markNames
BORDER = 0.25  # the score that becomes 0
TREES = 200


def load(folder):
    lines = pandas.read_csv(folder / "features.csv")
    numbers = lines.columns[3:]
    lines[numbers] = lines[numbers].astype("float32")
    lines["folder"] = str(folder)
    lines["file"] = folder.name + "/" + lines["file"]
    return lines


def label(lines):
    """Text, and ground: all lines of pictures without text, and those of the others that touch no word."""
    lines["clean"] = lines.file.str.contains("/none-")
    lines["text"] = ~lines.clean & (lines.share > 0.4) & (lines.turned == 0)
    return lines[lines.clean | lines.text | (lines.share == 0)].reset_index(drop=True)


def weights(lines, ground):
    weight = 1 / numpy.sqrt(lines.groupby("file").file.transform("size"))
    text = weight / weight[lines.text].sum()
    return numpy.where(lines.text, text, weight / weight[~lines.text].sum() * ground) * len(lines)


def evaluate(folder, best, name):
    """Recall of pictures at some shares of false alarms; `best` has the greatest score of each picture."""
    pictures = pandas.read_csv(folder / "pictures.csv")
    pictures["score"] = pictures.file.map(best).fillna(-99)
    words = pandas.read_csv(folder / "labels.csv")
    words["strong"] = words.contrast >= 40
    words["plain"] = words.strong & (words.contrast > 2 * words.unrest)
    words = words.groupby("file").agg(
        capitals=("capital_height", "max"), strong=("strong", "any"), plain=("plain", "any")
    )
    shown = pictures[pictures.words > 0].join(words, on="file")
    for alarms in (0.005, 0.0075, 0.01, 0.02, 0.03):
        limit = pictures[pictures.words == 0].score.quantile(1 - alarms)
        found = shown.score > limit
        tall = found[(shown.capitals >= 10) & shown.strong].mean()
        plain = found[(shown.capitals >= 10) & shown.plain].mean()
        small = found[shown.capitals.between(7, 9) & shown.plain].mean()
        print(
            f"{name} {folder.name}: alarms {alarms:.4f} score {limit:6.2f} recall >= 10 px {tall:.4f} "
            f"(not lost in its ground {plain:.4f}) 7-9 px {small:.4f}", flush=True,
        )


def rows(model, names, stage, border):
    """Complete trees of depth three: seven features, seven thresholds and eight leaves each."""
    base = float(numpy.ravel(model._baseline_prediction)[0]) - border
    for (tree,) in model._predictors:
        questions, limits, values = [0] * 7, [0.0] * 7, [0.0] * 8

        def walk(index, depth, slot):
            node = tree.nodes[index]
            if node["is_leaf"]:
                span = 2 ** (3 - depth)
                values[slot * span : (slot + 1) * span] = [node["value"]] * span
                return
            at = 2**depth - 1 + slot
            questions[at], limits[at] = int(node["feature_idx"]), node["num_threshold"]
            walk(node["left"], depth + 1, slot * 2)
            walk(node["right"], depth + 1, slot * 2 + 1)

        walk(0, 0, 0)
        # The base is in the leaves of the first tree.
        numbers = [f"{value:.4g}" for value in limits + [value + base for value in values]]
        yield [stage] + [names[question] for question in questions] + numbers
        base = 0.0


def main(train, held, output):
    lines = label(pandas.concat([load(folder) for folder in train], ignore_index=True))
    names = [name for name in lines.columns if name not in ("clean", "text", "folder")][8:]
    random = numpy.random.default_rng(1)
    sample = lines.sample(min(len(lines) // 2, 120_000), random_state=1)
    marks = HistGradientBoostingClassifier(
        max_iter=24, max_depth=3, learning_rate=0.3, min_samples_leaf=100
    ).fit(sample[names[:MARK_FEATURES]], sample.text, sample_weight=weights(sample, 1))
    lines["score"] = marks.decision_function(lines[names[:MARK_FEATURES]])
    other = load(held)
    for turn in range(2):
        # Of each picture, the lines that the last trees took for text most: what is hard, and what decides.
        rank = lines.groupby(["file", "text"]).score.rank(ascending=False, method="first")
        chosen = lines[
            lines.clean & (rank <= 30)
            | lines.text & (rank <= 12)
            | ~lines.clean & ~lines.text & (rank <= 6)
            | (random.random(len(lines)) < 0.03)
        ]
        model = HistGradientBoostingClassifier(
            max_iter=TREES if turn == 1 else 80, max_depth=3, learning_rate=0.12, l2_regularization=1,
            min_samples_leaf=40, max_features=0.4, random_state=1,
        ).fit(chosen[names], chosen.text, sample_weight=weights(chosen, 1.5))
        lines["score"] = model.decision_function(lines[names])
        other["score"] = model.decision_function(other[names])
        evaluate(held, other.groupby(other.file.str.split("/").str[-1]).score.max(), f"trees, round {turn}")
    numbers = "".join(f",feature{n}" for n in range(1, 8)) + "".join(f",threshold{n}" for n in range(1, 8))
    with open(output, "w") as table:
        table.write("stage" + numbers + "".join(f",leaf{n}" for n in range(1, 9)) + "\n")
        writer = csv.writer(table, lineterminator="\n")
        writer.writerows(rows(marks, names, "marks", 0))
        writer.writerows(rows(model, names, "lines", BORDER))
    other = label(other)
    lines = pandas.concat([lines.assign(held=False), other.assign(held=True)], ignore_index=True)
    rank = lines.groupby(["file", "text"]).score.rank(ascending=False, method="first")
    keep = lines.clean & (rank <= 24) | lines.text & (rank <= 10) | ~lines.clean & ~lines.text & (rank <= 5)
    lines[keep & (lines.score > -5)].to_pickle(output.with_name("lines.pickle"))


if __name__ == "__main__":
    main([pathlib.Path(name) for name in sys.argv[1].split(",")], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
