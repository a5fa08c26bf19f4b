"""Settings of all tests."""

import os
from pathlib import Path

from hypothesis import settings

# How long an example takes depends on the machine and on what else it does: that is no finding.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

# What the user of this machine has added to the gazetteer or watches is none of the tests' business.
os.environ["CONTESTED_DATA"] = str(Path(__file__).parent / "no-such-folder")
