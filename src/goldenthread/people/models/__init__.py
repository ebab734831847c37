"""Persons, organisations and the hats between them."""

from goldenthread.people.models.organisations import Organisation
from goldenthread.people.models.persons import Membership, Person

__all__ = ["Membership", "Organisation", "Person"]
