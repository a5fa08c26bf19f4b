"""Settings of all tests."""

from hypothesis import settings

# How long an example takes depends on the machine and on what else it does: that is no finding.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
