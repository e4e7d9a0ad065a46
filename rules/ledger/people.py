"""名字认人：先在本单位找，别处唯一的也认，分不清的不猜。"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from rules.calendar.limit_words import BLANK
from rules.ledger.cells import plain
from rules.ledger.posts_held import holding, is_of_another
from rules.ledger.short_names import by_short_name, called
from rules.ledger.unit_names import meant, named_now
from rules.ledger.unnamed import AND_OTHERS, BY_POST, holders, post_in
from rules.ledger.written_names import (
    before_bracket,
    before_others,
    names_in,
    posts_beside,
    written_name,
)

_HINT = re.compile(r"^(.*?)[(（]([^)）]*)[)）]$")
_PARTY = re.compile(r"(?:党组|党委|党工委|党总支|党支部|委员会|(?<=街道)办事处)$")
_LEVELS = "区县市"
_UPPER = frozenset("省市州区县厅")
"""What a unit of another level has right before its name: 市教育局."""

_PLACE = re.compile(r"[\u4e00-\u9fa5]{2,4}")
NOBODY = frozenset({*BLANK, "空缺", "(空缺)", "暂缺", "(暂缺)", "待定"})
"""What stands in half width where nobody is named."""

LEFT = "已离任"
"""What stands for the unit of somebody who has left."""


@dataclass(frozen=True)
class Match:
    """Who a written name means.

    `reason` is '' (one of the unit), `other_unit` (unique elsewhere: taken, with a
    warning), `and_others` or `by_post` (rules/ledger/unnamed.py: taken, with a
    warning), `retired` (has left: old findings may say so, new ones may not),
    `unknown_person` or `ambiguous_person`. `choices` are the (unit, userid) pairs that
    bear the name.
    """

    name: str
    userid: str | None
    reason: str
    choices: tuple[tuple[str, str], ...] = ()
    written: str = ""


@dataclass(frozen=True)
class Directory:
    """The units and the people in them: unit → name → userids.

    `former`: who has left, name by userid. `titles`: the posts that somebody holds in
    a unit, by unit and userid: a post of one unit says nothing in another. `short`: the
    roster's short names.
    """

    units: frozenset[str]
    people: Mapping[str, Mapping[str, tuple[str, ...]]]
    former: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        entries: Iterable[tuple[str, str, str]],
        units: Iterable[str] = (),
        former: Mapping[str, str] | None = None,
        titles: Iterable[tuple[str, str, str]] = (),
    ) -> "Directory":
        """Build from (unit, name, userid); `units` adds those without anybody.

        `titles` are (unit, userid, title). Whoever has left is nobody of a unit any
        more, whatever a roster says.
        """
        left = {userid.casefold() for userid in former or {}}
        people: dict[str, dict[str, tuple[str, ...]]] = {}
        for unit, name, userid in entries:
            if userid.casefold() in left:
                people.setdefault(unit, {})
                continue
            named = people.setdefault(unit, {})
            known = named.get(written_name(name), ())
            if userid not in known:
                named[written_name(name)] = (*known, userid)
        held: dict[tuple[str, str], tuple[str, ...]] = {}
        for unit, userid, title in titles:
            here = (unit, userid)
            held[here] = (*held.get(here, ()), *filter(None, [title.strip()]))
        return cls(frozenset({*units, *people}), people, former or {}, held)

    def unit(self, written: object) -> str | None:
        """Return the unit that is written, with or without its 党组 or 党委."""
        whole = plain(written)
        text = named_now(whole)
        bare = _PARTY.sub("", text.removeprefix("中共"))
        return (
            self._plain_units.get(whole)
            or self._plain_units.get(text)
            or self._plain_units.get(bare)
            or self._of_place(bare)
        )

    def units_meant(self, written: str) -> list[str]:
        """Return the units that a short name can mean, as the roster has it or is like."""
        return called(written, self._by_short) or meant(written, sorted(self.units))

    @cached_property
    def _by_short(self) -> dict[str, list[str]]:
        return by_short_name(self.short)

    def short_unit(self, written: str) -> str | None:
        """Return the one unit that words are a short name of; None for full names."""
        found = [] if self.unit(written) else self.units_meant(written)
        return found[0] if len(found) == 1 else None

    def _of_place(self, name: str) -> str | None:
        """Return the unit whose name is written with its place's name before it.

        青禾区教育局 is 区教育局; the name must begin with its level, 区 or 县.
        """
        found = [
            unit
            for known, unit in self._plain_units.items()
            if name.endswith(known) and _PLACE.fullmatch(name.removesuffix(known))
        ]
        levelled = [unit for unit in found if unit[0] in _LEVELS]
        return max(levelled, key=len, default=None)

    def unit_within(self, title: str) -> str | None:
        """Return the longest unit name that stands in a title line."""
        text = plain(title)
        inside = [unit for known, unit in self._plain_units.items() if known in text]
        return max(inside, key=len, default=None)

    def unit_named(self, title: str) -> str | None:
        """Return the one unit that a title names without its level: 教育局整改台账."""
        text = plain(title)
        inside = {
            unit
            for bare, unit in self._levelled.items()
            if (place := text.find(bare)) >= 0 and text[place - 1 : place] not in _UPPER
        }
        return inside.pop() if len(inside) == 1 else None

    def units_like(self, written: object) -> list[str]:
        """Return up to three units that may have been meant, for a refusal's hint."""
        text = plain(written)
        if not text:
            return []
        within = [unit for known, unit in self._plain_units.items() if text in known]
        close = get_close_matches(text, list(self._plain_units), 3, 0.6)
        return list(dict.fromkeys([*within, *(self._plain_units[c] for c in close)]))[
            :3
        ]

    def find(self, unit: str, written: str) -> Match:
        """Look up one written name for a finding of `unit` (data rules of domain §3).

        A hint in brackets, 王磊（wanglei_jt） or 王磊（区交通运输局）, settles who of
        several people of one name is meant; any other bracket is left out.
        """
        hinted = _HINT.match(written.strip())
        name = written_name(hinted.group(1) if hinted else written)
        everyone = self._by_name.get(name, ())
        hint = plain(hinted.group(2)) if hinted else ""
        if hint:
            meant = tuple(
                c for c in everyone if hint == c[1] or hint.startswith(plain(c[0]))
            )
            if len({userid for _, userid in meant}) == 1:
                return Match(name, meant[0][1], "", meant)
            if self.former.get(hint) == name:
                return Match(name, hint, "retired")
        own = tuple(choice for choice in everyone if choice[0] == unit)
        if hint and is_of_another(self.titles, own, everyone, hint):
            return Match(name, None, "ambiguous_person", everyone, written)
        if hint and len({userid for _, userid in own or everyone}) > 1:
            posted = holding(self.titles, own or everyone, hint)
            found = _one_of(name, posted, "" if own else "other_unit")
            if found:
                return found
        return (
            _one_of(name, own, "")
            or self._former(name, everyone)
            or _one_of(name, everyone, "other_unit")
            or self._implied(unit, written)
            or Match(
                name,
                None,
                "ambiguous_person" if everyone else "unknown_person",
                everyone,
                written,
            )
        )

    def _implied(self, unit: str, written: str) -> Match | None:
        """Who is meant by 邓佳宁等, or by a post that one person of the unit holds."""
        named = self.names_in(before_others(plain(written), self.is_somebody))
        if len(named) == 1 and self.is_somebody(before_bracket(named[0])):
            found = self.find(unit, named[0])
            return replace(found, reason=found.reason or AND_OTHERS, written=written)
        posted = {
            (userid, name): self.titles.get((unit, userid), ())
            for name, userids in self.people.get(unit, {}).items()
            for userid in userids
        }
        holding = holders(post_in(written, unit), posted)
        if len(holding) != 1:
            return None
        ((userid, name),) = holding
        return Match(name, userid, BY_POST, ((unit, userid),), written)

    def people_like(self, unit: str, written: str) -> list[str]:
        """Return up to two names of a unit that may have been meant, for the hint."""
        names = list(self.people.get(unit, ()))
        name = written_name(written)
        within = [one for one in names if len(name) > 1 and name in one]
        return list(dict.fromkeys([*within, *get_close_matches(name, names, 2)]))[:2]

    def _former(self, name: str, here: tuple[tuple[str, str], ...]) -> Match | None:
        """Who has left and bore the name; another of it elsewhere is not meant so."""
        left = tuple((LEFT, key) for key, one in self.former.items() if one == name)
        if not left:
            return None
        if here or len(left) > 1:
            return Match(name, None, "ambiguous_person", (*here, *left), name)
        return Match(name, left[0][1], "retired")

    def names_in(self, text: str) -> list[str]:
        """Split a cell into written names (rules/ledger/written_names.py); [] for nobody."""
        if plain(text) in NOBODY:
            return []
        names = names_in(text, self.is_somebody, self.unit)
        apart = (one for name in names for one in self._told_apart(name, text))
        return list(dict.fromkeys(apart))

    def _told_apart(self, name: str, text: str) -> list[str]:
        """Keep the post beside a name that several bear, where one of them holds it;
        the name as often as others of it are told so.
        """
        choices = self._by_name.get(name, ())
        posts = posts_beside(name, text) if len(choices) > 1 else []
        return [
            f"{name}（{post}）"
            if post and holding(self.titles, choices, post)
            else name
            for post in posts or [""]
        ]

    def is_somebody(self, written: str) -> bool:
        """Say whether somebody bears a name, or bore it and has left."""
        name = written_name(written)
        return name in self._by_name or name in self.former.values()

    @cached_property
    def _plain_units(self) -> dict[str, str]:
        return {plain(unit): unit for unit in sorted(self.units)}

    @cached_property
    def _levelled(self) -> dict[str, str]:
        """Names without their level, 教育局 for 区教育局, that mean one unit only."""
        bare = [(known[1:], unit) for known, unit in self._plain_units.items()]
        counted = Counter(name for name, _ in bare)
        return {
            name: unit
            for name, unit in bare
            if unit[0] in _LEVELS and counted[name] == 1 and len(name) > 2
        }

    @cached_property
    def _by_name(self) -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for unit, named in self.people.items():
            for name, userids in named.items():
                choices = found.setdefault(plain(name), [])
                choices.extend((unit, userid) for userid in userids)
        return {name: tuple(choices) for name, choices in found.items()}


def _one_of(
    name: str, choices: tuple[tuple[str, str], ...], reason: str
) -> Match | None:
    """Return the one person behind `choices`; None if nobody or several.

    Several people of one name in the finding's own unit stay unsettled: whoever
    bears the name elsewhere is one of the choices then too.
    """
    userids = {userid for _, userid in choices}
    if len(userids) != 1:
        return None
    return Match(name, choices[0][1], reason, choices)
