"""What every room stands on: audit, notices, states, refusals, files.

No word of NPQ is spoken here. A thing moves down here when a third room needs it.
"""
