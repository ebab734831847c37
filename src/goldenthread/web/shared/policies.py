"""The names of what engagement policies are made of, for the pages that show them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from goldenthread.programmes.types import ENGAGEMENT_NAMES, KIND_NAMES, MEASURE_NAMES

POLICY_NAMES: Mapping[str, Any] = MappingProxyType(
    {"kinds": KIND_NAMES, "measures": MEASURE_NAMES, "ways": ENGAGEMENT_NAMES}
)
