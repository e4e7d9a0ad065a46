"""配置写错了：一句话说清哪个键或哪一行、怎么改。"""

import re
import tomllib

from pydantic import ValidationError

UNCOPIED = "里有空格、换行或中文，请从后台重新复制"
UNFILLED = "还没有填（env: 的看环境变量），请照 config.example.toml 的说明填写"
TOO_DEEP = "里的括号或句点套得太深，写法见 config.example.toml"
TOO_SHORT = (
    "太短，凭一个链接就能试出来：至少16位，请换成 openssl rand -hex 32 打出来的一串"
)

MESSAGES = {
    "extra_forbidden": "没有这个键，请核对拼写或删去",
    "missing": "缺这个键，请补上",
    "string_type": "应是文字，请加引号",
    "int_type": "应是整数，不加引号",
    "bool_type": "应是 true 或 false",
    "tuple_type": "应是列表，用方括号",
    "model_type": "应是一段，用 [方括号] 起头",
    "date_type": "应是日期，写成 2026-10-10",
    "string_pattern_mismatch": "里有看不见的字符，请重新输入",
    "string_too_short": "不能空着，请照 config.example.toml 填写",
}

BOUNDS = {
    "greater_than_equal": ("ge", "数太小，不能小于"),
    "less_than_equal": ("le", "数太大，不能大于"),
}
"""What a number is bound by, as pydantic names it, and how that is said."""


def first(error: ValidationError) -> str:
    """One sentence about the first wrong key; its value may be secret, and is not shown."""
    found = error.errors(include_input=False, include_url=False)[0]
    key = _named(found["loc"])
    if found["type"] == "value_error":
        return f"{key} {found['ctx']['error']}"
    if found["type"] in BOUNDS:
        bound, words = BOUNDS[found["type"]]
        return f"{key} {words}{found['ctx'][bound]}"
    if found["type"] == "literal_error":
        words = "、".join(re.findall("'(.*?)'", found["ctx"]["expected"]))
        return f"{key} 只能是 {words}，加引号"
    return f"{key} {MESSAGES.get(found['type'], '写得不对：' + found['msg'])}"


def _named(place: tuple[int | str, ...]) -> str:
    """The key as the file has it; a step of the ladder by its place."""
    if place[0] == "escalation" and len(place) > 1:
        return " ".join(
            [f"[[escalation]] 第{int(place[1]) + 1}步", *map(str, place[2:])]
        )
    return ".".join(str(part) for part in place)


def of_the_text(error: tomllib.TOMLDecodeError) -> str:
    """One sentence about a file that cannot be read as TOML: which line, and what of it.

    What stands on the line may be secret and is not shown.
    """
    words = str(error)
    line = re.search(r"line (\d+)", words)
    where = f"第{line[1]}行" if line else "末尾"
    if "overwrite" in words or "twice" in words:
        return f"不是合格的 TOML：{where}的键或段前面已经写过，请删去一处"
    return (
        f"不是合格的 TOML：请核对{where}的引号、括号和等号（都用英文的），"
        "写法见 config.example.toml"
    )
