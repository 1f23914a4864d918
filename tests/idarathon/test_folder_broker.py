"""The broker of a machine without Redis: no message is read before it is whole, and none is lost between processes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection


def a_broker(folder: Path) -> Connection:
    """Each test has a queue of its own name: a process remembers which it has bound."""
    for name in ("queue", "control"):
        (folder / name).mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
    }
    return Connection("filesystem://localhost//", transport_options=options)


def test_a_message_has_no_name_before_it_is_whole(tmp_path: Path) -> None:
    found_meanwhile: list[list[str]] = []

    class Looking:
        def __json__(self) -> str:
            """Called while the message is written."""
            found_meanwhile.append([file.name for file in (tmp_path / "queue").iterdir() if file.suffix == ".msg"])
            return "looked"

    with a_broker(tmp_path) as broker, broker.SimpleQueue("whole") as queue:
        queue.put({"number": 1}, headers={"who": Looking()})

        assert found_meanwhile == [[]]
        assert queue.get(timeout=5).payload == {"number": 1}


def test_a_message_whose_writer_died_in_the_middle_is_nobodys(tmp_path: Path) -> None:
    with a_broker(tmp_path) as broker, broker.SimpleQueue("half") as queue:
        queue.put({"number": 1})
        [whole] = (tmp_path / "queue").iterdir()
        (tmp_path / "queue" / f".{whole.name}.half").write_text(whole.read_text()[:10])

        assert queue.get(timeout=5).payload == {"number": 1}
        with pytest.raises(Empty):
            queue.get(block=False)


def test_processes_that_begin_together_are_all_bound(tmp_path: Path) -> None:
    names = [f"queue{number}" for number in range(12)]

    def begin(name: str) -> None:
        with a_broker(tmp_path) as broker, broker.SimpleQueue(name) as queue:
            queue.put({"name": name})

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(begin, names))

    with a_broker(tmp_path) as broker:
        for name in names:
            with broker.SimpleQueue(name) as queue:
                assert queue.get(timeout=5).payload == {"name": name}
