"""Measures rules, actions and queries while the tests run: ``pytest -p tests.measuring.plugin``.

Coverage's tracer is called for every line of every library, and doubled what the tests of rooms took; here only what is
measured is slowed, and hardly. What was seen is left in coverage's own file (COVERAGE_FILE), for its own reports.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from coverage import CoverageData

from tests.measuring.probes import SEEN, with_probes

SRC = Path(__file__).resolve().parents[2] / "src"
MEASURED = re.compile(r"goldenthread\.(?!config|web|api|jobs|cli|integrations)\w+\.(rules|actions|queries)(\.|$)")
_seen: dict[str, dict[tuple[int, int], int]] = {}


class Probing(SourceFileLoader):
    """Loads a module with its notes; never from a compiled file, nor into one."""

    def get_code(self, fullname: str) -> CodeType:
        """The module's code."""
        path = self.get_filename(fullname)
        code: CodeType = compile(with_probes(self.get_data(path), path), path, "exec", dont_inherit=True)
        return code

    def exec_module(self, module: ModuleType) -> None:
        """Carry the module out with a place for its notes."""
        setattr(module, SEEN, _seen.setdefault(self.path, {}))
        super().exec_module(module)


class Finder:
    """Finds what is measured before anything else does."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module as it would be found, with another loader."""
        if not MEASURED.match(name):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Probing(spec.loader.name, spec.loader.path)
        return spec


def noted() -> dict[str, set[tuple[int, int]]]:
    """The pairs of lines that were seen so far, by file."""
    return {path: set(pairs) for path, pairs in _seen.items()}


def pytest_addoption() -> None:
    """Measure from here on: the first that a plugin is asked, before Django is set up and rooms are loaded."""
    early = [name for name in sys.modules if MEASURED.match(name)]
    assert not early, f"Loaded before they could be measured: {', '.join(early)}."
    sys.meta_path.insert(0, Finder())


def pytest_unconfigure() -> None:
    """Leave what was seen, and the names of files of which nothing was."""
    data = CoverageData(basename=os.environ.get("COVERAGE_FILE", ".coverage"))
    data.erase()
    data.add_arcs(noted())
    stairs = [path for stair in ("rules", "actions", "queries") for path in (SRC / "goldenthread").glob(f"*/{stair}")]
    data.touch_files([str(file) for stair in stairs for file in stair.rglob("*.py")])
    data.write()
