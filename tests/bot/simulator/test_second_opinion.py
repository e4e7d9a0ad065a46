"""加密的第二意见：腾讯自己的 @wecom/crypto 拆得开我们封的，我们拆得开它封的。"""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from bot.simulator.callbacks import Caller
from bot.wecom.envelope import Envelope

TOKEN, KEY, CORP = (
    "QDG6eK",
    "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    "wx5823bf96d3bd56c7",
)
ROOT = Path(__file__).parent.parent.parent.parent
PACKAGE = ROOT / "node_modules" / "@wecom" / "crypto"
SCRIPT = """
const { encrypt, decrypt, getSignature } = require("@wecom/crypto");
const { token, key, sealed, words, corp } = JSON.parse(process.argv[1]);
const opened = decrypt(key, sealed);
const made = encrypt(key, words, corp);
const signature = getSignature(token, "1409659813", "1372623149", made);
console.log(JSON.stringify({ opened: opened.message, id: opened.id, made, signature }));
"""

pytestmark = pytest.mark.skipif(
    which("node") is None or not PACKAGE.exists(),
    reason="没有 Node 或 @wecom/crypto：请安装 Node，再运行 npm install @wecom/crypto",
)


def test_tencents_own_package_agrees() -> None:
    """信封和模拟器封的，腾讯的包拆得开；它封的，两边都拆得开。"""
    envelope = Envelope(TOKEN, KEY, CORP)
    caller = Caller(TOKEN, KEY, CORP, "")
    for body in (
        envelope.seal("你好".encode(), 1, "n"),
        caller.sealed("你好".encode())[0],
    ):
        text = body.decode()
        sealed = text.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
        request = {"token": TOKEN, "key": KEY, "corp": CORP}
        request |= {"sealed": sealed, "words": "收到"}
        done = subprocess.run(
            ["node", "-e", SCRIPT, json.dumps(request)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        answer = json.loads(done.stdout)
        assert (answer["opened"], answer["id"]) == ("你好", CORP)
        made = f"<xml><Encrypt><![CDATA[{answer['made']}]]></Encrypt></xml>".encode()
        opened = envelope.open(made, answer["signature"], "1409659813", "1372623149")
        assert opened.decode() == "收到"
