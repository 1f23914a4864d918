"""The demonstration: an edition full of imaginary people, laid around today, and the archive of the first real one.

Everything is done by the rooms' own verbs, each with the instant at which it would have happened.
"""
