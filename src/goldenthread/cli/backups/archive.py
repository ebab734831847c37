"""The archive: written in one pass, read back only when every hash is right."""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from goldenthread.cli.backups.databases import MEMBERS, dump, engine, put_back
from goldenthread.cli.backups.manifest import NAME, Manifest, read_manifest, this_release

Tell = Callable[[str], None]
CHUNK = 1024 * 1024


class Unfit(Exception):  # noqa: N818  an answer about an archive, shown to the operator
    """The archive cannot be used; carries the reason."""


def write(place: Path, *, keys: Callable[[], Iterable[str]], at: datetime, tell: Tell) -> Manifest:
    """Write everything to ``place``.

    The database goes first and the files after it: a file is kept before its row and removed only with whoever it
    belonged to, so every file that the dumped rows name is there when the files are read, but for what was erased
    meanwhile. ``keys`` is asked after the dump.

    :raises Unfit: if a file is missing from the store or is not what its name says.
    """
    with (
        tempfile.TemporaryDirectory(prefix="goldenthread-backup-") as scratch,
        tarfile.open(place, "w:gz", compresslevel=5) as tar,
    ):
        dumped = Path(scratch) / "database"
        tell("The database…")
        manifest = Manifest(at.isoformat(), engine(), this_release(), applied_migrations(), dump(dumped))
        with dumped.open("rb") as stream:
            members = {MEMBERS[engine()]: _add(tar, MEMBERS[engine()], stream, dumped.stat().st_size)}
        names = sorted(set(keys()))
        tell(f"{len(names)} files…")
        for name in names:
            if not default_storage.exists(name):
                if name not in set(keys()):
                    continue
                raise Unfit(f"the store has lost the file {name}")
            with default_storage.open(name, "rb") as stream:
                members[f"files/{name}"] = _add(tar, f"files/{name}", stream, default_storage.size(name))
        manifest = replace(manifest, members=members)
        text = manifest.as_json()
        _add(tar, NAME, io.BytesIO(text), len(text))
    return manifest


def read(place: Path, *, tell: Tell) -> Manifest:
    """Put the archive back into an empty database and an empty store.

    Everything is unpacked beside and proved first; only then is anything touched.

    :raises Unfit: if the archive is damaged, of another kind of database, or newer than this code.
    """
    with tempfile.TemporaryDirectory(prefix="goldenthread-restore-") as scratch:
        tell("Proving the archive…")
        manifest = _unpack(place, Path(scratch))
        _must_fit(manifest)
        tell("The database…")
        rows = put_back(Path(scratch) / MEMBERS[engine()])
        if rows != dict(manifest.rows):
            raise Unfit("the tables do not hold the rows that the archive promises")
        files = [name.removeprefix("files/") for name in manifest.members if name.startswith("files/")]
        tell(f"{len(files)} files…")
        for name in files:
            with (Path(scratch) / "files" / name).open("rb") as stream:
                if default_storage.save(name, File(stream)) != name:
                    raise Unfit(f"the store already has something under {name}")
    return manifest


def applied_migrations() -> list[str]:
    """Every migration of this database, as ``app.name``."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def _must_fit(manifest: Manifest) -> None:
    if manifest.engine != engine():
        raise Unfit(f"the archive is of a {manifest.engine} database, and this installation uses {engine()}")
    known = {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = sorted(name for name in manifest.migrations if name not in known)
    if newer:
        raise Unfit(f"the archive is from a newer version, which has {newer[0]}: upgrade first")


def _unpack(place: Path, scratch: Path) -> Manifest:
    """Unpack and compare every hash with the manifest's."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(place, "r:gz") as tar:
            for member in tar:
                target = (scratch / member.name).resolve()
                if not member.isfile() or not target.is_relative_to(scratch.resolve()):
                    raise Unfit(f"the archive has a member that is not ours: {member.name}")
                stream = tar.extractfile(member)
                if stream is not None:
                    found[member.name] = _copy(stream, target)
    except (tarfile.TarError, EOFError, OSError) as fault:
        raise Unfit(f"the archive is damaged ({fault})") from fault
    if found.pop(NAME, None) is None:
        raise Unfit("the archive was cut short: it has no manifest")
    try:
        manifest = read_manifest((scratch / NAME).read_bytes())
    except (ValueError, TypeError) as fault:
        raise Unfit(f"the archive's manifest cannot be read ({fault})") from fault
    wrong = sorted(set(found.items()) ^ set(manifest.members.items()))
    if wrong:
        raise Unfit(f"{wrong[0][0]} in the archive is not what its manifest says")
    return manifest


def _copy(stream: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


class _Hashing:
    """A stream that hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        return chunk


def _add(tar: tarfile.TarFile, name: str, stream: IO[bytes], size: int) -> str:
    """Add one member and give the hash of what went in."""
    hashing = _Hashing(stream)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, hashing)
    return hashing.digest.hexdigest()
