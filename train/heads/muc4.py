"""MUC-4: five roles, incidents, stage and perpetrator confidence on the reader's encoder.

    python -m train.heads.muc4 --encoder RUN --out FOLDER [--shared ../shared] [--encoders FOLDER]
    python -m train.heads.muc4 --encoder RUN --out FOLDER --choose     # only choose the settings anew
    CONTESTED_MUC4=FOLDER python -m bench.muc4 --head train.heads.muc4:head

Fitted on the 1,300 reports of MUC-4 train; an epoch takes every report with an incident and half of the
others in turn. The settings of `muc4_decode` are then chosen on the 200 reports of dev; TST3 is not
opened here. Reports are cut into stretches and read in overlapping windows: nothing is left out.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.muc4.corpus import Report, Template, load, proper_words, sentence_case
from contested.extract.trained.windows import Pieces, load_tokenizer, to_pieces
from train.heads import start
from train.heads.muc4_choose import choose, f1
from train.heads.muc4_data import STAGES, SURE, TAGGED, TYPES, UNKNOWN, Example, Mention, examples, taught
from train.heads.muc4_decode import Candidate, Read, Settings, candidates, templates
from train.heads.rows import Stretch, epoch, labels, rows
from train.reader.examples import Range
from train.reader.fit import Special
from train.reader.network import Network

PLAN = start.Plan(epochs=4, room=382)
OVERLAP = 96
LINK_SIZE = 64
RATE = 0.02
"""Places of fillers a piece, about: what the sums of losses are divided by."""
MENTION = 0.5
"""Weight of what is asked about each place beside the tags."""


class Muc(nn.Module):
    """Tags on the encoder's pieces; type, stage, confidence and a link vector of each place."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        size, wide = network.encoder.size, 2 * network.shape.width
        self.drop = nn.Dropout(network.shape.dropout)
        self.tags = nn.Linear(size, len(TAGGED) * 3)
        self.incident = nn.Linear(size, 1)
        self.look = start.Look(network.heads)
        self.kind, self.stage = nn.Linear(wide, len(TYPES)), nn.Linear(wide, len(STAGES))
        self.confidence, self.link = nn.Linear(wide, len(SURE)), nn.Linear(wide, LINK_SIZE)
        self.scale = nn.Parameter(torch.tensor([0.1, 0.5]))
        with torch.no_grad():
            self.tags.bias.view(-1, 3)[:, 0] += 4.0

    def tagged(self, hidden: Tensor) -> Tensor:
        """[..., L, H] -> logits [..., roles, L, 3]."""
        found: Tensor = self.tags(self.drop(hidden)).unflatten(-1, (len(TAGGED), 3)).transpose(-2, -3)
        return found

    def linked(self, link: Tensor) -> Tensor:
        """[T, LINK_SIZE] -> logits [T, T]."""
        return self.scale[0] * (link @ link.T) + self.scale[1]


def losses(muc: Muc, batch: Sequence[Stretch], data: Sequence[Example], pieces: Special) -> dict[str, Tensor]:
    """Each head's loss in nats a place of a filler, if places were as many as `RATE` says."""
    made = rows(batch, [e.pieces for e in data], pieces.opening, pieces.closing, pieces.padding)
    hidden, _ = muc.encoder(*start.tensors(made, pieces, PLAN.mask))
    hidden = hidden.float()
    gold = [
        labels(batch, {s.document: data[s.document].spans(role) for s in batch})
        for role in range(len(TAGGED))
    ]
    tags = muc.tagged(hidden)
    asked = torch.from_numpy(np.stack(gold, 1))
    total = {"tags": functional.cross_entropy(tags.flatten(0, 2), asked.flatten(), reduction="sum")}
    some = torch.tensor([float(any(map(s.holds, _at(data, s)))) for s in batch])
    total["incident"] = functional.binary_cross_entropy_with_logits(
        muc.incident(hidden[:, 0]).squeeze(1), some, reduction="sum"
    )
    for row, stretch in enumerate(batch):
        inside = [m for m in data[stretch.document].mentions if stretch.holds(m.at)]
        if inside:
            spans = torch.tensor([stretch.shifted(m.at) for m in inside])
            for name, value in _mention_losses(muc, hidden[row, : len(stretch) + 2], spans, inside).items():
                total[name] = total[name] + value if name in total else value
    places = RATE * float(made.mask.sum())
    return {n: v * (1.0 if n in ("tags", "incident") else MENTION) / places for n, v in total.items()}


def _spans(batch: Sequence[Stretch], data: Sequence[Example], role: int) -> dict[int, list[Range]]:
    return {s.document: data[s.document].spans(role) for s in batch}


def _at(data: Sequence[Example], stretch: Stretch) -> list[Range]:
    return [m.at for m in data[stretch.document].mentions]


def _mention_losses(muc: Muc, hidden: Tensor, spans: Tensor, inside: Sequence[Mention]) -> dict[str, Tensor]:
    seen = muc.look(hidden, spans)
    heads = (("type", muc.kind), ("stage", muc.stage), ("confidence", muc.confidence))
    found = {}
    for name, head in heads:
        gold = torch.tensor([getattr(m, name) for m in inside])
        if bool((gold != UNKNOWN).any()):
            found[name] = functional.cross_entropy(head(seen), gold, ignore_index=UNKNOWN, reduction="sum")
    if len(inside) > 1:
        same = torch.tensor([[float(bool(a.templates & b.templates)) for b in inside] for a in inside])
        upper = torch.triu_indices(len(inside), len(inside), 1)
        logits = muc.linked(muc.link(seen))[upper[0], upper[1]]
        loss = functional.binary_cross_entropy_with_logits(logits, same[upper[0], upper[1]])
        found["link"] = loss * len(inside)
    return found


def fit(muc: Muc, data: Sequence[Example], tokenizer_file: Path, plan: start.Plan, out: Path) -> None:
    """Trains in place; one line of the log an epoch, and weights."""
    pieces = Special.of(load_tokenizer(tokenizer_file))

    def batches(number: int) -> list[list[Stretch]]:
        lengths = [(n, len(data[n].pieces)) for n in taught(data, number, 2)]
        chance = random.Random(f"{plan.seed} {number}")
        return list(epoch(lengths, plan.room, plan.pieces, chance))

    steps = sum(len(batches(n)) for n in range(plan.epochs))
    optimizer, schedule = start.optimiser(muc, muc.encoder, plan, steps)
    for number in range(plan.epochs):
        muc.train()
        began, parts = time.monotonic(), []
        for batch in batches(number):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bf16):
                found = losses(muc, batch, data, pieces)
            start.step(muc, torch.stack(list(found.values())).sum(), optimizer)
            schedule.step()
            parts.append({name: float(value.detach()) for name, value in found.items()})
        seconds = round(time.monotonic() - began)
        start.log(
            out / "log.jsonl",
            {"epoch": number + 1, "steps": len(parts), "seconds": seconds} | start.mean(parts),
        )
        torch.save(muc.state_dict(), out / start.WEIGHTS)


@torch.no_grad()
def read(muc: Muc, tokenizer_file: Path, text: str) -> Read:
    """One report in sentence case, window by window."""
    muc.eval()
    pieces = to_pieces(load_tokenizer(tokenizer_file), text)
    if not len(pieces):
        nothing = np.zeros((0, 1))
        return Read((), -9.0, nothing, nothing, nothing, np.zeros((0, 0)))
    seen = list(start.look_through(muc.encoder, tokenizer_file, pieces, PLAN.room + 2, OVERLAP))
    logits = np.zeros((len(TAGGED), len(pieces), 3), dtype=np.float32)
    for w in seen:
        own = muc.tagged(w.hidden)[:, w.core_first - w.first + 1 : w.core_last - w.first + 1]
        logits[:, w.core_first : w.core_last] = own.numpy()
    found = candidates(text, pieces, logits)
    incident = max(float(muc.incident(w.hidden[0])) for w in seen)
    return _asked(muc, seen, pieces, found, incident)


def _asked(
    muc: Muc, seen: Sequence[start.Seen], pieces: Pieces, found: tuple[Candidate, ...], incident: float
) -> Read:
    """Each candidate is asked about in the window whose core it starts in."""
    vectors = torch.zeros(len(found), 2 * muc.look.key.out_features)
    for w in seen:
        own = [n for n, c in enumerate(found) if w.core_first <= c.at[0] < w.core_last]
        if own:
            at = [(found[n].at[0], min(found[n].at[1], w.last)) for n in own]
            vectors[own] = muc.look(
                w.hidden, torch.tensor([(a - w.first + 1, b - w.first + 1) for a, b in at])
            )
    return Read(
        candidates=found,
        incident=incident,
        type=muc.kind(vectors).softmax(1).double().numpy(),
        stage=muc.stage(vectors).double().numpy(),
        confidence=muc.confidence(vectors).softmax(1).double().numpy(),
        link=torch.sigmoid(muc.linked(muc.link(vectors))).double().numpy(),
    )


def head(reports: Sequence[Report]) -> list[list[Template]]:
    """For `bench.muc4 --head`: templates by the head that lies where CONTESTED_MUC4 says."""
    folder = Path(os.environ.get("CONTESTED_MUC4", "runs/muc4"))
    network, settings = start.again(folder)
    muc = Muc(network)
    muc.load_state_dict(torch.load(folder / start.WEIGHTS, map_location="cpu", weights_only=True))
    proper, chosen = frozenset(settings["proper"]), msgspec.convert(settings["settings"], Settings)
    tokenizer = folder / start.ENCODER / "tokenizer.json"
    return [templates(read(muc, tokenizer, sentence_case(r.text, proper)), chosen) for r in reports]


def main() -> None:
    cli = start.options(__doc__)
    cli.add_argument("--choose", action="store_true", help="of fitted weights choose the settings anew")
    args = cli.parse_args()
    plan = PLAN if args.epochs is None else msgspec.structs.replace(PLAN, epochs=args.epochs)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(args.threads)
    network = start.from_run(args.encoder, args.encoders, args.out)
    tokenizer = args.out / start.ENCODER / "tokenizer.json"
    train, dev = (load(s, args.shared / "data" / "muc4", args.limit) for s in ("train", "dev"))
    proper = proper_words(train)
    data = examples(load_tokenizer(tokenizer), train, proper)
    print(f"{len(data)} reports, {sum(len(e.mentions) for e in data)} places", flush=True)
    muc = Muc(network)
    if args.choose:
        muc.load_state_dict(torch.load(args.out / start.WEIGHTS, map_location="cpu", weights_only=True))
    else:
        fit(muc, data, tokenizer, plan, args.out)
    reads = [read(muc, tokenizer, sentence_case(r.text, proper)) for r in dev]
    gold = [r.templates for r in dev]
    start.log(args.out / "log.jsonl", {"dev": round(f1(reads, gold, Settings()), 4)})
    settings, found = choose(reads, gold)
    start.log(args.out / "log.jsonl", {"dev, chosen on it": round(found, 4)})
    told = {"settings": msgspec.to_builtins(settings), "proper": sorted(proper)}
    start.keep(args.out, told | {"plan": msgspec.to_builtins(plan)})


if __name__ == "__main__":
    main()
