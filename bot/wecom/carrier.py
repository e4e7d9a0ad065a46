"""企业微信的通道：把存好的请求原样发出，把平台的话译成结局（bot/gateway.py）。"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from bot import enclosure
from bot.gateway import NoLine
from bot.wecom.client import NotSent as ClientNotSent
from bot.wecom.client import Uncertain as ClientUncertain
from bot.wecom.client import WeComClient, WeComError
from rules.errors import NotAdmitted
from rules.post.delivery import BUSY
from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain

FAILURES = (WeComError, ClientNotSent, ClientUncertain)


class WeComGateway:
    """Carry mail through the app's message/send and update_template_card."""

    def __init__(self, client: WeComClient) -> None:
        """Send with `client`."""
        self._client = client

    def listen(self, hear: Callable[[Mapping[str, str]], None]) -> None:
        """Let somebody hear what stands in the head of each answer."""
        self._client.hear = hear

    async def ask(self) -> None:
        """Have the platform answer something now."""
        with suppress(*FAILURES):
            await self._client.renew_token()

    @property
    def is_open(self) -> bool:
        """Say that every process may send by the app at any time."""
        return True

    async def send(self, kind: str, request: str) -> Outcome:
        """Send one stored request; every failure comes back as a value."""
        try:
            if kind == "update_card":
                await self._client.update_card(request.encode())
                return Sent()
            sent = await self._client.send(request.encode())
        except FAILURES as error:
            return _outcome(error)
        unreachable = bool(sent.invaliduser or sent.unlicensed)
        return Sent(sent.msgid, sent.response_code, unreachable)

    async def ready(self, request: str) -> str | Outcome:
        """Make the workbook of a stored table, upload it, and name it in the message.

        What fails here was certainly not sent: only the file went up.
        """
        try:
            return await enclosure.named(request, self._client.upload, safe=1)
        except FAILURES as error:
            outcome = _outcome(error)
            return NotSent(reached=True) if isinstance(outcome, Uncertain) else outcome

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return a media file's content and name; raises NoLine."""
        try:
            data, _, name = await self._client.fetch_media(media_id, limit)
        except ClientNotSent as error:
            raise NoLine from error
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


def _outcome(error: Exception) -> Outcome:
    if isinstance(error, WeComError):
        busy = error.code == BUSY
        return Uncertain(error.code) if busy else Rejected(error.code)
    return NotSent() if isinstance(error, ClientNotSent) else Uncertain()
