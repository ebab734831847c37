"""Persons, organisations, the hats between them, and the systems that read for an organisation."""

from goldenthread.people.models.clients import ApiClient
from goldenthread.people.models.organisations import Organisation
from goldenthread.people.models.persons import Membership, Person

__all__ = ["ApiClient", "Membership", "Organisation", "Person"]
