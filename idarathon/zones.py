"""The rules of time zones are those of the pinned `tzdata`, alike on every machine.

Python would take the machine's, which may be older than a country's last decision: every deadline would be an hour off.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=())
