"""指着问：没写编号，只说“这项怎么回事”“详细说说”，问的是眼前的那一项。"""

import re

from rules.speech.said import Said

THIS = (
    r"(?:[这那该本此]一?[项个条件]|[这那]|该问题|这个(?:问题|事项|事)"
    r"|上面(?:那|这)?[项个条]?|刚才(?:那|这)[项个条]?)"
)
LEAD = r"(?:请|麻烦|帮我|给我|能不能|能|可以|想|再|给|我|你|您|\s)*"
WHAT = (
    r"(?:到底|究竟|具体|现在|目前)*(?:是|有)?(?:怎么(?:一)?回事|咋回事|什么(?:情况|事情?|问题|意思)|"
    r"啥(?:情况|事|问题)|怎么个情况|什么个情况|怎么样了?|咋样了?)"
)
TELL = r"(?:详细|具体|展开|仔细|多|细)+(?:地)?(?:说|讲|介绍|谈|看)(?:一下|一说|一讲|说|讲|看|下)?"
BARE_TELL = r"(?:说说|讲讲|介绍一?下|说一?下|讲一?下)"
END = r"(?:情况|详情|吧|呢|啊|呀|吗|么|[\s,。?!])*"

ASKED = re.compile(
    rf"{LEAD}(?:{THIS})?的?{WHAT}{END}"
    rf"|{LEAD}(?:把|关于|对)?(?:{THIS})?的?(?:情况)?{TELL}(?:{THIS})?的?{END}"
    rf"|{LEAD}{BARE_TELL}{THIS}的?{END}"
    rf"|{LEAD}(?:把|关于)?{THIS}的?(?:情况)?{BARE_TELL}{END}"
    rf"|{THIS}的?(?:详细|具体)?(?:情况|详情|内容){END}"
)
GENERAL = re.compile(r"(?:目前|现在)?(?:是)?(?:怎么样了?|咋样了?)[\s?]*")
"""怎么样了 alone is asked of all, and answered elsewhere."""

LONGEST = 16


def asked(folded: str) -> Said | None:
    """Return what asks about whatever stands before the eyes; None for other words."""
    if len(folded) > LONGEST or GENERAL.fullmatch(folded):
        return None
    return Said("point", text=folded) if ASKED.fullmatch(folded) else None
