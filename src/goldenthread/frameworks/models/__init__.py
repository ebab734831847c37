"""Frameworks with their published editions, and readings under review."""

from goldenthread.frameworks.models.editions import Edition, Framework, Section, Statement
from goldenthread.frameworks.models.readings import Reading, ReadingDoubt, ReadingItem, ReadingSection

__all__ = ["Edition", "Framework", "Reading", "ReadingDoubt", "ReadingItem", "ReadingSection", "Section", "Statement"]
