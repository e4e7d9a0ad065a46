"""样式和脚本：装在程序里，名字带着版本，浏览器放心存。"""

import hashlib
import mimetypes
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """Everything under `templates/static/`, read once."""

    def __init__(self) -> None:
        """Read the files of the package."""
        self._files: dict[str, bytes] = {}
        self._read(files("templates") / "static", "")
        self._versions = {
            name: hashlib.sha256(content).hexdigest()[:12]
            for name, content in self._files.items()
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.get("/static/{name:.+}", self.serve)]

    def url(self, name: str) -> str:
        """Return a file's address, which changes when its content does."""
        return f"/static/{name}?v={self._versions[name]}"

    async def serve(self, request: web.Request) -> web.Response:
        """Send a file; one asked for by its version may be kept for a year."""
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound
        suffix = "." + name.rsplit(".", 1)[-1]
        kind = KINDS.get(suffix) or mimetypes.guess_type(name)[0] or "text/plain"
        current = request.query.get("v") == self._versions[name]
        age = "public, max-age=31536000, immutable" if current else "no-cache"
        return web.Response(
            body=self._files[name],
            content_type=kind,
            charset="utf-8",
            headers={"Cache-Control": age, "X-Content-Type-Options": "nosniff"},
        )

    def _read(self, folder: Traversable, prefix: str) -> None:
        for entry in folder.iterdir():
            if entry.is_dir():
                self._read(entry, f"{prefix}{entry.name}/")
            else:
                self._files[prefix + entry.name] = entry.read_bytes()
