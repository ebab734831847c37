"""Components that are drawn once look as they do when they are drawn each time."""

from __future__ import annotations

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from goldenthread.web.templatetags import fixed
from goldenthread.web.templatetags.fixed import FixedNode

WRITTEN = (
    '<c-cell label="People" number>{{ n }}</c-cell>',
    "<c-cell>{{ n }}</c-cell>",
    '<c-cell label="State" class="wide"><c-tag kind="good">{{ name }}</c-tag></c-cell>',
    "<c-tag>{{ name }}</c-tag>",
    '{% for each in both %}<c-cell label="Name"><c-tag kind="look">{{ each }}</c-tag>, {{ name }}</c-cell>{% endfor %}',
)
FACTS = {"n": 3, "name": "<b>O’Brien & Sons</b>", "both": ["one", "<two>"]}


def drawn(words: str) -> str:
    return engines["django"].from_string(CottonCompiler().process(words)).render(FACTS)


@pytest.mark.parametrize("words", WRITTEN)
def test_a_fixed_component_looks_as_its_template_says_and_escapes_what_stands_in_it(words, monkeypatch) -> None:
    quick = drawn(words)
    monkeypatch.setattr(fixed, "ROWS", frozenset())

    assert quick == drawn(words)
    assert "<b>" not in quick


def test_a_component_whose_look_follows_what_is_shown_is_drawn_each_time() -> None:
    words = '{% for kind in both %}<c-tag kind="{{ kind }}">{{ n }}</c-tag>{% endfor %}'
    template = engines["django"].from_string(CottonCompiler().process(words)).template

    assert not template.nodelist.get_nodes_by_type(FixedNode)
    assert "gt-tag--one" in drawn(words)
