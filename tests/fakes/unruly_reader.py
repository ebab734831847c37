"""A reading process that does not do what it should: started by its path, with its manner as the first word."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path


def answer(said: object) -> None:
    """Write an answer into the file that was given for it."""
    os.write(int(sys.argv[-1]), json.dumps(said).encode())


manner = sys.argv[1]
if manner == "hangs":
    os.write(1, b"extracting 1 2\n")
    time.sleep(600)
elif manner == "falls silent":
    os.close(1)
    time.sleep(600)
elif manner == "babbles":
    for _ in range(20_000):
        os.write(1, b"finding -1 \xff x\n" + b"y" * 300)
    os.write(1, b"\nfinding 9 3\nfinding 1 2\n")
    time.sleep(1.2)
    answer({"document": None, "refusal": {"code": "c", "says": "It babbled.", "mend": ""}})
elif manner == "is killed":
    os.kill(os.getpid(), signal.SIGKILL)
elif manner == "crashes":
    sys.stderr.write("I fell over.")
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGSEGV)
elif manner == "gives up":
    sys.exit(3)
elif manner == "answers nothing":
    pass
elif manner == "answers nonsense":
    answer({"document": {"source": 1}})
elif manner == "answers neither":
    answer({"document": None, "refusal": None})
elif manner == "tells its surroundings":
    answer({"document": None, "refusal": {"code": "c", "says": " ".join(sorted(os.environ)), "mend": str(Path.cwd())}})
