"""Components that look the same in every row are drawn once, and only what stands inside them anew. Built in.

A table of thirty people has some hundred and fifty cells. Each as a component of its own was three quarters of what a
cohort's page cost. Their look still comes from ``cotton/cell.html`` and ``cotton/tag.html``.
"""

from __future__ import annotations

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, TextNode, Token
from django.utils.safestring import SafeString
from django_cotton.templatetags._component import (  # type: ignore[import-untyped]  # it brings no types
    AttrKind,
    CottonComponentNode,
    cotton_component,
)

register = Library()

# Those that know nothing but their attributes and what stands inside them.
ROWS = frozenset({"cell", "tag"})
_FIXED = frozenset({AttrKind.STATIC, AttrKind.BOOLEAN})
_HERE = "\0"


class FixedNode(Node):
    """A component whose attributes are written out in the template: its frame is the same each time."""

    def __init__(self, component: CottonComponentNode) -> None:
        self.nodelist: NodeList = component.nodelist
        component.nodelist = NodeList([TextNode(_HERE)])
        self._component = component
        self._frame: tuple[str, str] | None = None

    def render(self, context: Context) -> SafeString:
        """The frame around what stands inside."""
        if self._frame is None:
            before, _, after = self._component.render(Context()).partition(_HERE)
            self._frame = (before, after)
        before, after = self._frame
        return SafeString(before + self.nodelist.render(context) + after)


@register.tag("cotton")
def component(parser: Parser, token: Token) -> Node:
    """As cotton reads it; in the fixed form where that is the same."""
    node = cotton_component(parser, token)
    is_fixed = node.component_name in ROWS and all(attr.kind in _FIXED for attr in node._prepared_attrs)  # noqa: SLF001  it has no other way to say so
    return FixedNode(node) if is_fixed else node
