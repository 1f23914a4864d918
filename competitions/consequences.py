"""What a change of an edition may cause in a higher room.

Sent inside the verb's transaction, with keyword arguments only; `at` is an aware datetime, `by` the person who acted.
A receiver calls a verb of its own room, or refuses by raising a `Refusal`.
"""

from django.dispatch import Signal

phase_moved = Signal()  # phase (as it is now), opens_at and closes_at (as they were), reason, by, at
# Asked before anybody is asked for new dates: a receiver answers with a sentence where moving the phase needs a reason.
move_asked = Signal()  # phase
