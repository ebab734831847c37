"""What the record says of programmes: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, MarkScheme, Module, Programme, Qualification, Release

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "programmes.load_catalogue": Deed("Loaded a qualification from the catalogue", "qualification"),
        "programmes.set_engagement_policy": Deed("Set the engagement policy", "qualification"),
        "programmes.set_assessment_policy": Deed("Set the assessment policy", "qualification"),
        "programmes.draft_policy": Deed("Drafted an engagement policy", "programme"),
        "programmes.drop_draft": Deed("Put a drafted policy away", "programme"),
        "programmes.adopt_policy": Deed("Adopted an engagement policy", "programme"),
        "programmes.set_window_rule": Deed("Set the windows and what opens them", "programme"),
        "programmes.set_marker_rule": Deed("Set who marks and when figures about markers are shown", "programme"),
        "programmes.set_release_rule": Deed("Set what is asked before results go out", "programme"),
        "programmes.set_attempt_rule": Deed("Set what holds for further attempts", "programme"),
        "programmes.set_review_rule": Deed("Set how results can be questioned", "programme"),
        "programmes.set_word_rule": Deed("Set the limit of words", "programme"),
        "programmes.set_allowances": Deed("Set what is allowed to whoever is late or tries again", "programme"),
        "programmes.set_sampling": Deed("Set which markings a moderator looks at", "programme"),
        "programmes.set_standard_rule": Deed("Set the standard of marking", "programme"),
        "programmes.set_agreement": Deed("Set who marks twice and when markings agree", "programme"),
        "programmes.create_programme": Deed("Created a programme", "programme"),
        "programmes.draft_from": Deed("Began a new draft from a release", "release"),
        "programmes.move_release": Deed("Moved a programme to a new edition of its framework", "release"),
        "programmes.publish_release": Deed("Published a release", "release"),
        "programmes.retire_release": Deed("Retired a release", "release"),
        "programmes.add_module": Deed("Added a module", "release"),
        "programmes.rename_module": Deed("Renamed a module", "release"),
        "programmes.move_module": Deed("Moved a module", "release"),
        "programmes.remove_module": Deed("Removed a module", "release"),
        "programmes.add_component": Deed("Added a component", "release"),
        "programmes.change_component": Deed("Changed a component", "release"),
        "programmes.move_component": Deed("Moved a component", "release"),
        "programmes.remove_component": Deed("Removed a component", "release"),
        "programmes.make_variant": Deed("Made a local variant", "release"),
        "programmes.change_variant": Deed("Changed what a local variant says of itself", "programme"),
        "programmes.remove_variant": Deed("Took a local variant out of a draft", "release"),
        "programmes.exchange_component": Deed("Exchanged a component in a local variant", "release"),
        "programmes.settle_clash": Deed("Kept a component of a local variant as it is", "release"),
        "programmes.begin_scheme": Deed("Began the next version of a mark scheme", "mark scheme"),
        "programmes.describe_scheme": Deed("Changed what a mark scheme says of itself", "mark scheme"),
        "programmes.set_scheme_parts": Deed("Set the parts of a mark scheme", "mark scheme"),
        "programmes.add_criterion": Deed("Added a criterion to a mark scheme", "mark scheme"),
        "programmes.change_criterion": Deed("Changed a criterion of a mark scheme", "mark scheme"),
        "programmes.move_criterion": Deed("Moved a criterion of a mark scheme", "mark scheme"),
        "programmes.remove_criterion": Deed("Took a criterion out of a mark scheme", "mark scheme"),
        "programmes.drop_scheme": Deed("Threw a draft of a mark scheme away", "qualification"),
        "programmes.freeze_scheme": Deed("Froze a mark scheme", "mark scheme"),
        "programmes.link_statements": Deed("Linked a criterion to statements", "mark scheme"),
        "programmes.tie_statements": Deed("Chose the statements of a component", "release"),
    }
)


def _qualifications(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Qualification.objects.all(), refs, "{title}")


def _programmes(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Programme.objects.all(), refs, "{title}")


def _releases(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{programme__title}, release {number}"
    return things(Release.objects.all(), refs, says, seen=Release.objects.seen_by(by))


def _modules(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Module.objects.all(), refs, "{title}")


def _components(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    theirs = Component.objects.filter(module__release__in=Release.objects.seen_by(by))
    return things(Component.objects.all(), refs, "{title}", seen=theirs)


def _schemes(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{title}, version {version}"
    return things(MarkScheme.objects.all(), refs, says, seen=MarkScheme.objects.seen_by(by))


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        "qualification": _qualifications,
        "programme": _programmes,
        "release": _releases,
        "module": _modules,
        "component": _components,
        "mark scheme": _schemes,
    }
)
