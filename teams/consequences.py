"""What a change among people may cause in a higher room.

Sent inside the verb's transaction. A receiver calls a verb of its own room, or refuses by raising a `Refusal`.
Each is sent with keyword arguments only; `at` is an aware datetime, `by` the person who acted.
"""

from django.dispatch import Signal

member_joined = Signal()  # membership, by, at
member_left = Signal()  # membership, by, at
mentor_assigned = Signal()  # mentorship, by, at
team_withdrawn = Signal()  # team, by, at
role_given = Signal()  # role, reason, by, at
role_ended = Signal()  # role, reason, by, at
person_moved = Signal()  # person, at: they serve in another department than before
eligibility_lost = Signal()  # person, competition, by, at
late_access_asked = Signal()  # team, phase, until, at: a receiver refuses by raising where it would come too late
# Asked before anything is written, so that a page can say why not: a receiver refuses by raising.
erasure_asked = Signal()  # person, at
person_erased = Signal()  # person, at
merge_asked = Signal()  # first, second, at
