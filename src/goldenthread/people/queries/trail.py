"""What the record says of people: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.models import ApiClient, Organisation, Person
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "people.found": Deed("Set up the installation", "organisation"),
        "people.add_organisation": Deed("Added an organisation", "organisation"),
        "people.describe_organisation": Deed("Recorded facts about an organisation", "organisation"),
        "people.bring_in": Deed("Brought somebody in", "person"),
        "people.invite": Deed("Wrote to somebody how they sign in", "person"),
        "people.let_be_known": Deed("Let somebody outside be known", "person"),
        "people.give_hat": Deed("Gave a duty", "person"),
        "people.end_membership": Deed("Ended a duty", "person"),
        "people.rename": Deed("Changed their own name", "person"),
        "people.change_email": Deed("Changed their own e-mail address", "person"),
        "people.set_password": Deed("Set their own password", "person"),
        "people.second_factor": Deed("Changed their own second factor or passkey", "person"),
        "people.sign_out": Deed("Signed out in other places", "person"),
        "people.reset_second_factors": Deed("Removed somebody’s second factors", "person"),
        "people.take_away": Deed("Downloaded what is held about them", "person"),
        "people.ask_for_erasure": Deed("Asked to be erased", "person"),
        "people.erase": Deed("Erased somebody", "person"),
        "people.erase_file": Deed("Took a file out of the store with whoever it belonged to", ""),
        "people.make_client": Deed("Let a system read", "system"),
        "people.revoke_client": Deed("Ended what a system may read", "system"),
    }
)


def _persons(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Person.objects.all(), refs, "{name}", seen=Person.objects.seen_by(by))


def _organisations(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Organisation.objects.all(), refs, "{name}")


def _systems(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(ApiClient.objects.all(), refs, "{name}")


NAMERS: Mapping[str, Namer] = MappingProxyType({"person": _persons, "organisation": _organisations, "system": _systems})
