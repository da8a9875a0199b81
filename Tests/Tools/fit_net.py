"""Fits the small network that looks once more at the likeliest lines, and writes it as a table.

usage: fit_net.py LINES OUTPUT

LINES is lines.pickle as fit_lines.py writes it, with the pictures where they were. OUTPUT is line-net.csv. Needs pandas
and torch; one thread, since more are no faster with pictures of this size.
"""

import pathlib
import sys

import numpy
import pandas
import torch
from torch import nn

from fit_lines import evaluate

# What a line is cut out to; LineCutting and LineNet have the same numbers.
ROWS, COLUMNS = 16, 72
CHANNELS = (16, 16, 32)
HIDDEN = 16
EPOCHS = 14


def picture(path):
    kind, size, _, pixels = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)


def halved(plane):
    """PaddedPlane.halved."""
    rows, columns = plane.shape[0] // 2 * 2, plane.shape[1] // 2 * 2
    wide = plane[:rows, :columns].astype(numpy.uint16)
    return ((wide[::2, ::2] + wide[::2, 1::2] + wide[1::2, ::2] + wide[1::2, 1::2] + 2) >> 2).astype(numpy.uint8)


def cut(plane, x, y, width, height, is_upright):
    """The line from left to right, with a fifth of its height above and below; its middle if all of it goes in."""
    if is_upright:
        plane, x, y, width, height = plane.T, y, x, height, width
    step = height * 1.4 / ROWS
    rows = y + height / 2 - 0.5 + (numpy.arange(ROWS) - (ROWS - 1) / 2) * step
    fits = COLUMNS * step >= width + height * 0.6
    first = x + width / 2 - 0.5 - (COLUMNS - 1) / 2 * step if fits else x - 0.5 - 0.3 * height
    columns = first + numpy.arange(COLUMNS) * step

    def between(places, count):
        places = numpy.clip(places, 0, count - 1)
        low = numpy.minimum(places.astype(int), max(0, count - 2))
        return low, numpy.minimum(low + 1, count - 1), (places - low).astype(numpy.float32)

    top, bottom, down = between(rows, plane.shape[0])
    left, right, across = between(columns, plane.shape[1])
    upper = plane[numpy.ix_(top, left)] * (1 - across) + plane[numpy.ix_(top, right)] * across
    lower = plane[numpy.ix_(bottom, left)] * (1 - across) + plane[numpy.ix_(bottom, right)] * across
    return upper * (1 - down[:, None]) + lower * down[:, None]


def cuttings(lines):
    """The lines' pictures, each less its mean and over its deviation, and lines sorted as they are."""
    lines = lines.sort_values(["folder", "file", "level"])
    result = numpy.zeros((len(lines), ROWS, COLUMNS), numpy.float32)
    last = None
    for index, line in enumerate(lines.itertuples()):
        if line.file != last:
            last, planes = line.file, [picture(pathlib.Path(line.folder) / line.file.split("/")[-1])]
        level = int(line.level)
        while len(planes) <= level:
            planes.append(halved(planes[-1]))
        box = (int(side) >> level for side in (line.x, line.y, line.w, line.h))
        result[index] = cut(planes[level], *box, line.isUpright > 0)
    mean, deviation = result.mean((1, 2), keepdims=True), result.std((1, 2), keepdims=True)
    return lines, (result - mean) / (deviation + 4)


def known(lines):
    """What the network is told besides: the score of the trees, and the level."""
    return numpy.stack([lines.score.clip(-5, 8) / 4, lines.level - 1], 1).astype(numpy.float32)


class LineNet(nn.Module):
    def __init__(self):
        super().__init__()
        one, two, three = CHANNELS
        self.first = nn.Conv2d(1, one, 4, stride=2, padding=1)
        self.second = nn.Conv2d(one, two, 4, stride=2, padding=1)
        self.third = nn.Conv2d(two, three, 3, padding=1)
        self.fourth = nn.Linear(4 * three + 2, HIDDEN)
        self.fifth = nn.Linear(HIDDEN, 1)

    def forward(self, x, besides):
        x = torch.relu(self.third(torch.relu(self.second(torch.relu(self.first(x))))))
        top, bottom = x[:, :, :2], x[:, :, 2:]
        pooled = [top.mean((2, 3)), bottom.mean((2, 3)), top.amax((2, 3)), bottom.amax((2, 3)), besides]
        return self.fifth(torch.relu(self.fourth(torch.cat(pooled, 1))))[:, 0]


def fit(lines, pictures):
    count = lines.groupby(["file", "text"]).file.transform("size")
    weight = 1 / numpy.sqrt(count)
    text, ground = weight / weight[lines.text].sum(), weight / weight[~lines.text].sum() * 1.5
    weight = torch.tensor((numpy.where(lines.text, text, ground) * len(lines) / 2.5).astype(numpy.float32))
    pictures, besides = torch.tensor(pictures)[:, None], torch.tensor(known(lines))
    text = torch.tensor(lines.text.to_numpy().astype(numpy.float32))
    net = LineNet().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=1e-3)
    batch = 256
    steps = len(text) // batch + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-3, total_steps=EPOCHS * steps)
    for epoch in range(EPOCHS):
        order, total = torch.randperm(len(text)), 0.0
        for start in range(0, len(text), batch):
            chosen = order[start : start + batch]
            # Dark text is light text the other way round, and text stands on its head as well.
            sign = torch.randint(0, 2, (len(chosen), 1, 1, 1)) * 2.0 - 1
            seen = pictures[chosen] * sign
            if torch.rand(()) < 0.15:
                seen = torch.flip(seen, [2, 3])
            told = besides[chosen].clone()
            told[:, 0] += torch.randn(len(chosen)) * 0.1
            told[torch.rand(len(chosen)) < 0.15, 0] = 0
            loss = nn.functional.binary_cross_entropy_with_logits(net(seen, told), text[chosen], reduction="none")
            loss = (loss * weight[chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch}: loss {total / len(text):.4f}", flush=True)
    return net.eval()


def write(path, net):
    """A row for each output: its bias, and its weights by row, column and input, the input changing fastest."""
    with open(path, "w") as table:
        table.write("layer,output,bias,weights\n")
        for name in ("first", "second", "third", "fourth", "fifth"):
            layer = getattr(net, name)
            weight = layer.weight.detach()
            weight = weight.permute(0, 2, 3, 1) if weight.dim() == 4 else weight
            for output, (bias, values) in enumerate(zip(layer.bias.tolist(), weight.flatten(1).tolist())):
                table.write(f"{name},{output},{bias:.4g}," + " ".join(f"{value:.4g}" for value in values) + "\n")


def main(source, output):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    lines, pictures = cuttings(pandas.read_pickle(source))
    held = lines.held.to_numpy()
    net = fit(lines[~held], pictures[~held])
    write(output, net)
    other = lines[held].copy()
    with torch.no_grad():
        seen, told = torch.tensor(pictures[held])[:, None], torch.tensor(known(other))
        other["net"] = torch.cat([net(seen[at : at + 2000], told[at : at + 2000]) for at in range(0, len(told), 2000)]).numpy()
    file = other.file.str.split("/").str[-1]
    evaluate(pathlib.Path(other.folder.iloc[0]), other.groupby(file).net.max(), "net")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
