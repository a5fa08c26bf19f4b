"""The bundled sample: reports by invented outlets about one week in Idlib, August 2019.

Every outlet is invented and every sentence was written for this package; see README.md beside
this file. `manifest.json` says of each report what it is there to show.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def reports() -> Traversable:
    """The folder that `contested demo` ingests (reports only, no notes)."""
    return files("contested.demo").joinpath("reports")


def manifest() -> Traversable:
    """`manifest.json`: {"reports": [{"file", "record", "outlet", "published", "url", "shows"}]}."""
    return files("contested.demo").joinpath("manifest.json")
