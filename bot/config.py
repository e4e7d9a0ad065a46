"""配置：读一次，冻结；哪个键不对、怎么改，一句话说清（interface.md §3）。"""

import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot import config_mistakes as mistakes
from bot import ordinary
from bot.config_values import (
    Clock,
    Day,
    Filled,
    LineUrl,
    Lunch,
    Secret,
    SecretField,
    Url,
    Visible,
    Weekly,
    Zone,
)
from rules.errors import Misconfigured
from rules.vocabulary import Way

MEGABYTE = 1024 * 1024
MOST_AGENTS = 2**31 - 1
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Section(BaseModel):
    """One table of the file: frozen, and nothing unknown in it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


class WeCom(Section):
    """[wecom] 自建应用."""

    corp_id: str = ""
    agent_id: int = Field(default=0, ge=0, le=MOST_AGENTS)
    secret: SecretField = Secret("")
    token: SecretField = Secret("")
    encoding_aes_key: SecretField = Secret("")
    api_base: Url = "https://qyapi.weixin.qq.com"
    oauth_base: Url = "https://open.weixin.qq.com"
    ca_file: Visible = ""
    check_clock: bool = True


class Aibot(Section):
    """[aibot] 智能机器人长连接."""

    enabled: bool = False
    bot_id: str = ""
    secret: SecretField = Secret("")
    url: LineUrl = "wss://openws.work.weixin.qq.com"
    name: str = ""


class Server(Section):
    """[server] where we listen, and how links in messages begin."""

    host: Filled = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: Url = "http://127.0.0.1:8080"
    secret_key: SecretField = Secret("")


class Database(Section):
    """[database]."""

    url: str = "sqlite:///data/xiaozhang.db"


class Files(Section):
    """[files] the evidence folder."""

    directory: Filled = "data/evidence"
    max_megabytes: int = Field(default=20, ge=1, le=1024)

    @property
    def max_bytes(self) -> int:
        """Return how many bytes a file may have."""
        return self.max_megabytes * MEGABYTE


class Calendar(Section):
    """[calendar] when we may speak unasked."""

    timezone: Zone = "Asia/Shanghai"
    quiet_before: Clock = time(8, 30)
    quiet_after: Clock = time(18, 0)
    quiet_lunch: Lunch = (time(12, 0), time(14, 0))
    extra_workdays: tuple[Day, ...] = ()
    extra_holidays: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Calendar":
        """Hours that end before they begin would never let a message leave."""
        if self.quiet_before >= self.quiet_after:
            raise ValueError("里 quiet_before 应早于 quiet_after")
        if self.quiet_lunch and self.quiet_lunch[0] >= self.quiet_lunch[1]:
            raise ValueError("里 quiet_lunch 应从早写到晚，如 12:00-14:00")
        if self.quiet_lunch and self._nothing_left(*self.quiet_lunch):
            raise ValueError("里 quiet_lunch 把上班时间全占了，没有时候可以发消息")
        for day in {*self.extra_workdays} & {*self.extra_holidays}:
            raise ValueError(f"里 {day} 又上班又放假，两个列表里请删去一处")
        return self

    def _nothing_left(self, start: time, end: time) -> bool:
        """Whether a lunch takes all of the working hours."""
        return start <= self.quiet_before and end >= self.quiet_after


class Schedule(Section):
    """[schedule] when the clock knocks."""

    patrol: Clock = time(8, 47)
    digest: Weekly = (0, time(8, 53))


class Deadlines(Section):
    """[deadlines] the preset of new rounds."""

    preset: Literal["2017", "three-months", "half-year", "audit"] = "2017"


class Wording(Section):
    """[wording] whether findings are titled in chat."""

    findings: Literal["title", "code"] = "title"


class EscalationStep(Section):
    """[[escalation]] one rung; one given step replaces the whole built-in ladder."""

    id: str
    workdays: int
    to: tuple[str, ...]
    when: str = "due"
    draft: str = ""
    hold: bool = False
    release: bool = False


class Settings(Section):
    """The whole configuration."""

    wecom: WeCom = WeCom()
    aibot: Aibot = Aibot()
    server: Server = Server()
    database: Database = Database()
    files: Files = Files()
    calendar: Calendar = Calendar()
    schedule: Schedule = Schedule()
    deadlines: Deadlines = Deadlines()
    wording: Wording = Wording()
    escalation: tuple[EscalationStep, ...] = ()


def load(path: Path) -> Settings:
    """Read the configuration file; raises Misconfigured naming the wrong key."""
    if words := ordinary.objection(path):
        raise Misconfigured(words)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Misconfigured(
            f"读不到配置文件 {path}：请核对权限，没有的照 config.example.toml 写一份，"
            "或用 --config 指明"
        ) from error
    except UnicodeDecodeError as error:
        raise Misconfigured(f"{path} 不是 UTF-8 编码，请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} {mistakes.of_the_text(error)}") from error
    except RecursionError as error:
        raise Misconfigured(f"{path} {mistakes.TOO_DEEP}") from error
    return parse(content, str(path))


def parse(content: Mapping[str, Any], name: str = "配置") -> Settings:
    """Check plain values; raises Misconfigured naming the wrong key."""
    try:
        return Settings.model_validate(_tuples(content))
    except ValidationError as error:
        raise Misconfigured(f"{name}：{mistakes.first(error)}") from error
    except RecursionError as error:
        raise Misconfigured(f"{name} {mistakes.TOO_DEEP}") from error


def _tuples(value: Any) -> Any:
    """Lists as tuples: frozen settings hold nothing that can change."""
    if isinstance(value, Mapping):
        return {key: _tuples(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return tuple(_tuples(entry) for entry in value)
    return value


def ways_of(settings: Settings) -> tuple[Way, ...]:
    """By which ways we speak, the first one first: the app, the robot, or both."""
    robot = (Way.ROBOT,) if settings.aibot.enabled else ()
    if robot and not settings.wecom.corp_id:
        return robot
    return (Way.APP, *robot)


def bases(settings: Settings) -> dict[str, str]:
    """The addresses of the platforms that we speak to, by their keys."""
    known = {
        Way.APP: ("wecom.api_base", settings.wecom.api_base),
        Way.ROBOT: ("aibot.url", settings.aibot.url),
    }
    return dict(known[way] for way in ways_of(settings))


def is_loopback(settings: Settings) -> bool:
    """Say whether every platform we speak to is on this very machine (rehearsals)."""
    return all(urlsplit(url).hostname in LOOPBACK for url in bases(settings).values())


def asks_the_time(settings: Settings) -> bool:
    """Say whether the platform is asked for the time: one on this very machine has the
    machine's own clock and is no second witness."""
    return settings.wecom.check_clock and not is_loopback(settings)


def links_base(settings: Settings) -> str:
    """How links in messages begin; "" where nobody but this machine could open them."""
    url = urlsplit(settings.server.public_url)
    local = url.hostname in LOOPBACK and not is_loopback(settings)
    signed = bool(settings.server.secret_key.reveal())
    return "" if local or url.port == 0 or not signed else settings.server.public_url


def demo_settings(directory: Path, port: int) -> Settings:
    """The embedded defaults of `make demo`: made-up secrets, everything local."""
    base = f"http://127.0.0.1:{port}"
    return Settings(
        wecom=WeCom(
            corp_id="wwdemoqinghequ0001",
            agent_id=1000002,
            secret=Secret("demo-secret-for-the-simulator-only-000000001"),
            token=Secret("DemoTokenForSimulator"),
            encoding_aes_key=Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
            api_base=base,
            oauth_base=base,
        ),
        server=Server(
            port=port, public_url=base, secret_key=Secret("demo-only-secret-key")
        ),
        database=Database(url=f"sqlite:///{directory / 'xiaozhang.db'}"),
        files=Files(directory=str(directory / "evidence")),
    )
