"""Frameworks with their published editions, what became of statements between them, and readings under review."""

from goldenthread.frameworks.models.alignment import Alignment
from goldenthread.frameworks.models.details import Detail, ReadingDetail
from goldenthread.frameworks.models.editions import Edition, Framework, Section, Statement
from goldenthread.frameworks.models.readings import Reading, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.models.succession import Succession

__all__ = [
    "Alignment",
    "Detail",
    "Edition",
    "Framework",
    "Reading",
    "ReadingDetail",
    "ReadingDoubt",
    "ReadingItem",
    "ReadingSection",
    "Section",
    "Statement",
    "Succession",
]
