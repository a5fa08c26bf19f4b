"""The incident page: what is agreed, what is contested and by whom, and the words that prove it."""

from contested.cli.page.build import incident_page

__all__ = ["incident_page"]
