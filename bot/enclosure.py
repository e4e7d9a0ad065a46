"""附件：存着的一张表到发的时候才做成文件、传上去，请求里换成它的号。"""

import asyncio
import json
from collections.abc import Awaitable, Callable

from bot import outtake

Upload = Callable[[str, str, bytes], Awaitable[str]]


async def named(request: str, upload: Upload, **more: object) -> str:
    """Return a request with its table uploaded as a workbook and named in the message.

    A request without a table comes back as it is. `more` goes into the body; raises
    whatever `upload` raises: then nothing was sent, only the file may have gone up.
    """
    body = json.loads(request)
    table = body.pop("table", None)
    if table is None:
        return request
    data = await asyncio.to_thread(outtake.workbook, table)
    media_id = await upload("file", table["name"], data)
    whole = {**body, "msgtype": "file", "file": {"media_id": media_id}, **more}
    return json.dumps(whole, ensure_ascii=False)
