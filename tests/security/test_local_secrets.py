"""A machine without secrets makes its own once, for its owner's eyes only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.fernet import Fernet

from idarathon import local_secrets


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = local_secrets.secret_key(tmp_path)

    assert local_secrets.secret_key(tmp_path) == first
    assert len(first) >= 64


def test_the_encryption_key_encrypts(tmp_path: Path) -> None:
    box = Fernet(local_secrets.encryption_key(tmp_path))

    assert box.decrypt(box.encrypt(b"secret")) == b"secret"


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    local_secrets.secret_key(tmp_path)

    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: local_secrets.secret_key(tmp_path), range(64)))

    assert len(made) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
