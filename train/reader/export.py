"""Weights of a run -> the folder that the package ships: int8 ONNX graphs, tokenizer, reader.json.

    python -m train.reader.export RUN --encoders FOLDER --to src/contested/extract/trained/data/standard
        --name standard --version 1 [--full] [--shared ../shared]

The matrices are quantised per output channel (per tensor loses accuracy) and dynamically, so no
calibration text is needed; temperatures and biases are then fitted on the documents that the recipe
held out, through the quantised graphs, as users will run them. A teacher is exported in `--full`
precision: int8 costs deep networks most.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from contested.extract.trained.settings import SameEvent
from contested.extract.trained.windows import OVERLAP, SIZE
from train.reader import encoders
from train.reader.calibrate import calibrate
from train.reader.confidence import scales
from train.reader.data import examples, is_held_out, reports
from train.reader.labels import KINDS, MODES, ROLES, STATUSES, TYPES
from train.reader.network import Network, load
from train.reader.recipe import Recipe

HEADS = ("type", "status", "mode", "background", "roles", "kind", "event")
OPSET = 17


class _Encode(nn.Module):
    """The encoder without a mask and without a batch: one window, no padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        hidden, trigger = self.encoder(ids, marks)
        return hidden[0], trigger[0]


def graphs(network: Network, folder: Path, full: bool = False) -> None:
    """Writes encoder.onnx and heads.onnx, quantised to int8 unless in `full` precision."""
    finish = shutil.copyfile if full else _quantise
    ids = torch.randint(5, 1000, (1, 32))
    marks = torch.zeros_like(ids)
    spans = torch.tensor([[1, 2], [4, 6]])
    with torch.no_grad():
        hidden, _ = _Encode(network)(ids, marks)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "encoder.onnx"
        axes = {
            "ids": {1: "pieces"},
            "marks": {1: "pieces"},
            "hidden": {0: "pieces"},
            "trigger": {0: "pieces"},
        }
        _export(_Encode(network), (ids, marks), plain, ["ids", "marks"], ["hidden", "trigger"], axes)
        finish(plain, folder / "encoder.onnx")
        plain = Path(scratch) / "heads.onnx"
        axes = {"hidden": {0: "pieces"}, "spans": {0: "triggers"}} | {h: {0: "triggers"} for h in HEADS}
        axes["roles"][2] = axes["kind"][1] = "pieces"
        _export(network.heads, (hidden, spans), plain, ["hidden", "spans"], list(HEADS), axes)
        finish(plain, folder / "heads.onnx")


def _export(
    module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], axes: Any
) -> None:
    torch.onnx.export(
        module.eval(),
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def _quantise(plain: Path, path: Path) -> None:
    quantize_dynamic(
        str(plain),
        str(path),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def describe(name: str, version: str, recipe: Recipe, fitted: dict[str, Any]) -> dict[str, Any]:
    """reader.json without the checksums."""
    return {
        "name": name,
        "version": version,
        "encoder": recipe.encoder,
        "layers": recipe.layers,
        "size": SIZE,
        "overlap": OVERLAP,
        "types": TYPES,
        "statuses": STATUSES,
        "modes": MODES,
        "kinds": KINDS,
        "roles": ROLES,
        "links": "link",
        **fitted,
    }


def seal(folder: Path, description: dict[str, Any]) -> None:
    """Writes reader.json with the SHA-256 of every other file."""
    files = ("encoder.onnx", "heads.onnx", "tokenizer.json")
    sums = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
    (folder / "reader.json").write_text(json.dumps(description | {"sha256": sums}, indent=1) + "\n", "utf-8")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("run", type=Path)
    cli.add_argument("--encoders", type=Path, required=True)
    cli.add_argument("--to", type=Path, required=True)
    cli.add_argument("--name", required=True)
    cli.add_argument("--version", required=True)
    cli.add_argument("--full", action="store_true", help="32-bit floats instead of int8, for a teacher")
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    args = cli.parse_args()
    recipe = msgspec.json.decode((args.run / "recipe.json").read_bytes(), type=Recipe)
    found = encoders.folders(args.encoders)
    network = load(recipe.shape(found), args.run / "weights.pt")
    args.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(found[recipe.encoder] / "tokenizer.json", args.to / "tokenizer.json")
    graphs(network, args.to, args.full)
    files = [f for f in reports(recipe, args.shared) if is_held_out(f["article"]["id"], recipe.held_out)]
    held = examples(args.to / "tokenizer.json", files)
    scale, bias = (float(v) for v in network.heads.event_scale.detach())
    fitted = calibrate(args.to, held, SameEvent(scale=scale, bias=bias))
    plain = describe(args.name, args.version, recipe, fitted)
    seal(args.to, plain)
    plain["platt"] = scales(args.to, files, args.shared / recipe.gold[0])
    print(json.dumps({name: plain[name] for name in ("temperature", "bias", "platt")}, indent=1))
    seal(args.to, plain)


if __name__ == "__main__":
    main()
