"""Whether a name is that of the outlet which printed the document: its own voice is no source."""

from __future__ import annotations

import re


def same_outlet(name: str, outlet: str | None) -> bool:
    """True when a name is the outlet's own: equal or one inside the other, spelling folded."""
    if not outlet:
        return False
    a, b = (re.sub(r"[\W_]+", "", text.casefold()) for text in (name, outlet))
    if min(len(a), len(b)) < 3:
        return a == b
    initials = "".join(word[0] for word in re.findall(r"\w+", outlet.casefold()))
    return (
        a == b or (len(a) > 4 and a in b) or (len(b) > 4 and b in a) or (len(initials) > 2 and a == initials)
    )
