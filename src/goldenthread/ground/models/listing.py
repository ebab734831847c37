"""Rows of another table as one column: a page that needs a few lines beside each row asks once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Listed(Subquery):
    """What a query finds, in its order, as a list of mappings; an empty list where it finds nothing.

    ``shown``: by their name, the columns that each line has. Dates and references arrive as text, moments as text that
    ``moment_of`` reads.
    """

    template = "(SELECT COALESCE(json_group_array(json(line)), '[]') FROM (%(subquery)s) listed)"

    def __init__(self, rows: QuerySet[Any, Any], **shown: Any) -> None:
        super().__init__(rows.values(line=JSONObject(**shown)), output_field=JSONField())

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL's own words for it."""
        template = "(SELECT COALESCE(jsonb_agg(line), '[]') FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template)


def moment_of(text: str) -> datetime:
    """A moment as it stands in a line. SQLite keeps moments in UTC and does not say so."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
