"""Weights: found, checked, run, or refused by name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from trained_helpers import document, settings, tokenizer

from contested.extract import reader_named
from contested.extract.trained import weights
from contested.extract.trained.reader import TrainedReader
from contested.extract.trained.weights import ENCODER, HEADS, SETTINGS, TOKENIZER, OnnxScores, load_settings
from contested.model import ReaderError, spans_of

Nodes = list[Any]


def save(path: Path, inputs: list[Any], outputs: list[Any], nodes: Nodes, constants: dict[str, Any]) -> None:
    from onnx import helper, numpy_helper, save_model

    made = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, made)
    opsets = [helper.make_opsetid("", 17)]
    save_model(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))


def tiny_network(folder: Path) -> None:
    """A network that takes each "x" for the trigger of an attack and each "y" for its target."""
    from onnx import TensorProto, helper

    value, node = helper.make_tensor_value_info, helper.make_node
    known = tokenizer().get_vocab()
    triggers = np.tile(np.array([9, 0, 0], "f4"), (len(known), 1))
    hidden = np.zeros((len(known), 2), "f4")
    hidden[:, 0] = 1
    triggers[known["x"]], hidden[known["y"], 1] = (0, 9, 0), 1
    save(
        folder / ENCODER,
        [value("ids", TensorProto.INT64, [1, None]), value("marks", TensorProto.INT64, [1, None])],
        [value("hidden", TensorProto.FLOAT, [None, 2]), value("trigger", TensorProto.FLOAT, [None, 3])],
        [
            node("Mul", ["marks", "zero"], ["nothing"]),
            node("Add", ["ids", "nothing"], ["given"]),
            node("Squeeze", ["given", "first"], ["row"]),
            node("Gather", ["hiddens", "row"], ["hidden"]),
            node("Gather", ["triggers", "row"], ["trigger"]),
        ],
        {"zero": np.int64(0), "first": np.array([0]), "hiddens": hidden, "triggers": triggers},
    )
    heads(folder / HEADS)


def heads(path: Path) -> None:
    from onnx import TensorProto, helper

    value, node = helper.make_tensor_value_info, helper.make_node
    made = settings()
    roles = np.zeros((len(made.roles), 1, 3, 2), "f4")  # role, -, label, hidden
    roles[:, :, 0, :] = 9
    roles[made.roles.index("target"), 0, 0] = (9, -9)
    roles[made.roles.index("target"), 0, 1] = (0, 9)
    type_ = np.zeros((1, len(made.types)), "f4")
    type_[0, made.types.index("attack")] = 9
    constants: dict[str, Any] = {"label": roles[:, 0].transpose(0, 2, 1).copy()}
    nodes = [node("Cast", ["spans"], ["floats"], to=TensorProto.FLOAT)]
    nodes += [node("ReduceSum", ["floats", "one"], ["summed"], keepdims=1)]
    nodes += [node("Mul", ["summed", "zero"], ["column"]), node("Squeeze", ["column", "one"], ["background"])]
    rows = {
        "type": type_,
        **{name: np.zeros((1, n), "f4") for name, n in (("status", 5), ("mode", 4), ("event", 2))},
    }
    for name, row in rows.items():
        constants[f"constant_{name}"] = row
        nodes.append(node("Add", ["column", f"constant_{name}"], [name]))
    constants |= {"one": np.array([1]), "zero": np.float32(0), "more": np.array([2, 3])}
    constants |= {"kinds": np.zeros((2, 10), "f4"), "front": np.array([0])}
    nodes += [
        node("MatMul", ["hidden", "label"], ["by_role"]),  # [L, 2] x [R, 2, 3] -> [R, L, 3]
        node("Unsqueeze", ["by_role", "front"], ["of_all"]),
        node("Unsqueeze", ["column", "more"], ["deep"]),  # [T, 1, 1, 1]
        node("Add", ["of_all", "deep"], ["roles"]),
        node("MatMul", ["hidden", "kinds"], ["kind_row"]),
        node("Unsqueeze", ["column", "one"], ["wide"]),
        node("Add", ["kind_row", "wide"], ["kind"]),
    ]
    inputs = [value("hidden", TensorProto.FLOAT, [None, 2]), value("spans", TensorProto.INT64, [None, 2])]
    names = ("type", "status", "mode", "background", "roles", "kind", "event")
    save(path, inputs, [value(n, TensorProto.FLOAT, None) for n in names], nodes, constants)


def sealed(folder: Path, **changes: Any) -> Path:
    """The folder with a reader.json that knows the sums of its files."""
    files = [folder / name for name in (ENCODER, HEADS, TOKENIZER)]
    sums = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.exists()}
    made = settings(**{"sha256": sums, **changes})
    (folder / SETTINGS).write_bytes(msgspec.json.encode(made))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files that only look like weights, and their right sums."""
    for name in (ENCODER, HEADS):
        (tmp_path / name).write_bytes(b"no graph")
    tokenizer().save(str(tmp_path / TOKENIZER))
    return sealed(tmp_path)


def test_the_whole_path_through_onnx_runtime(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="makes the tiny network")
    tiny_network(tmp_path)
    tokenizer().save(str(tmp_path / TOKENIZER))
    reader = TrainedReader(weights=sealed(tmp_path, size=12, overlap=4))
    assert (reader.name, reader.version) == ("tiny", "tiny 1, rules 2")
    report = document("a b x c y d e f g h i j k l m x y, x n")
    claims = reader.read(report)
    assert [c.trigger.start for c in claims] == [4, 30, 35]
    assert [(c.type, [t.start for t in c.target]) for c in claims] == [
        ("attack", [8]),
        ("attack", [32]),
        ("attack", [32]),
    ]
    assert all(s.proves(report.text) for c in claims for s in spans_of(c))
    assert reader.read(report) == claims


@pytest.mark.parametrize("name", [ENCODER, HEADS, TOKENIZER])
def test_a_damaged_or_missing_file_is_named(folder: Path, name: str) -> None:
    assert TrainedReader(weights=folder).name == "tiny"
    with (folder / name).open("ab") as stream:
        stream.write(b"\n")
    with pytest.raises(ReaderError, match=f"{name} is damaged"):
        TrainedReader(weights=folder)
    (folder / name).unlink()
    with pytest.raises(ReaderError, match=f"{name} cannot be read"):
        TrainedReader(weights=folder)
    with pytest.raises(ReaderError, match=f"no sha256 for {name}"):
        TrainedReader(weights=sealed(folder))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"types": ["quarrel"]}, "not in the ontology: quarrel"),
        ({"roles": ["culprit"]}, "culprit"),
        ({"temperature": {"type": 0.0}}, "above zero"),
        ({"overlap": 254}, "cannot overlap"),
        ({"links": "nobody"}, "links"),
        ({"name": None}, "name"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(folder: Path, change: dict[str, Any], reason: str) -> None:
    path = folder / SETTINGS
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ReaderError, match=reason):
        load_settings(folder)


def test_settings_may_tell_more_than_is_read(folder: Path) -> None:
    path = folder / SETTINGS
    path.write_text(json.dumps({**json.loads(path.read_text()), "trained_on": "train"}))
    assert load_settings(folder) == settings(sha256=load_settings(folder).sha256)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"weights are missing: .*reader\.json"):
        TrainedReader(weights=tmp_path)


def test_a_file_that_is_no_graph_is_refused(folder: Path) -> None:
    with pytest.raises(ReaderError, match=r"encoder\.onnx cannot be run"):
        TrainedReader(weights=folder).read(document("some words"))


def test_without_onnx_runtime_the_reader_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda _: None)
    with pytest.raises(ReaderError, match="onnxruntime"):
        OnnxScores(folder)


def test_the_readers_of_the_package_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("contested.extract.trained.reader.folder_of", lambda size: tmp_path / size)
    for size in ("standard", "small"):
        with pytest.raises(ReaderError, match=size):
            reader_named(size)
