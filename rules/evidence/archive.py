"""一事一档怎样封、怎样验：清单、摘要、流水的链；改一个字都看得出（domain.md §11）。"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

FORMAT = "xiaozhang-archive-1"
MANIFEST = "manifest.json"
JOURNAL_FIELDS = (
    "at",
    "userid",
    "door",
    "action",
    "finding_id",
    "inbox_id",
    "code",
    "before",
    "after",
)
"""What the hash of a journal entry covers (decisions.md 6)."""

_UNSAFE = re.compile(r"[\x00-\x1f\\/:*?\"<>|]+")


def canonical(content: Mapping[str, Any]) -> str:
    """Return JSON with sorted keys and no spaces: the same content, the same bytes."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(manifest: Mapping[str, Any]) -> str:
    """Return the sha256 of a manifest without its own `digest`."""
    rest = {key: value for key, value in manifest.items() if key != "digest"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def is_ours(manifest: object) -> bool:
    """Say whether a manifest claims to be an archive's: a backup has one of its own."""
    return isinstance(manifest, Mapping) and manifest.get("format") == FORMAT


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return what the hash of a journal entry must be, by its previous hash."""
    content = canonical({name: entry[name] for name in JOURNAL_FIELDS})
    return hashlib.sha256((str(entry["previous_hash"]) + content).encode()).hexdigest()


def member_name(number: int, name: str) -> str:
    """Return where a file lies in the archive; its own name can't lead elsewhere."""
    safe = _UNSAFE.sub("_", name).strip(". ") or "文件"
    stem, dot, ending = safe.rpartition(".")
    short = f"{(stem or ending)[:60]}.{ending[:10]}" if dot else safe[:60]
    return f"材料/{number:03d}-{short}"


def altered(
    manifest: Mapping[str, Any], seen: Mapping[str, str], repeated: Sequence[str] = ()
) -> str:
    """Return one sentence naming what was altered; '' where nothing was.

    `seen` are the sha256 of all members but the manifest, by name; `repeated` the
    names that stand more than once in the archive.
    """
    if digest(manifest) != manifest.get("digest"):
        return "清单 manifest.json 被改动"
    members: Mapping[str, Any] = manifest["members"]
    for name in sorted({*members, *seen}):
        if name not in seen:
            return f"缺少“{name}”"
        if name not in members:
            return f"多出“{name}”，清单里没有"
        if members[name]["sha256"] != seen[name]:
            return f"“{name}”的内容被改动"
    if repeated:
        return f"“{repeated[0]}”在档案里不止一份"
    return _broken_chain(manifest["journal"]) or _foreign(manifest)


def _broken_chain(journal: Sequence[Mapping[str, Any]]) -> str:
    """Every entry must have its own hash; neighbours in sequence must link."""
    before: Mapping[str, Any] | None = None
    for entry in journal:
        if entry_hash(entry) != entry["hash"]:
            return f"流水第{entry['seq']}条被改动"
        if before is not None:
            neighbours = entry["seq"] == before["seq"] + 1
            if entry["seq"] <= before["seq"] or (
                neighbours and entry["previous_hash"] != before["hash"]
            ):
                return f"流水第{entry['seq']}条与前文不相接"
        before = entry
    return ""


def _foreign(manifest: Mapping[str, Any]) -> str:
    """Every file must be the one that the journal saw come in."""
    known = {
        sha256
        for entry in manifest["journal"]
        for sha256 in entry["after"].get("sha256", [])
    }
    for name, member in manifest["members"].items():
        if member.get("evidence") and member["sha256"] not in known:
            return f"“{name}”不是流水里记着的那份材料"
    return ""
