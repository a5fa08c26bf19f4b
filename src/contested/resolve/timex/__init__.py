"""Time expressions in running text: found, and resolved to TIMEX3 values and days."""

from contested.resolve.timex.find import TimeExpression, find_times

__all__ = ["TimeExpression", "find_times"]
