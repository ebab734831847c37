"""Frameworks with their published editions, what became of statements between them, and readings under review."""

from goldenthread.frameworks.models.alignment import Alignment
from goldenthread.frameworks.models.editions import Edition, Framework, Section, Statement
from goldenthread.frameworks.models.readings import Reading, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.models.references import ReadingReference, Reference
from goldenthread.frameworks.models.succession import Succession

__all__ = [
    "Alignment",
    "Edition",
    "Framework",
    "Reading",
    "ReadingDoubt",
    "ReadingItem",
    "ReadingReference",
    "ReadingSection",
    "Reference",
    "Section",
    "Statement",
    "Succession",
]
