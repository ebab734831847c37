"""A content and assessment framework as JSON."""

from __future__ import annotations

from goldenthread.frameworks.types import Content
from goldenthread.frameworks.types.content import Area, RatingScale, Task
from goldenthread.integrations.reader.outlines.doubts import Json, doubts


def contents(content: Content) -> Json:
    """Its levels, areas, task, behaviours and their scale."""
    return {
        "qualification_levels": [
            {
                "code": level.code,
                "qualification": level.qualification,
                "level": level.level,
                "target_audience": level.audience,
                "includes": level.includes or None,
                "lines": list(level.lines),
            }
            for level in content.levels
        ],
        "content_areas": [_area(area) for area in content.areas],
        "assessment_task": _task(content.task) if content.task else None,
        "behaviours": [
            {"name": one.name, "description": one.description, "lines": list(one.lines), "doubts": doubts(one.doubts)}
            for one in content.behaviours
        ],
        "behaviour_rating_scale": _scale(content.scale) if content.scale else None,
    }


def _area(area: Area) -> Json:
    return {
        "number": area.number,
        "title": area.title,
        "heading_line": area.line,
        "doubts": doubts(area.doubts),
        "learn_how_to": [
            {"text": deed.text, "line": deed.lines[0], "lines": list(deed.lines), "doubts": doubts(deed.doubts)}
            for deed in area.deeds
        ],
        "learn_about": [
            {
                "text": topic.text,
                "line": topic.lines[0],
                "lines": list(topic.lines),
                "under_learn_how_to": topic.under or None,
                "doubts": doubts(topic.doubts),
            }
            for topic in area.topics
        ],
        "criteria": [
            {
                "code": one.code,
                "text": one.text,
                "area": area.number,
                "part": one.part or None,
                "supporting_documents": list(one.documents),
                "lines": list(one.lines),
                "doubts": doubts(one.doubts),
            }
            for one in area.criteria
        ],
    }


def _task(task: Task) -> Json:
    return {
        "heading": task.heading or None,
        "title": task.title,
        "word_limit": task.word_limit or None,
        "word_limit_covers": task.limit_covers or None,
        "word_limit_excludes": task.limit_excludes or None,
        "minimum_duration_terms": task.least_terms or None,
        "parts": [
            {"part": part.part, "aim": part.aim or None, "content_areas": list(part.areas)} for part in task.parts
        ],
        "participants_must": list(task.participants_must),
        "providers_must": list(task.providers_must),
        "footnote": task.footnote or None,
        "lines": list(task.lines),
    }


def _scale(scale: RatingScale) -> Json:
    return {
        "min": scale.least,
        "max": scale.most,
        "labels": {str(figure): word for figure, word in scale.labels},
        "comment_column": scale.has_comment,
        "lines": list(scale.lines),
    }
