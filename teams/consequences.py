"""What a change among people may cause in a higher room.

Sent inside the verb's transaction. A receiver calls a verb of its own room, or refuses by raising a `Refusal`.
Each is sent with keyword arguments only; `at` is an aware datetime, `by` the person who acted.
"""

from django.dispatch import Signal

member_joined = Signal()  # membership, by, at
member_left = Signal()  # membership, by, at
mentor_assigned = Signal()  # mentorship, by, at
team_withdrawn = Signal()  # team, by, at
eligibility_lost = Signal()  # person, competition, by, at
person_erased = Signal()  # person, at
