"""Bounds on the reading of one document (decision 0023)."""

from goldenthread.config.environment import environment

READING_SECONDS = environment().reading_seconds
READING_PROCESSOR_SECONDS = environment().reading_processor_seconds
READING_MEMORY_MB = environment().reading_memory_mb
