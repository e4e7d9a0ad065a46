"""配置：示例读得进，每个键都有用，写错了点名。"""

from datetime import date
from pathlib import Path

import pytest

from bot import config, policy
from bot.config_check import check_for_run
from bot.config_values import Secret
from rules.errors import Misconfigured
from rules.telling import ladder
from rules.vocabulary import Way

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "config.example.toml"


def keys(model: type[config.Section]) -> list[str]:
    """Every key that a section has."""
    return list(model.model_fields)


def test_example_loads_and_spells_the_built_in_ladder() -> None:
    """示例配置读得进，里面的阶梯和自带的一模一样。"""
    settings = config.load(EXAMPLE)
    assert policy.ladder_of(settings) == ladder.built_in()


def test_every_key_stands_in_the_example() -> None:
    """示例里写着每一个键。"""
    text = EXAMPLE.read_text("utf-8")
    for name, field in config.Settings.model_fields.items():
        assert f"[{name}]" in text or f"[[{name}]]" in text
        section = field.annotation
        if isinstance(section, type) and issubclass(section, config.Section):
            for key in keys(section):
                assert f"\n{key} = " in text, key
    for key in keys(config.EscalationStep):
        assert f"\n{key} = " in text, key


MADE_UP = {"corp_id", "agent_id", "secret", "token", "encoding_aes_key", "secret_key"}
"""Keys that have no default: everybody fills in their own; so has the address."""


def test_the_example_shows_the_defaults() -> None:
    """示例里写的就是缺省值；要自己填的除外。"""
    shown, default = config.load(EXAMPLE), config.Settings()
    for name in set(config.Settings.model_fields) - {"escalation"}:
        one, other = getattr(shown, name), getattr(default, name)
        for key in set(keys(type(one))) - MADE_UP - {"public_url"}:
            assert getattr(one, key) == getattr(other, key), f"{name}.{key}"


def test_days_are_read_with_quotation_marks_and_without() -> None:
    """日子加不加引号都读得进。"""
    plain, quoted = (
        config.parse({"calendar": {"extra_holidays": [day]}}).calendar.extra_holidays
        for day in (date(2027, 2, 8), "2027-02-08")
    )
    assert plain == quoted == (date(2027, 2, 8),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[wecom]\nsecrets = 'x'", r"wecom\.secrets 没有这个键"),
        ("[server]\nport = '8080'", r"server\.port 应是整数"),
        (
            "[calendar]\nquiet_before = '25:00'",
            r"calendar\.quiet_before 不是一天里的时刻",
        ),
        ("[calendar]\ntimezone = 'Mars/Base'", r"calendar\.timezone 没有这个时区"),
        ("[schedule]\ndigest = '周一'", r"schedule\.digest 应写成 mon 08:53"),
        (
            "[deadlines]\npreset = '1999'",
            r"deadlines\.preset 只能是 2017、three-months、half-year、audit，加引号",
        ),
        ("[calendar]\nextra_workdays = ['2月14日']", r"extra_workdays\.0 应是日期"),
        ("[server]\npublic_url = 'example'", r"server\.public_url 应是 https://"),
        ("[wecom]\nsecret = 'file:/nowhere'", r"wecom\.secret 读不到文件"),
        ('[wecom]\nsecret = "file:\\u0000"', r"wecom\.secret 里的路径有看不见的字符"),
        ('[wecom]\nca_file = "\\u0000"', r"wecom\.ca_file 里有看不见的字符"),
        ("a = " + "[" * 5000, "套得太深"),
        (".".join(["a"] * 5000) + " = 1", "套得太深"),
        ("[wecom", "不是合格的 TOML：请核对末尾的引号"),
        (
            "[server]\nport = 1\nport = 2\n",
            "不是合格的 TOML：第3行的键或段前面已经写过",
        ),
        ("[server]\n[server]", "不是合格的 TOML：第2行的键或段前面已经写过"),
        ("[server]\nhost = “127.0.0.1”", "不是合格的 TOML：请核对第2行的引号"),
        ("[server]\nhost = ''", r"server\.host 不能空着"),
        ("[files]\ndirectory = ''", r"files\.directory 不能空着"),
        ('[files]\ndirectory = "a\\u0000"', r"files\.directory 里有看不见的字符"),
        ("[wecom]\nagent_id = -5", r"wecom\.agent_id 数太小，不能小于0"),
        (
            "[wecom]\nagent_id = 99999999999",
            r"wecom\.agent_id 数太大，不能大于2147483647",
        ),
        ("[wecom]\napi_base = 'ws://a'", r"wecom\.api_base 应是 https://"),
        ("[wecom]\napi_base = 'https://a b'", r"wecom\.api_base 应是 https://"),
        (
            "[server]\npublic_url = 'https://a/?b=1'",
            r"server\.public_url 应是 https://",
        ),
        ("[aibot]\nurl = 'example'", r"aibot\.url 应是 wss://"),
        ("[calendar]\ntimezone = 'Asia'", r"calendar\.timezone 没有这个时区"),
        ("[schedule]\ndigest = [1, 2]", r"schedule\.digest 应写成 mon 08:53"),
        ("[[escalation]]\nid = 'a'", r"\[\[escalation\]\] 第1步 workdays 缺这个键"),
        ("server = 3", "server 应是一段"),
        ("[wecom]\napi_base = 'https://a:99999'", r"wecom\.api_base 应是 https://"),
        ("[wecom]\napi_base = 'https://[::1'", r"wecom\.api_base 应是 https://"),
        ("[calendar]\nquiet_before = '19:00'", "quiet_before 应早于 quiet_after"),
        ("[calendar]\nquiet_lunch = '14:00-12:00'", "quiet_lunch 应从早写到晚"),
        ("[calendar]\nquiet_lunch = ['12:00', '14:00']", "quiet_lunch 应写成 12:00-"),
        ("[calendar]\nquiet_lunch = '12-14'", "quiet_lunch 应写成 12:00-14:00"),
        ("[calendar]\nquiet_lunch = '08:00-19:00'", "quiet_lunch 把上班时间全占了"),
        (
            "[calendar]\nextra_workdays = [2027-02-14]\nextra_holidays = [2027-02-14]",
            "2027-02-14 又上班又放假",
        ),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: str) -> None:
    """每种写错都点出哪个键、怎么改，一句话。"""
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Misconfigured, match=words) as caught:
        config.load(path)
    assert "\n" not in str(caught.value).strip() or "TOML" in str(caught.value)


def test_files_from_notepad_are_read(tmp_path: Path) -> None:
    """记事本存的带 BOM、CRLF 的配置和密钥照读；GBK 的说清要另存。"""
    key, path = tmp_path / "key.txt", tmp_path / "config.toml"
    key.write_bytes("\ufeffdo-not-show-me\r\n".encode())
    text = f"\ufeff[server]\r\nport = 81\r\nsecret_key = 'file:{key}'\r\n"
    path.write_bytes(text.encode())
    server = config.load(path).server
    assert (server.port, server.secret_key.reveal()) == (81, "do-not-show-me")
    key.write_bytes("密钥".encode("gbk"))
    with pytest.raises(Misconfigured, match="另存为 UTF-8"):
        config.load(path)
    path.write_bytes("# 配置".encode("gbk"))
    with pytest.raises(Misconfigured, match="另存为 UTF-8"):
        config.load(path)


def test_placeholders_do_not_run() -> None:
    """密钥还是示例里的，不让运行，说是哪个键。"""
    with pytest.raises(Misconfigured, match=r"wecom\.corp_id"):
        check_for_run(config.load(EXAMPLE))


@pytest.mark.parametrize("key", ["1", "secret-key", "fifteen-letters"])
def test_a_key_that_can_be_found_out_does_not_run(tmp_path: Path, key: str) -> None:
    """签名的密钥太短，凭一个链接就试得出来：不让运行，说清怎么办；演练在本机，照旧。"""
    base = config.demo_settings(tmp_path, 8700)
    local = base.model_copy(
        update={"server": base.server.model_copy(update={"secret_key": Secret(key)})}
    )
    check_for_run(local)
    wecom = base.wecom.model_copy(update={"api_base": "https://qyapi.weixin.qq.com"})
    words = r"server\.secret_key 太短.+至少16位"
    with pytest.raises(Misconfigured, match=words) as caught:
        check_for_run(local.model_copy(update={"wecom": wecom}))
    assert key not in str(caught.value).replace("secret_key", "").split()
    check_for_run(base.model_copy(update={"wecom": wecom}))


@pytest.mark.parametrize(
    "value", [" abcdefgh", "abcdefgh\nijklmnop", "abcd efgh", "这是密钥abc", "ａｂｃｄ"]
)
@pytest.mark.parametrize("key", ["corp_id", "secret", "token"])
def test_what_was_not_copied_whole_does_not_run(
    tmp_path: Path, key: str, value: str
) -> None:
    """夹着空格、换行、中文、全角字的不是后台复制来的，不让运行，说是哪个键。"""
    base = config.demo_settings(tmp_path, 8700)
    given = value if key == "corp_id" else Secret(value)
    wecom = base.wecom.model_copy(update={key: given})
    with pytest.raises(Misconfigured, match=rf"wecom\.{key} 里有空格、换行或中文"):
        check_for_run(base.model_copy(update={"wecom": wecom}))


def test_an_environment_file_from_windows_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """环境变量文件在 Windows 上存过，值后面拖着回车的照读。"""
    monkeypatch.setenv("XIAOZHANG_TEST_SECRET", "abcdefgh\r")
    settings = config.parse({"wecom": {"secret": "env:XIAOZHANG_TEST_SECRET"}})
    assert settings.wecom.secret.reveal() == "abcdefgh"


def test_secrets_come_from_environment_and_never_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """密钥从环境变量里取，打印配置看不见它。"""
    monkeypatch.setenv("MADE_UP_SECRET", "do-not-show-me")
    settings = config.parse({"wecom": {"secret": "env:MADE_UP_SECRET"}})
    assert settings.wecom.secret.reveal() == "do-not-show-me"
    assert "do-not-show-me" not in repr(settings)


def test_settings_do_not_change(tmp_path: Path) -> None:
    """配置读进来就不再变。"""
    settings = config.demo_settings(tmp_path, 8700)
    check_for_run(settings)
    with pytest.raises(ValueError, match="frozen"):
        settings.server.port = 1  # type: ignore[misc]


def robot_only(tmp_path: Path, **changed: object) -> config.Settings:
    """The demo's settings without the self-built app."""
    base = config.demo_settings(tmp_path, 8700)
    aibot = config.Aibot(enabled=True, bot_id="aib1", secret=Secret("robot-secret-1"))
    return base.model_copy(
        update={"wecom": config.WeCom(), "aibot": aibot.model_copy(update=changed)}
    )


def test_the_robot_alone_is_enough(tmp_path: Path) -> None:
    """只填 [aibot] 也能运行，这时只有一条路。"""
    settings = robot_only(tmp_path)
    check_for_run(settings)
    assert config.ways_of(settings) == (Way.ROBOT,)


def test_the_robots_placeholders_do_not_run(tmp_path: Path) -> None:
    """机器人开了而没填密钥，不让运行，说是哪个键。"""
    settings = robot_only(tmp_path, secret=Secret("…"))
    with pytest.raises(Misconfigured, match=r"aibot\.secret"):
        check_for_run(settings)


def test_a_rehearsal_reaches_no_real_robot(tmp_path: Path) -> None:
    """演练时机器人的地址也得在本机。"""
    settings = robot_only(tmp_path)
    assert not config.is_loopback(settings)
    assert config.is_loopback(robot_only(tmp_path, url="ws://127.0.0.1:8700/robot"))
