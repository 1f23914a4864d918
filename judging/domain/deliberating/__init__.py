"""The jury deliberates over a closed round, from opening to what the president signs."""

from judging.domain.deliberating.ties import final_ranking

__all__ = ["final_ranking"]
