"""退回：文件为什么不收，一种缘由一句话，说清怎么办。"""

from bot.disposition import plain_name
from rules.errors import Refusal

SCRIPTED = "网页文件带有脚本，没有保存，请截图或另存为 PDF 再发。"
RUNS = "PDF 一打开就运行脚本或程序，没有保存，请打印成新的 PDF 再发。"
FETCHES = "文档一打开就要到外部取模板或对象，没有保存，请另存为普通文档。"
COMMANDED = "文档里有让别的程序执行命令的域，没有保存，请另存为 PDF 再发。"
WITHIN = "里面的"
BROKEN = "文件打不开，可能没有传完整，请核对后重新发送。"
LONGEST_NAME = 40


def named(path: str, stop: Refusal) -> Refusal:
    """Say in which part of a file it is; the name of what is secret is not repeated."""
    kind, why = str(stop.facts["kind"]), str(stop.facts["why"])
    if kind == "secret" or why.startswith(WITHIN):
        return stop
    name = plain_name(path.replace("\\", "/").rpartition("/")[2])
    return refusal(kind, f"{WITHIN}“{name[:LONGEST_NAME]}”：{why}")


def too_big() -> Refusal:
    """More unpacked than is sane."""
    return refusal("archive_bomb", "压缩文件展开后过大，没有保存，请分开发送。")


def program() -> Refusal:
    """A program, a link to one, or something that carries one."""
    return refusal("executable", "程序文件不能作为佐证材料，没有保存，请去掉后再发。")


def macro() -> Refusal:
    """A document with macros."""
    return refusal("macro", "文档带有宏，没有保存，请另存为不带宏的格式。")


def locked() -> Refusal:
    """Only a password opens it."""
    return refusal("locked", "文件设有密码，系统看不到内容，请去掉密码后再发。")


def secret() -> Refusal:
    """A mark of secrecy; what it says is not repeated."""
    return refusal(
        "secret", "文件带有密级标志，系统没有保存。请撤回消息，材料当面交接。"
    )


def refusal(kind: str, why: str) -> Refusal:
    """A refused file: the kind of reason and one sentence saying what to do."""
    return Refusal("file", kind=kind, why=why)
