"""What every head starts from: the encoder of a reader's run, its optimiser, its folder of results."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from contested.extract.trained.windows import Pieces, load_tokenizer, to_windows
from train.heads.rows import Rows
from train.reader import encoders
from train.reader.fit import Special, _ramp
from train.reader.network import Encoder, Heads, Network, load
from train.reader.recipe import Recipe, Shape

SETTINGS, WEIGHTS, ENCODER = "head.json", "weights.pt", "encoder"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a head is fitted; rates are peaks, reached after `warmup` of the steps."""

    epochs: int
    room: int
    """Pieces that the encoder takes in at once."""
    pieces: int = 2048
    """Pieces of one step, padding included."""
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    """Each layer learns this much slower than the one above it."""
    weight_decay: float = 0.01
    warmup: float = 0.08
    mask: float = 0.06
    """Share of pieces hidden from the encoder."""
    bf16: bool = True
    seed: int = 1


def options(about: str | None) -> argparse.ArgumentParser:
    """What the commands of all heads take."""
    cli = argparse.ArgumentParser(description=(about or "").splitlines()[0])
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--encoder", type=Path, required=True, help="a run of train.reader.fit")
    cli.add_argument("--encoders", type=Path, help="made by train.reader.encoders; else beside the run")
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--threads", type=int, default=2)
    cli.add_argument("--limit", type=int, help="only so many documents, to try it out")
    cli.add_argument("--epochs", type=int, help="other than planned")
    return cli


def from_run(run: Path, folder: Path | None, out: Path) -> Network:
    """The reader's network; copies what is needed to build its encoder again into `out`."""
    recipe = _recipe(run)
    (out / ENCODER).mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(pretrained(run, folder) / name, out / ENCODER / name)
    network = load(recipe.shape(_folders(run, folder)), run / WEIGHTS)
    keep(out, {"layers": recipe.layers, "width": recipe.width})
    return network


def pretrained(run: Path, folder: Path | None) -> Path:
    """Where the encoder that the run started from lies."""
    return _folders(run, folder)[_recipe(run).encoder]


def _recipe(run: Path) -> Recipe:
    return msgspec.json.decode((run / "recipe.json").read_bytes(), type=Recipe)


def _folders(run: Path, folder: Path | None) -> dict[str, Path]:
    return encoders.folders(folder or run.parent / "encoders")


def keep(out: Path, settings: dict[str, Any]) -> None:
    """Adds settings to head.json."""
    file = out / SETTINGS
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    file.write_text(json.dumps(known | settings, indent=1) + "\n", "utf-8")


def again(folder: Path) -> tuple[Network, dict[str, Any]]:
    """A network of the shape of the one that a head was fitted on, and the head's settings."""
    settings = json.loads((folder / SETTINGS).read_text("utf-8"))
    shape = Shape(encoder=str(folder / ENCODER), layers=settings["layers"], width=settings["width"])
    return Network(shape, pretrained=False), settings


class Look(nn.Module):
    """What the reader sees from a trigger, asked of any span: [T, 2 * width]."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.key, self.ask, self.value, self.see = heads.key, heads.ask, heads.value, heads.see

    def forward(self, hidden: Tensor, spans: Tensor) -> Tensor:
        """hidden [L,H] of one row, spans [T,2] of its positions."""
        position = torch.arange(hidden.shape[0])
        inside = ((position >= spans[:, :1]) & (position < spans[:, 1:])).to(hidden.dtype)
        words = inside @ hidden / inside.sum(1, keepdim=True)
        attention = torch.softmax(self.ask(words) @ self.key(hidden).T / self.key.out_features**0.5, 1)
        whole = hidden[:1].expand(words.shape[0], -1)
        seen: Tensor = self.see(torch.cat([words, attention @ self.value(hidden), whole], 1))
        return seen


def tensors(rows: Rows, pieces: Special | None = None, hidden_share: float = 0.0) -> tuple[Tensor, ...]:
    """ids, marks and mask; with a share, so many pieces are replaced by the mask piece."""
    ids, marks, mask = (torch.from_numpy(a) for a in (rows.ids, rows.marks, rows.mask))
    if pieces and hidden_share:
        chosen = (torch.rand(ids.shape) < hidden_share) & mask.bool()
        chosen[:, 0] = False
        ids = ids.masked_fill(chosen, pieces.mask)
    return ids, marks, mask


def optimiser(
    module: nn.Module, encoder: Encoder, plan: Plan, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, the encoder's lower layers slower, and its ramp. Word vectors stay as they are: most words
    of a small corpus are in one text alone."""
    layers = list(encoder.body.encoder.layer)
    encoder.body.embeddings.word_embeddings.requires_grad_(False)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": plan.rate * plan.layer_decay ** (len(layers) - 1 - n)}
        for n, layer in enumerate(layers)
    ]
    body = {id(p) for p in encoder.body.parameters()}
    rest = [p for p in module.parameters() if id(p) not in body]
    low = [p for p in encoder.body.embeddings.parameters() if p.requires_grad]
    groups.append({"params": low, "lr": plan.rate * plan.layer_decay ** len(layers)})
    groups.append({"params": rest, "lr": plan.head_rate})
    found = torch.optim.AdamW(groups, weight_decay=plan.weight_decay)
    return found, torch.optim.lr_scheduler.LambdaLR(found, lambda n: _ramp(n, steps, plan.warmup))


def step(module: nn.Module, loss: Tensor, found: torch.optim.Optimizer) -> None:
    """One step down the loss."""
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in module.parameters() if p.grad is not None], 1.0)
    found.step()
    found.zero_grad(set_to_none=True)


@dataclass(frozen=True)
class Seen:
    """One window of a document as the encoder saw it; `hidden` is [L,H], its own pieces [core)."""

    hidden: Tensor
    first: int
    last: int
    core_first: int
    core_last: int


def look_through(
    encoder: Encoder, tokenizer_file: Path, pieces: Pieces, size: int, overlap: int
) -> Iterator[Seen]:
    """All windows of one document, without gradients."""
    for w in to_windows(load_tokenizer(tokenizer_file), pieces, size, overlap):
        with torch.no_grad():
            hidden, _ = encoder(torch.from_numpy(w.ids[None]), torch.from_numpy(w.marks[None]))
        yield Seen(hidden[0], w.first, w.last, w.core_first, w.core_last)


def log(file: Path, line: dict[str, Any]) -> None:
    """One line of JSON, printed too."""
    print(json.dumps(line), flush=True)
    with file.open("a") as out:
        out.write(json.dumps(line) + "\n")


def mean(parts: Iterable[dict[str, float]]) -> dict[str, float]:
    """Means by name, rounded; a name that some lack counts where it stands."""
    sums: dict[str, list[float]] = {}
    for part in parts:
        for name, value in part.items():
            sums.setdefault(name, []).append(value)
    return {name: round(sum(v) / len(v), 4) for name, v in sorted(sums.items())}
