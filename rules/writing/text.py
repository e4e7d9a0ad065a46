"""文字：全角半角、繁体命令词、表情都折成一个样子，长短不变，位置不乱。"""

import re
import unicodedata
from functools import lru_cache

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff\u2b00-\u2bff\ufe0f\u200d\u20e3]"
)
FACES = re.compile(r"\[[\u4e00-\u9fa5A-Za-z]{1,4}\]")
CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
TRADITIONAL = str.maketrans(
    "進銷號報轉長復減滿確認撤銷應辦復經畢結題問還麼沒實現請將導領對項務個兩開會這們謝組織處責補簽驗給換"
    "狀態週幫詢眾訪話電標聽匯審閱調協歸誰幾餘單離職樣時證緩終續讓繼當規寫錯從說為嗎屬員數據於隨煩",
    "进销号报转长复减满确认撤销应办复经毕结题问还么没实现请将导领对项务个两开会这们谢组织处责补签验给换"
    "状态周帮询众访话电标听汇审阅调协归谁几余单离职样时证缓终续让继当规写错从说为吗属员数据于随烦",
)
DASHES = str.maketrans("－—–﹣‐‑‒−ー─：；，！？（）．　\t", "----------:;,!?().  ")
SEPARATORS = " \t\r\n,;。!?~、:：，；！？～"
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
)
SPOKEN_CODE = re.compile(
    r"(?<![一二三四五六七八九十百\d])"
    r"(?P<round>[一二三四五六七八九]|(?:[二三]?十[一二三四五六七八九]|[二三]十)(?!减)|\d{1,2})(?P<dash>横?杠|横|减)"
    r"(?:(?P<digits>[零〇一二三四五六七八九幺两]{1,3})|(?P<tens>[一二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十))"
    r"(?![一二三四五六七八九十百零〇\d])"
)
"""A code as it is said: 五杠零一九, 五杠二十三."""

DIGITS = str.maketrans("零〇一二三四五六七八九幺两", "0012345678912")
UNSEEN = re.compile(f"[{INVISIBLE}]")
"""Marks of direction and width without a shape of their own; they never matter."""

SPACED_OUT = re.compile(
    r"(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5](?:[ \u3000][\u4e00-\u9fa5])+(?![\u4e00-\u9fa5])"
)
"""Characters typed one by one with a space between: 完 成."""
STRAY = re.compile(r"(?<=[\u4e00-\u9fa5])\s+(?=[\u4e00-\u9fa5])")
NAME_LETTERS = r"\u3400-\u9fff\U00020000-\U0003ffff·"
"""Inside brackets of a pattern: what a name is written with, rare characters too."""
LABEL = re.compile(r"^(?:(?:原因|理由)(?:[是为]|[:：\s]+)|因为?|由于)[:：\s]*")
ASKED = re.compile("[?？]")
ENDS = re.compile(
    rf"\A[{SEPARATORS}　.{INVISIBLE}]+|(?<![{SEPARATORS}　.{INVISIBLE}])[{SEPARATORS}　.{INVISIBLE}]+\Z"
)
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no database keeps: control characters, and halves of a pair."""

LIMIT = 2048
"""Bytes that a WeCom text message holds."""


def fit(text: str) -> str:
    """Return the sender's words without what no database keeps."""
    return UNFIT.sub("", text)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return the text in one writing, of exactly the same length.

    Half width, ASCII punctuation, simplified command words; emoji become spaces. The
    same length lets a span in the folded text be cut out of the sender's own words.
    While a message is read, each rule asks it anew of the same words.
    """
    characters = []
    for char in text.translate(DASHES).translate(TRADITIONAL):
        if char in CIRCLED or EMOJI.match(char):
            characters.append(char if char in CIRCLED else " ")
            continue
        normal = unicodedata.normalize("NFKC", char)
        characters.append(normal if len(normal) == 1 else char)
    folded = "".join(characters)
    blanked = FACES.sub(lambda match: " " * len(match.group()), folded)
    return SPOKEN_CODE.sub(_code_said, UNSEEN.sub(" ", blanked))


def _code_said(match: re.Match[str]) -> str:
    """五杠零一九 → 5-019, 五横杠二十三 → 5 -023, 十二杠零零一 → 12-001, each as long."""
    number = match.group("digits") or _tens(match.group("tens"))
    dash = "-".rjust(len(match.group("dash")))
    said = match.group("round")
    round_code = _tens(said).lstrip("0").rjust(len(said)) if "十" in said else said
    return f"{round_code}{dash}{number}".translate(DIGITS)


def _tens(said: str) -> str:
    """十九 → 19, 二十三 → 023, 二十 → 20."""
    ten, one = said.index("十"), said[-1]
    if one == "十":
        return f"{said[0]}0"
    return f"1{one}" if ten == 0 else f"0{said[0]}{one}"


def join_spaced(text: str) -> str:
    """Take the stray spaces out of words typed character by character (完 成)."""
    return SPACED_OUT.sub(lambda match: re.sub(r"\s", "", match.group()), text)


def squeeze(text: str) -> str:
    """Take the stray spaces out from between Chinese characters (本周 到期)."""
    return STRAY.sub("", text)


def tidy(text: str) -> str:
    """Take separators and blanks off both ends of the sender's words."""
    return ENDS.sub("", text)


def reason_in(text: str) -> str:
    """The reason without the word that announces it; 理由不充分 is one itself."""
    return LABEL.sub("", text)


def trim(text: str) -> str:
    """The same as `tidy`, but a question keeps its mark: 完成？ is no report."""
    bare = tidy(text)
    tail = text[text.rfind(bare) + len(bare) :] if bare else text
    mark = ASKED.search(tail)
    return f"{bare}{mark.group()}" if mark else bare


def split_bytes(text: str, limit: int = LIMIT) -> list[str]:
    """Cut a text into pieces of at most `limit` bytes, on line borders if possible.

    A line that is too long by itself is cut between characters, never inside one.
    """
    pieces: list[str] = []
    current = ""
    for line in text.split("\n"):
        joined = f"{current}\n{line}" if current else line
        if len(joined.encode()) <= limit:
            current = joined
            continue
        if current:
            pieces.append(current)
        *full, current = _cut(line, limit)
        pieces.extend(full)
    return [*pieces, current] if current or not pieces else pieces


def _cut(line: str, limit: int) -> list[str]:
    pieces: list[str] = []
    current: list[str] = []
    size = 0
    for char in line:
        width = len(char.encode(errors="surrogatepass"))
        if size + width > limit:
            pieces.append("".join(current))
            current, size = [], 0
        current.append(char)
        size += width
    return [*pieces, "".join(current)]


def format_code(round_code: str, number: int) -> str:
    """Return a finding's code: round and number, three digits at least (5-023)."""
    return f"{round_code}-{number:03d}"
