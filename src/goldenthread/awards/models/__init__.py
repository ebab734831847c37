"""Outcomes and certificates."""

from goldenthread.awards.models.awards import Certificate, Outcome

__all__ = ["Certificate", "Outcome"]
