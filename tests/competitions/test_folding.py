"""One folding for unique keys, search and sorting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.folding import fold

# Text as it comes, and text made of what folding touches, in every order.
TEXTS = st.text() | st.text(alphabet="aÉe\u0301\u0345İßﬁ أإآاىيةه\u064b\u0654ـ٢۲\u200b\u200f\u00a0ϒ\u0308")


@given(text=TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إدارة", "اداره"),
        ("أُفُق", "افق"),
        ("المُسْتَقْبَل", "المستقبل"),
        ("رؤيـــة", "رؤية"),
        ("مستشفى", "مستشفي"),
        ("فريق ٢٠٢٦", "فريق 2026"),
        ("ÉCOLE", "école"),
        ("  Atlas   Team ", "atlas team"),
        ("At\u200blas", "Atlas"),
        ("e\u0301cole", "\u00e9cole"),
    ],
)
def test_what_reads_alike_is_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_reads_differently_stays_different() -> None:
    assert len({fold(name) for name in ("أطلس", "أطلسي", "ريف", "Atlas", "Atlases")}) == 5
