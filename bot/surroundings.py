"""周遭不肯的：磁盘、网络、数据库说不行，一句话说清怎么改。"""

import errno

from sqlalchemy.exc import DBAPIError, OperationalError

WHAT_TO_DO = {
    errno.ENOENT: "找不到这个文件或文件夹，请核对路径；文件夹要先建好。",
    errno.EISDIR: "是文件夹，请写明文件名。",
    errno.ENOTDIR: "路径当中有一处不是文件夹，请核对路径。",
    errno.EACCES: "没有权限，请换一个位置，或请管理员授权。",
    errno.EPERM: "没有权限，请换一个位置，或请管理员授权。",
    errno.EROFS: "所在的盘只能读，请换一个位置。",
    errno.ENOSPC: "磁盘已满，请先腾出空间。",
    errno.ENAMETOOLONG: "文件名太长，请改短。",
    errno.ELOOP: "是绕圈的链接，请核对路径。",
    errno.EADDRINUSE: "端口已被占用，请换一个端口，或先停下占用它的程序。",
}
"""What the system refuses, and how it is put right."""

NO_MEMORY = "内存不够，没有办完，请先腾出内存，或换一台内存大些的机器。"

DATABASE = {
    "not a database": "[database] url 指的文件不是数据库，请核对路径。",
    "unable to open": "[database] url 指的文件打不开，请核对路径和权限。",
    "locked": "数据库正被别的程序占用，请稍后再试。",
    "readonly": "数据库文件只能读，请用运行机器人的那个用户来执行，或检查权限。",
    "is full": "磁盘已满，请先腾出空间。",
    "malformed": "数据库文件已损坏，请停下程序，用最近的备份恢复。",
    "out of memory": NO_MEMORY,
    "disk I/O": "读写数据库时磁盘出错，请检查磁盘和剩余空间。",
}
"""What SQLite refuses, by a word of it, and how it is put right."""

EXPIRED = "证书已过期或还没有生效，请更换证书，并核对本机时间"
OTHER_NAME = "证书不是给这个地址的，请核对地址，或更换证书"
UNTRUSTED = "证书不被信任，自签的请把签发它的 CA 证书写进 wecom.ca_file"
CERTIFICATE = {
    9: EXPIRED,
    10: EXPIRED,
    62: OTHER_NAME,
    64: OTHER_NAME,
}
"""What OpenSSL refuses (its X509_V_ERR numbers); all others are not trusted."""

OUT_OF_REACH = "连不上数据库，请核对 [database] url，并看数据库在不在运行。"

UNKNOWN_OPTION = "[database] url 问号后面有数据库不认得的选项，请核对或删去。"


def sentence(error: Exception) -> str:
    """Say in one sentence what the surroundings refused; "" where it was not they."""
    if isinstance(error, OSError):
        return _of_the_system(error)
    if isinstance(error, DBAPIError):
        return _of_the_database(error)
    if isinstance(error, MemoryError):
        return NO_MEMORY
    return ""


def certificate(error: BaseException | None) -> str:
    """Say in one phrase why a certificate was refused; "" where it was not that.

    Takes what TLS raised, or what was raised from it.
    """
    while error is not None:
        if (code := getattr(error, "verify_code", None)) is not None:
            return CERTIFICATE.get(code, UNTRUSTED)
        error = error.__cause__
    return ""


def _of_the_database(error: DBAPIError) -> str:
    """An address holds a password: nothing of what the driver says is repeated."""
    cause = error.orig
    if type(cause).__module__.startswith("psycopg"):
        lost = isinstance(error, OperationalError) or error.connection_invalidated
        if "invalid connection option" in str(cause):
            return UNKNOWN_OPTION
        return OUT_OF_REACH if lost else ""
    words = str(cause)
    return next((DATABASE[mark] for mark in DATABASE if mark in words), "")


def _of_the_system(error: OSError) -> str:
    """Say in one sentence what the system refused."""
    sentence = WHAT_TO_DO.get(error.errno or 0, error.strerror or str(error))
    return f"“{error.filename}”：{sentence}" if error.filename else sentence
