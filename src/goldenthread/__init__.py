"""Golden Thread runs a National Professional Qualification from the framework to the certificate.

The floors, from the top: config, the doors (web, api, jobs, cli), integrations, the rooms, ground.
Every import goes down; see docs/floors.md.
"""
