"""Claims -> MUC-4 templates: the documented mapping (see docs/benchmarks.md).

1. A claim's type gives the incident type by `muc` of ontology.yaml; types without one, tolls and
   background give no template. Fights between armed parties are outside MUC-4's scope unless they
   hit a civilian: `armed_clash` gives none.
2. Claims of one event (`Claim.event`) are one template; its type is the one that most of them have,
   the more specific one in a tie. A template that names neither what was hit nor an individual who
   did it is dropped.
3. Status: `planned` is THREATENED, or ATTEMPTED when its cue says so ("tried"); `denied` is ATTEMPTED
   when its cue says that the act failed ("foiled"), else it is no incident; all else is ACCOMPLISHED,
   and one accomplished claim makes the template so.
4. Perpetrators are individuals or organisations by their words (`fillers`), targets and the harmed are
   physical targets, named victims or described persons; the last have no role. Instruments are the
   claims' weapons.
5. Mentions of one filler whose words contain each other's are one filler, told by its commonest
   mention.
6. Confidence in an organisation: CLAIMED OR ADMITTED when the source of such a claim is the
   organisation itself; POSSIBLE for `one_of` or `unclear`; SUSPECTED OR ACCUSED for `alleged` and for
   what an official source asserts, BY AUTHORITIES when the source is government or military; else
   REPORTED AS FACT. The strongest of several: claimed, fact, accused, possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bench.muc4.corpus import ROLES, Entity, Template
from bench.muc4.fillers import DESCRIBED, Choosers
from bench.muc4.keys import Confidence
from bench.muc4.score import normalized
from contested.model import Claim, ontology

OUTSIDE = frozenset({"armed_clash"})
"""Types with a MUC name that are left out; chosen on MUC-4 train."""
NEEDED = ("Target", "Victim", "PerpInd")
"""A template needs a filler of one of these; chosen on MUC-4 train."""
SPECIFIC = ("arson", "kidnapping", "bombing", "attack")
AUTHORITIES = frozenset({"government", "military"})
STRENGTH = (
    "CLAIMED OR ADMITTED",
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "SUSPECTED OR ACCUSED",
    "POSSIBLE",
)
_TRIED = ("attempt", "tried", "try", "trying", "fail", "foil", "thwart", "prevent", "avert", "defus", "abort")
_CLAIMED = ("claimed", "claims", "responsibility", "admitted", "credit")


def to_templates(claims: Sequence[Claim], choosers: Choosers) -> list[Template]:
    """The templates of one document, in order of their first claims."""
    events: dict[str, list[Claim]] = {}
    for n, claim in enumerate(claims):
        if incident_type(claim) and stage(claim):
            events.setdefault(claim.event or f"claim {n}", []).append(claim)
    templates = (_template(group, choosers) for group in events.values())
    return [template for template in templates if any(template.roles[role] for role in NEEDED)]


def incident_type(claim: Claim) -> str | None:
    """The claim's MUC incident type in lower case; None when MUC-4 would not report it."""
    if claim.background or claim.type in OUTSIDE or claim.type not in ontology().types:
        return None
    name = ontology().types[claim.type].muc
    return name.lower() if name else None


def stage(claim: Claim) -> str | None:
    """The claim's stage of execution; None for what is said not to have happened."""
    said = f"{claim.status_cue.text if claim.status_cue else ''} {claim.trigger.text}".lower()
    tried = any(word.startswith(_TRIED) for word in said.split())
    if claim.status == "planned":
        return "ATTEMPTED" if tried else "THREATENED"
    if claim.status == "denied":
        return "ATTEMPTED" if tried else None
    return "ACCOMPLISHED"


def confidence(claim: Claim) -> str:
    """How sure the claim is of its perpetrator, as the key's fills say it."""
    names = {w for m in claim.perpetrator.names for w in _words(m.text)}
    said_by = {w for s in claim.source[:1] for w in _words(s.text)}
    own = bool(names & said_by) or any(w in claim.quote.lower().split() for w in _CLAIMED)
    if own:
        return "CLAIMED OR ADMITTED"
    if claim.perpetrator.mode == "one_of" or claim.status == "unclear":
        return "POSSIBLE"
    official = bool(claim.source) and claim.source[0].kind in AUTHORITIES
    if claim.status == "alleged" or official:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _template(claims: Sequence[Claim], choosers: Choosers) -> Template:
    kinds = Counter(kind for c in claims if (kind := incident_type(c)))
    kind = min(kinds, key=lambda k: (-kinds[k], SPECIFIC.index(k)))
    found: dict[str, list[str]] = {role: [] for role in ROLES}
    sure: dict[str, list[str]] = {}
    for claim in claims:
        for role, mention in _fillers(claim, choosers):
            found[role].append(mention)
            if role == "PerpOrg":
                sure.setdefault(mention, []).append(confidence(claim))
    roles = {role: tuple((name,) for name in _entities(found[role])) for role in ROLES}
    stages = [s for c in claims if (s := stage(c))]
    return Template(
        type=kind,
        roles=roles,
        stages=("ACCOMPLISHED",) if "ACCOMPLISHED" in stages else (Counter(stages).most_common(1)[0][0],),
        confidence=tuple(_judged(entity, sure) for entity in roles["PerpOrg"]),
    )


def _fillers(claim: Claim, choosers: Choosers) -> Iterable[tuple[str, str]]:
    for actor in claim.perpetrator.names:
        yield choosers.perpetrator.choose(actor.text), actor.text.lower()
    harmed = [harm.who.text for harm in claim.casualties if harm.who]
    for text in [m.text for m in claim.target] + harmed:
        role = choosers.target.choose(text)
        if role != DESCRIBED:
            yield role, text.lower()
    if claim.weapon:
        yield "Weapon", claim.weapon.text.lower()


def _entities(mentions: Sequence[str]) -> list[str]:
    """One mention for each entity, in order of first mention."""
    groups: list[list[str]] = []
    for mention in mentions:
        words = _words(mention)
        near = (g for g in groups if any(words <= _words(m) or _words(m) <= words for m in g))
        group = next(near, None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return [Counter(group).most_common(1)[0][0] for group in groups]


def _judged(entity: Entity, sure: dict[str, list[str]]) -> Confidence:
    values = sure.get(entity[0], [])
    return Confidence(names=entity, values=(min(values, key=STRENGTH.index),) if values else ())


def _words(text: str) -> frozenset[str]:
    return frozenset(normalized(text).split())
