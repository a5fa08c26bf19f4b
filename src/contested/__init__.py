"""Contested: a ledger of who says that who did what to whom, where, when and with what harm."""

__version__ = "0.1.0"
