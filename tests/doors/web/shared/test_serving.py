"""Static files in production are named by their content, and page scripts find one another."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from goldenthread.web.shared.serving import ServedFiles


def test_a_script_imports_the_kept_name_of_another(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text('import { help } from "./help.js";\nhelp();\n')
    (tmp_path / "help.js").write_text("export function help() {}\n")
    storage = ServedFiles(location=tmp_path, base_url="/static/")
    files = {name: (FileSystemStorage(tmp_path), name) for name in ("app.js", "help.js")}

    list(storage.post_process(files))

    kept = (tmp_path / storage.stored_name("app.js")).read_text()
    assert f'"./{storage.stored_name("help.js")}"' in kept
