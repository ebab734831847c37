"""The tables every room leans on."""

from goldenthread.ground.models.files import StoredFile
from goldenthread.ground.models.notices import Delivery, NoticeRow
from goldenthread.ground.models.record import AuditEntry
from goldenthread.ground.models.timing import TimedJob, TimedRun

__all__ = ["AuditEntry", "Delivery", "NoticeRow", "StoredFile", "TimedJob", "TimedRun"]
