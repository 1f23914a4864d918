"""Names of files: kept as people wrote them, without what could deceive who reads them."""

import pytest
from django.utils.translation import override

from submissions.domain.file_names import clean_name
from submissions.domain.file_types import TYPES

PDF = TYPES["pdf"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul.pdf"),
        ("com1.backup.pdf", "_com1.backup.pdf"),
        ("contrat.pdf", "contrat.pdf"),
        ('a<b>c|d?e*"f".pdf', "a-b-c-d-e--f-.pdf"),
        ("photo.JPEG", "photo.pdf"),
        ("gpj.\u202eexe", "gpj.exe.pdf"),
        ("نموذج الشباك.pdf", "نموذج الشباك.pdf"),
        ("Été 2020.PDF", "Été 2020.pdf"),
        ("plan.docx", "plan.pdf"),
        ("plan.exe", "plan.exe.pdf"),
        ("sans-extension", "sans-extension.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\rapport.pdf", "rapport.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe.pdf"),
        ("\u2066x\u2069\u200f.pdf", "x.pdf"),
        ("a\x00b\r\nX-Header: 1.pdf", "abX-Header- 1.pdf"),
        ("  .  .pdf", "document.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_names_are_kept_without_what_could_deceive(sent: str, kept: str) -> None:
    with override("en"):
        assert clean_name(sent, PDF) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = clean_name("ع" * 300 + ".pdf", PDF)

    assert len(name) == 200
    assert name.endswith("ع.pdf")
