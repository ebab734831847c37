"""What do we tell the world?

Outcomes and certificates, each with a public page that verifies it and shows nothing more than it must.
"""
