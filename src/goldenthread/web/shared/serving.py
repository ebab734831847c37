"""How style sheets and page scripts are kept for serving in production: compressed, and named by their content."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ServedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # its library carries no types
    """Also gives the scripts that a module imports their names by content; by default Django leaves those alone."""

    support_js_module_import_aggregation = True
