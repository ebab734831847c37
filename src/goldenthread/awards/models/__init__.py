"""Outcomes and certificates."""

from goldenthread.awards.models.awards import Certificate, CertificateCount, Outcome

__all__ = ["Certificate", "CertificateCount", "Outcome"]
