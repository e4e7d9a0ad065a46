"""打开就去取的：办公文件里写着一打开就到别处取模板、对象的关系。"""

import re

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

LARGEST = 4 * 1024 * 1024
"""Bytes of relations that are read; real ones stay under a hundred kilobytes."""

FETCHED_KINDS = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk")
"""Relations whose target is loaded as soon as the file is opened.

Links that somebody clicks, pictures and other workbooks are everyday work.
"""

ELSEWHERE = re.compile(
    r"(?:https?|ftps?|mhtml|ms-\w+):|[/\\]{2}|file:(?:[/\\]{2}(?![/\\])|[/\\]{4})"
)
"""A network's address; file:/// and a path is a place on the writer's own machine."""


def fetches(relations: bytes) -> bool:
    """Say whether relations (a `.rels` part) make a reader load code from elsewhere.

    What is no XML, or longer than any real one, counts as one that does: it cannot be
    looked into.
    """
    if len(relations) > LARGEST:
        return True
    try:
        root = fromstring(relations, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return True
    return any(_is_fetched(dict(one.attrib)) for one in root.iter())


def _is_fetched(relation: dict[str, str]) -> bool:
    kind = relation.get("Type", "").rpartition("/")[2].casefold()
    target = relation.get("Target", "").strip().casefold()
    outside = relation.get("TargetMode", "").casefold() == "external"
    return outside and kind in FETCHED_KINDS and bool(ELSEWHERE.match(target))
