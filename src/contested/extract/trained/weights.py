"""The shipped weights: found, checked against their SHA-256, and run by ONNX Runtime."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from contested.extract.trained.scores import TriggerScores, WindowScores
from contested.extract.trained.settings import Settings
from contested.extract.trained.windows import Ints, Window
from contested.model import ReaderError, ontology

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ENCODER, HEADS, TOKENIZER, SETTINGS = "encoder.onnx", "heads.onnx", "tokenizer.json", "reader.json"
_FIELDS = ("type", "status", "mode", "background", "roles", "kind", "event")


def folder_of(size: str) -> Path:
    """Where the weights of a size ("standard", "small") ship in the package, present or not."""
    return Path(str(files("contested.extract.trained"))) / "data" / size


def load_settings(folder: Path) -> Settings:
    """reader.json of a folder of weights. Raises ReaderError when it is missing or broken."""
    path = folder / SETTINGS
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except OSError as error:
        raise ReaderError(f"the trained reader's weights are missing: {path}: {error.strerror}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise ReaderError(f"{path}: {error}") from error
    unknown = [name for name in settings.types if name not in ontology().types]
    if unknown:
        raise ReaderError(f"{path}: types that are not in the ontology: {', '.join(unknown)}")
    return settings


def check(folder: Path, settings: Settings) -> None:
    """Raises ReaderError naming the first file that is missing or is not the one that was shipped."""
    for name in (ENCODER, HEADS, TOKENIZER):
        expected = settings.sha256.get(name)
        if expected is None:
            raise ReaderError(f"{folder / SETTINGS}: no sha256 for {name}")
        try:
            with (folder / name).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise ReaderError(f"{folder / name} cannot be read: {error.strerror}") from error
        if digest != expected.lower():
            raise ReaderError(f"{folder / name} is damaged: its SHA-256 is {digest}, not {expected}")


class OnnxScores:
    """The network of a folder of weights; loaded when first asked.

    One thread by default: documents are read in parallel by processes, and one thread always adds
    up in the same order. Raises ReaderError when ONNX Runtime is missing or refuses a file.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if find_spec("onnxruntime") is None:
            raise ReaderError("the trained reader needs the package onnxruntime, which is not installed")
        self.folder, self.threads = folder, threads

    def triggers(self, window: Window) -> TriggerScores:
        """Encoder pass over one window."""
        given = {"ids": window.ids[None], "marks": window.marks[None]}
        hidden, trigger = self._encoder.run(["hidden", "trigger"], given)
        return TriggerScores(hidden=hidden, trigger=np.asarray(trigger))

    def fields(self, hidden: Any, spans: Ints) -> WindowScores:
        """All heads for the triggers of one window."""
        found = self._heads.run(list(_FIELDS), {"hidden": hidden, "spans": spans})
        return WindowScores(**dict(zip(_FIELDS, map(np.asarray, found), strict=True)))

    @cached_property
    def _encoder(self) -> InferenceSession:
        return session(self.folder / ENCODER, self.threads)

    @cached_property
    def _heads(self) -> InferenceSession:
        return session(self.folder / HEADS, self.threads)


def session(path: Path, threads: int) -> InferenceSession:
    """An ONNX Runtime session on the CPU. Raises ReaderError when the file cannot be run."""
    import onnxruntime as ort
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it keeps a plan for every shape, and shapes vary here
    options.log_severity_level = 3
    refusals = (state.Fail, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented)
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (*refusals, state.InvalidArgument, state.NoSuchFile, state.RuntimeException) as error:
        raise ReaderError(f"{path} cannot be run: {error}") from error
