"""企业微信的通道：把存好的请求原样发出，把平台的话译成结局（bot/gateway.py）。"""

import asyncio
import json
from typing import Any

from bot import outtake
from bot.wecom.client import NotSent as ClientNotSent
from bot.wecom.client import Uncertain as ClientUncertain
from bot.wecom.client import WeComClient, WeComError
from rules.errors import NotAdmitted
from rules.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain


class WeComGateway:
    """Carry mail through the app's message/send and update_template_card."""

    def __init__(self, client: WeComClient) -> None:
        """Send with `client`."""
        self._client = client

    async def send(self, kind: str, request: str) -> Outcome:
        """Send one stored request; every failure comes back as a value."""
        body = json.loads(request)
        try:
            if kind == "update_card":
                await self._client.update_card(body)
                return Sent()
            if kind == "file":
                body = await self._with_file(body)
            sent = await self._client.send(body)
        except WeComError as error:
            return Rejected(error.code)
        except ClientNotSent:
            return NotSent()
        except ClientUncertain:
            return Uncertain()
        return Sent(sent.msgid, sent.response_code, bool(sent.invaliduser))

    async def _with_file(self, body: dict[str, Any]) -> dict[str, Any]:
        """Make the workbook of a stored table, upload it, and name it in the message."""
        table = body.pop("table")
        data = await asyncio.to_thread(outtake.workbook, table)
        media_id = await self._client.upload("file", table["name"], data)
        return {**body, "msgtype": "file", "file": {"media_id": media_id}, "safe": 1}

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return a media file's content and name."""
        data, _, name = await self._client.fetch_media(media_id, limit)
        return data, name

    async def identify(self, code: str) -> str:
        """Return the account of whoever came back from the authorize page.

        Raises NotAdmitted with the sentence for the person (auth/getuserinfo).
        """
        try:
            answer = await self._client.user_by_code(code)
        except WeComError as error:
            raise NotAdmitted("登录凭证已失效，请关上本页，重新打开。", 401) from error
        except (ClientNotSent, ClientUncertain) as error:
            raise NotAdmitted("暂时连不上企业微信，请稍后再打开。", 503) from error
        userid = answer.get("userid")
        if not isinstance(userid, str) or not userid:
            raise NotAdmitted("您不是本企业的成员，不能打开本页。")
        return userid
