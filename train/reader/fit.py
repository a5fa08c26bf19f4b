"""Fit the network to annotated reports.

    python -m train.reader.fit RECIPE.toml --encoders FOLDER --out FOLDER [--taught FOLDER]
        [--start FOLDER] [--shared ../shared]

Writes weights.pt, recipe.json and log.jsonl into the out folder. Same recipe, same machine, same
number of threads: same weights. A recipe with a `teacher_share` learns from what
train.reader.teach wrote, too, and one with a `start` goes on from that run's weights.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import torch
from torch import Tensor

from contested.extract.trained.windows import load_tokenizer, special_ids
from train.reader import encoders
from train.reader.data import epoch, examples, is_held_out, reports
from train.reader.examples import Cut, Example
from train.reader.loss import Batch, collate, losses
from train.reader.network import Network, save
from train.reader.recipe import Recipe, load_recipe
from train.reader.soft import Taught, soft_losses, taught

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    """Parameter groups: the encoder's lower layers learn slower, the heads fastest."""
    layers = list(network.encoder.body.encoder.layer)
    found: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay ** (len(layers) - 1 - n)}
        for n, layer in enumerate(layers)
    ]
    taken = {id(p) for group in found for p in group["params"]}
    body = [p for p in network.encoder.body.parameters() if id(p) not in taken]
    found.append({"params": body, "lr": recipe.rate * recipe.layer_decay ** len(layers)})
    taken |= {id(p) for p in body}
    found.append({"params": [p for p in network.parameters() if id(p) not in taken], "lr": recipe.head_rate})
    return [group for group in found if group["params"]]


@dataclass(frozen=True)
class Special:
    """Ids of the pieces that are no words."""

    opening: int
    closing: int
    padding: int
    mask: int

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Special:
        opening, closing = special_ids(tokenizer)
        padding, mask = (_first(tokenizer, names) for names in (("[PAD]", "<pad>"), ("[MASK]", "<mask>")))
        return cls(opening, closing, padding, mask)


def _first(tokenizer: Tokenizer, names: tuple[str, ...]) -> int:
    return next(int(i) for name in names if (i := tokenizer.token_to_id(name)) is not None)


def hide(batch: Batch, share: float, mask_id: int) -> None:
    """Puts the mask piece in the place of a share of the pieces; the special ones stay."""
    chosen = torch.rand(batch.ids.shape) < share
    chosen &= batch.mask.bool()
    chosen[:, 0] = False
    batch.ids[chosen] = mask_id


def fit(
    recipe: Recipe,
    data: list[Example],
    network: Network,
    tokenizer_file: Path,
    log: Path,
    teacher: Path | None = None,
) -> None:
    """Trains the network in place; logs every head's loss once an epoch. Weights lie beside the log."""
    pieces = Special.of(load_tokenizer(tokenizer_file))
    optimizer = torch.optim.AdamW(groups(network, recipe), weight_decay=recipe.weight_decay)
    own = sum(len(list(epoch(data, n, recipe.seed, recipe.pieces))) for n in range(recipe.epochs))
    steps = round(own * (1 + recipe.teacher_share))  # a teacher's windows fill their batches as well
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: _ramp(n, steps, recipe.warmup))
    for number in range(recipe.epochs):
        network.train()
        began, sums, count = time.monotonic(), Counter[str](), 0
        for batch in _plan(recipe, data, number, teacher):
            count += 1
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.bf16):
                parts = _losses(network, batch, pieces, recipe)
            _step(network, weighed(parts, recipe), optimizer)
            schedule.step()
            sums.update({name: float(value.detach()) for name, value in parts.items()})
        means = {name: round(value / count, 4) for name, value in sorted(sums.items())}
        line = {"epoch": number + 1, "steps": count, "seconds": round(time.monotonic() - began)} | means
        print(json.dumps(line), flush=True)
        with log.open("a") as file:
            file.write(json.dumps(line) + "\n")
        save(network, log.with_name("weights.pt"))


def _plan(
    recipe: Recipe, data: list[Example], number: int, teacher: Path | None
) -> Iterator[list[Cut] | list[Taught]]:
    """An epoch's batches: the annotated ones, and those of a teacher in their midst."""
    own: list[list[Cut] | list[Taught]] = list(epoch(data, number, recipe.seed, recipe.pieces))
    if recipe.teacher_share and teacher:
        size = sum(len(e.pieces) for e in data)
        room = int(size * recipe.teacher_share)
        own += taught(teacher, number, recipe.seed, room, recipe.pieces)
        random.Random(f"{recipe.seed} {number} plan").shuffle(own)
    yield from own


def _losses(
    network: Network, batch: list[Cut] | list[Taught], pieces: Special, recipe: Recipe
) -> dict[str, Tensor]:
    if isinstance(batch[0], Taught):
        found = soft_losses(network, batch, pieces.padding)
        return {f"taught {name}": value for name, value in found.items()}
    ready = collate(batch, pieces.opening, pieces.closing, pieces.padding)
    hide(ready, recipe.mask, pieces.mask)
    return losses(network, ready)


def weighed(parts: dict[str, Tensor], recipe: Recipe) -> Tensor:
    """The sum that is made small."""
    return torch.stack([v * recipe.role_weight if n.endswith("roles") else v for n, v in parts.items()]).sum()


def _step(network: Network, loss: Tensor, optimizer: torch.optim.Optimizer) -> None:
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


def _ramp(step: int, steps: int, warmup: float) -> float:
    rise = max(steps * warmup, 1)
    return min((step + 1) / rise, max(steps - step, 0) / max(steps - rise, 1))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("recipe", type=Path)
    cli.add_argument("--encoders", type=Path, required=True, help="folder made by train.reader.encoders")
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument(
        "--taught", type=Path, help="folder made by train.reader.teach, for a recipe that asks for it"
    )
    cli.add_argument("--start", type=Path, help="folder of the run that a recipe goes on from")
    cli.add_argument("--threads", type=int, default=2)
    args = cli.parse_args()
    recipe = load_recipe(args.recipe)
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(args.threads)
    if recipe.teacher_share and not args.taught:
        sys.exit(f"{args.recipe} wants a teacher's answers: give --taught")
    if bool(recipe.start) != bool(args.start):
        sys.exit(f"{args.recipe} goes on from {recipe.start or 'no other run'}: see --start")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "recipe.json").write_bytes(msgspec.json.format(msgspec.json.encode(recipe)))
    found = encoders.folders(args.encoders)
    tokenizer_file = found[recipe.encoder] / "tokenizer.json"
    data = examples(tokenizer_file, reports(recipe, args.shared))
    data = [e for e in data if not is_held_out(e.key, recipe.held_out)]
    print(f"{len(data)} documents, {sum(len(e.events) for e in data)} events", flush=True)
    network = Network(recipe.shape(found), pretrained=not args.start)
    if args.start:
        network.load_state_dict(torch.load(args.start / "weights.pt", map_location="cpu", weights_only=True))
    fit(recipe, data, network, tokenizer_file, args.out / "log.jsonl", args.taught)
    (args.out / "done").touch()


if __name__ == "__main__":
    main()
