"""Forms of project tasks, the windows that take projects, and what somebody puts together for one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.scripts import Script, ScriptVersion
from goldenthread.assessment.rules.counting import count_of
from goldenthread.assessment.rules.task_forms import form_of
from goldenthread.assessment.types.booking import BookedWindow
from goldenthread.assessment.types.counting import Block, WordCount
from goldenthread.assessment.types.projects import ProjectDetails, TaskForm
from goldenthread.assessment.types.words import Part, WindowRef
from goldenthread.programmes.types import WordRule


class ProjectForm(models.Model):
    """One version of what a project task asks for. Never changed: another year has another version."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "slug", "version", "body", "written_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    holds_from = models.DateField()
    body = models.JSONField()
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="project_form_version_is_unique")]

    def as_form(self) -> TaskForm:
        """The form as rules read it."""
        return form_of(self.body)


class ProjectWindow(models.Model):
    """On which form a window takes projects, and whether it has to be booked."""

    personal: ClassVar[tuple[str, ...]] = ()

    window = models.OneToOneField(Window, on_delete=models.PROTECT, related_name="project")
    form = models.ForeignKey(ProjectForm, on_delete=models.PROTECT, related_name="windows")
    books_until = models.DateTimeField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    fee = models.CharField(max_length=200, blank=True, default="")
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(places=None) | models.Q(places__gte=1), name="project_window_has_a_place_or_no_limit"
            ),
        ]

    def as_booked(self, booked: int) -> BookedWindow:
        """The window with its places; wants the window fetched."""
        window = self.window
        ref = WindowRef(window.ref)
        return BookedWindow(ref, window.opens_at, window.closes_at, self.books_until, self.places, booked, self.fee)


class WindowBooking(models.Model):
    """A participant's place in a window. ``missed_at``: when it was written down that they did not come."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="bookings")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="window_bookings")
    booked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "enrolment"],
                condition=models.Q(ended_at=None),
                name="person_has_one_booking_of_a_window",
            ),
            models.CheckConstraint(
                condition=models.Q(missed_at=None) | models.Q(ended_at=None), name="missed_booking_was_not_given_back"
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "ended_at"], name="bookings_of_a_person")]


class Project(models.Model):
    """What somebody says of their project: changed as they go, and written into a version when they hand in."""

    personal: ClassVar[tuple[str, ...]] = ("title", "improves")

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="projects")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    improves = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["script", "number"], name="project_number_is_unique_in_a_script"),
            models.CheckConstraint(condition=models.Q(number__in=[1, 2]), name="project_is_the_first_or_second"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="project_ends_after_it_begins"
            ),
        ]

    def as_details(self) -> ProjectDetails:
        """What was said."""
        return ProjectDetails(self.number, self.title, self.improves, self.starts_on, self.ends_on)


class ProjectFile(models.Model):
    """A file for one place of a form: an account, or a document of a criterion. Never changed; the newest stands."""

    personal: ClassVar[tuple[str, ...]] = ("blocks",)
    kept_files: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType(
        {"clean_file": ("pieces__version__script__result", "a result rests on the documents that were handed in")}
    )
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "script",
        "place",
        "file",
        "clean_file",
        "parts",
        "untold",
        "extractor",
        "counting",
        "is_filled",
        "kept_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="project_files")
    place = models.CharField(max_length=20)
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    clean_file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    blocks = models.JSONField()
    parts = models.JSONField()
    untold = models.JSONField(default=list)
    extractor = models.CharField(max_length=120)
    counting = models.PositiveSmallIntegerField(default=1)
    notes = models.JSONField(default=list)
    # Made here out of what was filled in, and not uploaded.
    is_filled = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(place=""), name="project_file_has_a_place")]
        indexes = [models.Index(fields=["script", "place", "-id"], name="project_files_of_a_place")]

    def as_blocks(self) -> tuple[Block, ...]:
        """Its text in order."""
        return tuple(Block(Part(part), text) for part, text in self.blocks)

    def as_count(self, rule: WordRule) -> WordCount:
        """Its words under a rule."""
        sums = {Part(part): words for part, words in self.parts.items()}
        return count_of(
            sums,
            rule,
            extractor=self.extractor,
            notes=tuple(self.notes),
            untold=frozenset(Part(part) for part in self.untold),
            counting=self.counting,
        )


class FilledSheet(models.Model):
    """A budget, a plan or a register of risks as it is filled in, row by row."""

    personal: ClassVar[tuple[str, ...]] = ("rows",)

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="filled_sheets")
    place = models.CharField(max_length=20)
    rows = models.JSONField()
    number = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["script", "place"], name="sheet_is_filled_in_once_for_a_place")]


class OverwrittenSheet(models.Model):
    """What a sheet said before something in it was overwritten. ``is_mixed``: by a page that had not seen it."""

    personal: ClassVar[tuple[str, ...]] = ("rows",)
    about_person: ClassVar[str] = "sheet__script__enrolment__participant"
    written_once: ClassVar[tuple[str, ...]] = ("sheet", "number", "saved_at")

    sheet = models.ForeignKey(FilledSheet, on_delete=models.PROTECT, related_name="overwritten")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    length = models.PositiveIntegerField()
    is_mixed = models.BooleanField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_is_overwritten_once_by_number")]


class SponsorAsk(models.Model):
    """Whom a participant asked to comment on their project. Of the link only the hash is kept."""

    personal: ClassVar[tuple[str, ...]] = ("name", "email")
    about_person: ClassVar[str] = "@email"
    named_by: ClassVar[str] = "script__enrolment__participant"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="sponsor_asks")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["script"], condition=models.Q(ended_at=None), name="script_has_one_sponsor_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="project_sponsor_link_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(token_hash=""),
                name="project_sponsor_link_opens_only_while_asked",
            ),
        ]


class SponsorComment(models.Model):
    """What a sponsor wrote and signed. Never changed; the newest of the one who is asked now stands."""

    personal: ClassVar[tuple[str, ...]] = ("text", "name")
    about_person: ClassVar[str] = "ask__script__enrolment__participant"
    written_once: ClassVar[tuple[str, ...]] = ("ref", "ask", "number", "signed_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    ask = models.ForeignKey(SponsorAsk, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    name = models.CharField(max_length=120)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "number"], name="sponsor_comment_number_is_unique")]


class VersionPiece(models.Model):
    """One thing of a version of a project: a file, or words without names. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("text",)
    written_once: ClassVar[tuple[str, ...]] = (
        "version",
        "number",
        "place",
        "label",
        "title",
        "sha256",
        "file",
        "comment",
    )

    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20)
    label = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(ProjectFile, on_delete=models.PROTECT, null=True, blank=True, related_name="pieces")
    comment = models.ForeignKey(SponsorComment, on_delete=models.PROTECT, null=True, blank=True, related_name="pieces")
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="version_piece_number_is_unique"),
            models.UniqueConstraint(fields=["version", "place"], name="version_has_one_piece_for_a_place"),
        ]
