"""Uploads, applications and confirmations."""

from goldenthread.admissions.models.applications import Application, ApplicationStep, SponsorConfirmation
from goldenthread.admissions.models.uploads import Upload, UploadRow

__all__ = ["Application", "ApplicationStep", "SponsorConfirmation", "Upload", "UploadRow"]
