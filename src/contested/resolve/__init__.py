"""Words to dates, places and counts. Imports nothing heavy: resources open on first use."""

from contested.resolve.resolver import Resolver

__all__ = ["Resolver"]
