"""Other people's machines: mail today, others as they are needed.

Each integration is a stranger to the rest. No room knows them, and no transaction spans a network call.
"""
