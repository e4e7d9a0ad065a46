"""机器人的 Markdown 在手机上显出来的字；与产品的写法各写各的，互为对照。"""

import re

HEADS = re.compile(r"^(?:#{1,6} +|> ?|[-+*] +|\d+[.)] +)")
INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\([^)]*\)"
    r"|\*\*(?P<bold>[^*]+)\*\*|\*(?P<slanted>[^*]+)\*"
    r"|~~(?P<struck>[^~]+)~~|`(?P<code>[^`]+)`|(?P<tag></?[a-zA-Z][^>]*>)"
)


def shown(markdown: str) -> str:
    """Return the words that a reader sees; marks are eaten, as on the phone."""
    return "\n".join(_line(line) for line in markdown.split("\n"))


def _line(line: str) -> str:
    return _inline(HEADS.sub("", line.strip(" ")))


def _inline(text: str) -> str:
    return INLINE.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    if found["escaped"]:
        return found["escaped"]
    if found["tag"]:
        return ""
    inner = next(found[name] for name in MARKED if found[name] is not None)
    return _inline(inner)


MARKED = ("label", "bold", "slanted", "struck", "code")
