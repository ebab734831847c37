"""Frameworks with their published editions, what became of statements between them, and readings under review."""

from goldenthread.frameworks.models.adding import AddedWords
from goldenthread.frameworks.models.alignment import Alignment
from goldenthread.frameworks.models.details import Detail, ReadingDetail
from goldenthread.frameworks.models.editions import Edition, Framework, Section, Statement
from goldenthread.frameworks.models.pages import PageStatement, ReadPage
from goldenthread.frameworks.models.readings import Reading, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.models.rereadings import Rereading
from goldenthread.frameworks.models.succession import Succession
from goldenthread.frameworks.models.suggestions import ReadingSuggestion

__all__ = [
    "AddedWords",
    "Alignment",
    "Detail",
    "Edition",
    "Framework",
    "PageStatement",
    "ReadPage",
    "Reading",
    "ReadingDetail",
    "ReadingDoubt",
    "ReadingItem",
    "ReadingSection",
    "ReadingSuggestion",
    "Rereading",
    "Section",
    "Statement",
    "Succession",
]
