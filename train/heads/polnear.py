"""PolNeAR: cues, and the source and content of each, on the reader's encoder.

    python -m train.heads.polnear --encoder RUN --out FOLDER [--shared ../shared] [--encoders FOLDER]
    CONTESTED_POLNEAR=FOLDER python -m bench.polnear --head train.heads.polnear:head

Cues are tagged; from each, the network looks over the window for source and content, as the reader does
from a trigger. Fitted on nine tenths of train; the biases are chosen on the tenth; dev is not opened.
"""

from __future__ import annotations

import itertools
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.polnear.corpus import PARTS, Article, Attribution, load
from bench.polnear.score import score
from contested.extract.trained.scores import Floats
from contested.extract.trained.windows import Pieces, load_tokenizer, to_pieces
from train.heads import start
from train.heads.polnear_data import ROLES, Example, Said, examples, is_held_out
from train.heads.polnear_decode import Settings, attribution, cues
from train.heads.rows import Stretch, epoch, labels, rows
from train.reader.examples import Range, bio
from train.reader.fit import Special
from train.reader.network import Network, distance

PLAN = start.Plan(epochs=5, room=254, mask=0.04)
OVERLAP = 96
RATE = 0.026
"""Cues a piece, about: what the sums of losses are divided by."""
SPANS = 0.25
"""Weight of source and content, whose loss sums over all pieces of a window."""
GENEROUS = 1.5
"""Cues with this bias are looked from; the settings choose among them."""


class Polnear(nn.Module):
    """Cue tags, and from each cue the tags of source and content."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        heads, width = network.heads, network.shape.width
        self.encoder = network.encoder
        self.drop = nn.Dropout(network.shape.dropout)
        self.cue = nn.Linear(network.encoder.size, 3)
        self.look = start.Look(heads)
        self.piece, self.product, self.distance = heads.piece, heads.product, heads.distance
        self.from_trigger, self.times, self.join = heads.from_trigger, heads.times, heads.join
        self.role = nn.Linear(width, len(ROLES) * 3)
        with torch.no_grad():
            self.cue.bias[0] += 3.0
            self.role.bias.view(-1, 3)[:, 0] += 2.0

    def said(self, hidden: Tensor, spans: Tensor) -> Tensor:
        """hidden [L,H] of one row, cues [T,2] -> logits [T, 2, L, 3]."""
        seen = self.look(hidden, spans)
        position = torch.arange(hidden.shape[0])
        joined = (
            self.piece(hidden)[None]
            + self.distance(distance(position[None] - spans[:, :1]))
            + self.from_trigger(seen)[:, None]
            + self.product(hidden)[None] * self.times(seen)[:, None]
        )
        found: Tensor = self.role(self.join(joined)).unflatten(2, (len(ROLES), 3)).transpose(1, 2)
        return found


def losses(
    model: Polnear, batch: Sequence[Stretch], data: Sequence[Example], pieces: Special
) -> dict[str, Tensor]:
    """Each head's loss in nats a cue, if cues were as many as `RATE` says."""
    made = rows(batch, [e.pieces for e in data], pieces.opening, pieces.closing, pieces.padding)
    hidden, _ = model.encoder(*start.tensors(made, pieces, PLAN.mask))
    hidden = hidden.float()
    gold = labels(batch, {s.document: [a.cue for a in data[s.document].said] for s in batch})
    cue = model.cue(model.drop(hidden))
    total = {
        "cue": functional.cross_entropy(cue.flatten(0, 1), torch.from_numpy(gold).flatten(), reduction="sum"),
        "said": hidden.sum() * 0.0,
    }
    for row, stretch in enumerate(batch):
        inside = [a for a in data[stretch.document].said if _whole(stretch, a)]
        if inside:
            spans = torch.tensor([stretch.shifted(a.cue) for a in inside])
            logits = model.said(hidden[row, : len(stretch) + 2], spans)
            total["said"] = total["said"] + _said_loss(logits, stretch, inside)
    places = RATE * float(made.mask.sum())
    return {n: v * (SPANS if n == "said" else 1.0) / places for n, v in total.items()}


def _whole(stretch: Stretch, said: Said) -> bool:
    """Cue, and all that belongs to it, lie in the stretch."""
    return all(stretch.holds(at) for at in (said.cue, *itertools.chain(*said.roles)))


def _said_loss(logits: Tensor, stretch: Stretch, inside: Sequence[Said]) -> Tensor:
    gold = [
        [bio(logits.shape[2], [stretch.shifted(at) for at in part]) for part in said.roles] for said in inside
    ]
    return functional.cross_entropy(
        logits.flatten(0, 2), torch.from_numpy(np.array(gold)).flatten(), reduction="sum"
    )


def fit(model: Polnear, data: Sequence[Example], tokenizer_file: Path, plan: start.Plan, out: Path) -> None:
    """Trains in place; one line of the log an epoch, and weights."""
    pieces = Special.of(load_tokenizer(tokenizer_file))
    lengths = [(n, len(e.pieces)) for n, e in enumerate(data)]

    def batches(number: int) -> list[list[Stretch]]:
        return list(epoch(lengths, plan.room, plan.pieces, random.Random(f"{plan.seed} {number}")))

    steps = sum(len(batches(n)) for n in range(plan.epochs))
    optimizer, schedule = start.optimiser(model, model.encoder, plan, steps)
    for number in range(plan.epochs):
        model.train()
        began, parts = time.monotonic(), []
        for batch in batches(number):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bf16):
                found = losses(model, batch, data, pieces)
            start.step(model, torch.stack(list(found.values())).sum(), optimizer)
            schedule.step()
            parts.append({name: float(value.detach()) for name, value in found.items()})
        seconds = round(time.monotonic() - began)
        line = {"epoch": number + 1, "steps": len(parts), "seconds": seconds}
        start.log(out / "log.jsonl", line | start.mean(parts))
        torch.save(model.state_dict(), out / start.WEIGHTS)


@dataclass(frozen=True)
class Read:
    """An article as the network read it: cue logits [pieces, 3], and what was seen from likely cues."""

    text: str
    pieces: Pieces
    cue: Floats
    seen: dict[int, tuple[int, Floats]]
    """First piece of a cue -> first piece of its window, logits [2, L, 3] of the window's pieces."""


@torch.no_grad()
def read(model: Polnear, tokenizer_file: Path, text: str) -> Read:
    """One article, window by window; every likely cue is looked from where it has most around it."""
    model.eval()
    pieces = to_pieces(load_tokenizer(tokenizer_file), text)
    logits = np.zeros((len(pieces), 3), dtype=np.float32)
    windows = list(start.look_through(model.encoder, tokenizer_file, pieces, PLAN.room + 2, OVERLAP))
    for w in windows:
        own = model.cue(w.hidden)[w.core_first - w.first + 1 : w.core_last - w.first + 1]
        logits[w.core_first : w.core_last] = own.numpy()
    seen: dict[int, tuple[int, Floats]] = {}
    likely = {at for bias in (0.0, GENEROUS) for at in cues(pieces, logits, Settings(cue=bias))}
    for w in windows:
        own_cues = sorted(at for at in likely if w.core_first <= at[0] < w.core_last)
        seen |= _looked(model, w, own_cues)
    return Read(text, pieces, logits, seen)


def _looked(model: Polnear, w: start.Seen, found: Sequence[Range]) -> dict[int, tuple[int, Floats]]:
    if not found:
        return {}
    spans = torch.tensor([(a - w.first + 1, min(b, w.last) - w.first + 1) for a, b in found])
    logits = model.said(w.hidden, spans)[:, :, 1:-1].numpy()
    return {at[0]: (w.first, logits[n]) for n, at in enumerate(found)}


def attributions(article: Read, settings: Settings) -> list[Attribution]:
    """The article's attributions in order of their cues."""
    found = []
    for cue in cues(article.pieces, article.cue, settings):
        if cue[0] in article.seen:
            first, logits = article.seen[cue[0]]
            one = attribution(article.text, article.pieces, first, cue, logits, settings)
            found += [one] if one else []
    return found


def choose(articles: Sequence[Article], reads: Sequence[Read]) -> tuple[Settings, float]:
    """One setting at a time, for the mean of token and exact F1 over the parts."""

    def worth(settings: Settings) -> float:
        found = score(zip(articles, [attributions(r, settings) for r in reads], strict=True))
        return sum(found[m, part].f1 for m in ("token", "exact") for part in PARTS) / 6

    best = Settings()
    top = worth(best)
    grid = dict.fromkeys(("cue", *ROLES), (-0.5, 0.5, 1.0)) | {"reach": (0.0, 2.0, 3.0)}
    for name, value in [(name, value) for name, values in grid.items() for value in values]:
        moved = msgspec.structs.replace(best, **{name: value})
        if (found := worth(moved)) > top:
            best, top = moved, found
    return best, top


def head(articles: Sequence[Article]) -> list[list[Attribution]]:
    """For `bench.polnear --head`: attributions by the head that lies where CONTESTED_POLNEAR says."""
    folder = Path(os.environ.get("CONTESTED_POLNEAR", "runs/polnear"))
    network, settings = start.again(folder)
    model = Polnear(network)
    model.load_state_dict(torch.load(folder / start.WEIGHTS, map_location="cpu", weights_only=True))
    chosen = msgspec.convert(settings["settings"], Settings)
    tokenizer = folder / start.ENCODER / "tokenizer.json"
    return [attributions(read(model, tokenizer, a.text), chosen) for a in articles]


def main() -> None:
    args = start.options(__doc__).parse_args()
    plan = PLAN if args.epochs is None else msgspec.structs.replace(PLAN, epochs=args.epochs)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(args.threads)
    network = start.from_run(args.encoder, args.encoders, args.out)
    tokenizer = args.out / start.ENCODER / "tokenizer.json"
    articles = load("train", args.shared / "data" / "polnear", args.limit)
    held = [a for a in articles if is_held_out(a.id)]
    data = examples(load_tokenizer(tokenizer), [a for a in articles if not is_held_out(a.id)])
    print(f"{len(data)} articles, {sum(len(e.said) for e in data)} attributions", flush=True)
    model = Polnear(network)
    fit(model, data, tokenizer, plan, args.out)
    settings, found = choose(held, [read(model, tokenizer, a.text) for a in held])
    start.log(args.out / "log.jsonl", {"held out": len(held), "mean F1, chosen on it": round(found, 4)})
    start.keep(args.out, {"settings": msgspec.to_builtins(settings), "plan": msgspec.to_builtins(plan)})


if __name__ == "__main__":
    main()
