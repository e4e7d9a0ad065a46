"""申请的种类：延期、销号、核减、转长期……叫什么，人们怎么写。"""

import re

WORDS = {
    "延期": r"延期",
    "销号": r"销[号账]|消号|(?<![报核注撤推行促])销(?=[了掉])",
    "核减": r"核减",
    "长期": r"转?入?长期(?:整改)?",
    "重新整改": r"重新整改",
    "改派": r"改派",
}
"""What kinds of request are called → how people name them; the label has the name in it."""

SENT_BACK = ("延期", "销号", "核减")
"""Those that are named behind 退回: 退回，转长期 says what is to follow instead."""

ANY = "|".join(WORDS.values())
ANY_SENT_BACK = "|".join(WORDS[name] for name in SENT_BACK)


def subjects_in(words: str) -> list[str]:
    """Which kinds of request words name, in the order of the table."""
    return [name for name, said in WORDS.items() if re.search(said, words)]


def subject_in(words: str) -> str:
    """The one kind that words name: 同意销号 is no answer to 延期; "" for none or many."""
    found = subjects_in(words)
    return found[0] if len(found) == 1 else ""
