"""Words to dates, places and counts. Imports nothing heavy: resources open on first use."""

from contested.resolve.resolver import Resolver
from contested.resolve.when import date_note

__all__ = ["Resolver", "date_note"]
