"""What happens in a process of its own: opening files that strangers made. It knows nothing of Django and of the site.

A file that is made to crash, to fill the memory or to keep a program busy takes that process down, and nothing else.
"""
