"""Streamlit's bundles, packed once and kept: it serves them as they are, which is four times as many bytes."""

import gzip
import logging
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import brotli
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX: Final = "/static/"
# Named here because Windows may hold any other idea of them in its registry.
MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
SMALLEST: Final = 1024
YEAR: Final = 365 * 24 * 3600
# Level 11 saves another tenth, but takes fifteen times as long on the first start.
BROTLI_LEVEL: Final = 9

PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda data: brotli.compress(data, quality=BROTLI_LEVEL),
    "gzip": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}
_LOG = logging.getLogger(__name__)


class Bundles:
    """The folder of bundles as they ship (`source`), and the folder where their packed forms are kept (`packed`)."""

    def __init__(self, source: Path, packed: Path) -> None:
        self.source = source
        self.packed = packed

    def pack(self) -> None:
        """Pack whatever is not packed yet. Another process may do the same at once: each file appears whole."""
        for path in self._worth_packing():
            data: bytes | None = None
            for encoding, packer in PACKERS.items():
                target = self._kept(path, encoding)
                if not target.exists():
                    data = data or path.read_bytes()
                    _write_whole(target, packer(data))

    def pack_in_the_background(self) -> threading.Thread:
        """Pack while the first visitors are served unpacked. A full disk only means that it stays so."""
        thread = threading.Thread(target=self._pack_quietly, name="pack-bundles", daemon=True)
        thread.start()
        return thread

    def find(self, name: str, accepted: Iterable[str]) -> tuple[Path, str] | None:
        """The packed form of the bundle `name` (such as "js/index.js") in the best encoding accepted, if it is kept."""
        if Path(name).suffix not in MEDIA_TYPES or ".." in name:
            return None
        for encoding in PACKERS:
            kept = self._kept(self.source / name, encoding)
            if encoding in accepted and kept.is_file():
                return kept, encoding
        return None

    def _pack_quietly(self) -> None:
        try:
            self.pack()
        except OSError as error:
            _LOG.warning("the bundles stay unpacked: %s", error)

    def _worth_packing(self) -> Iterator[Path]:
        for path in sorted(self.source.rglob("*")):
            if path.suffix in MEDIA_TYPES and path.stat().st_size >= SMALLEST:
                yield path

    def _kept(self, path: Path, encoding: str) -> Path:
        return self.packed / path.relative_to(self.source).with_name(f"{path.name}.{encoding}")


class PackedBundles:
    """Answers requests for bundles with their packed form where there is one."""

    def __init__(self, app: ASGIApp, bundles: Bundles) -> None:
        self.app = app
        self.bundles = bundles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._find(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if found is None:
            await self.app(scope, receive, send)
            return
        path, encoding = found
        answer = FileResponse(
            path,
            media_type=MEDIA_TYPES[Path(scope["path"]).suffix],
            headers={
                "content-encoding": encoding,
                "vary": "accept-encoding",
                "cache-control": f"public, immutable, max-age={YEAR}",
            },
        )
        await answer(scope, receive, send)

    def _find(self, scope: Scope) -> tuple[Path, str] | None:
        path: str = scope["path"]
        if not path.startswith(PREFIX):
            return None
        accepted = {
            part.split(";")[0].strip() for part in Headers(scope=scope).get("accept-encoding", "").split(",")
        }
        return self.bundles.find(path.removeprefix(PREFIX), accepted)


def _write_whole(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".draft", delete=False) as draft:
        draft.write(data)
    Path(draft.name).replace(target)
