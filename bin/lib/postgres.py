"""A PostgreSQL of our own for as long as it is needed: a free port, a folder that goes away, no trace.

``python bin/lib/postgres.py COMMAND…`` runs a command with GOLDENTHREAD_DATABASE_URL set to an empty database;
``--find`` only says where the server's programs are, and fails where there are none.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Nothing in a throw-away cluster needs to survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "shared_buffers=64MB")

# As a server is set up that must not lose what it was told: every commit waits for the disk.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=100", "shared_buffers=128MB")


def programs() -> Path:
    """The folder of initdb and pg_ctl, newest version first.

    :raises LookupError: where no server is installed; the client alone is not enough.
    """
    known = [Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"), Path("/opt/homebrew/opt/postgresql")]
    places = [p.parent for home in known for p in home.glob("**/bin/initdb")]
    places.sort(key=lambda p: [int(n) for n in p.parent.name.split(".") if n.isdigit()], reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    if not places:
        raise LookupError("PostgreSQL's server programs are not here. Run: sudo apt-get install postgresql")
    return places[0]


def unprivileged() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root. ``None`` when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


@contextmanager
def cluster(settings: Sequence[str] = QUICK) -> Iterator[str]:
    """Start a server; the address of an empty database in it. Stopped and removed at the end, whatever happens."""
    bin_ = programs()
    who = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="goldenthread-pg-"))
    if who:
        shutil.chown(home, who)

    def call(*command: str) -> None:
        subprocess.run(command, user=who, cwd=home, check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    port = free_port()
    options = " ".join(f"-c {setting}" for setting in settings)
    options += f" -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    with (home / "set-up.log").open("wb") as log:
        try:
            call(f"{bin_}/initdb", "-D", f"{home}/data", "-A", "trust", "-U", "goldenthread", "-E", "UTF8", "--no-sync")
            call(f"{bin_}/pg_ctl", "-D", f"{home}/data", "-o", options, "-l", f"{home}/data/server.log", "-w", "start")
            call(f"{bin_}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "goldenthread", "goldenthread")
            yield f"postgresql://goldenthread@127.0.0.1:{port}/goldenthread"
        except subprocess.CalledProcessError:
            sys.stderr.write((home / "set-up.log").read_text(errors="replace"))
            raise
        finally:
            if (home / "data" / "postmaster.pid").exists():
                subprocess.run(
                    [f"{bin_}/pg_ctl", "-D", f"{home}/data", "-m", "immediate", "-w", "stop"],
                    user=who,
                    cwd=home,
                    check=False,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    """Find, or run a command beside a server."""
    if sys.argv[1:] == ["--find"]:
        try:
            print(programs())
        except LookupError as missing:
            print(missing, file=sys.stderr)
            return 1
        return 0
    with cluster() as address:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "GOLDENTHREAD_DATABASE_URL": address}, check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
