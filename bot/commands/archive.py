"""archive、verify：一事一档，封档和验档。"""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot import archive as archives
from bot.commands.desk import Desk, ensure_replaceable, open_desk, say
from bot.commands.one import finding
from bot.files import FileStore
from handlers.views import archiving


def archive(options: Namespace) -> int:
    """Write the archive of one finding; UnknownName where there is none."""
    ensure_replaceable(options.out)
    with open_desk(options) as desk:
        dossier = desk.lane.read_sync(lambda s: _dossier(desk, s, options.code))
        folder = Path(desk.settings.files.directory)
        store = FileStore(folder, desk.policy.max_bytes)
        digest = archives.write(options.out, dossier, store)
        desk.lane.run_sync(lambda s: _note(desk, s, options.code, digest))
    say(f"已立档 {dossier.document['code']}：材料{len(dossier.files)}份，{options.out}")
    say(f"清单摘要 {digest}")
    return 0


def _dossier(desk: Desk, session: Session, code: str) -> archiving.Dossier:
    return archiving.dossier(desk.context(session), finding(session, code))


def _note(desk: Desk, session: Session, code: str, digest: str) -> None:
    archiving.note(desk.context(session), finding(session, code), digest)


def verify(options: Namespace) -> int:
    """Prove an archive offline; Misconfigured names what was altered."""
    manifest = archives.verify(options.file)
    made_at = datetime.fromisoformat(manifest["made_at"])
    say(
        f"{manifest['code']} 的档案未被改动：成员{len(manifest['members'])}个，"
        f"流水{len(manifest['journal'])}条，{made_at:%Y-%m-%d %H:%M} 封"
    )
    say(f"清单摘要 {manifest['digest']}")
    return 0
