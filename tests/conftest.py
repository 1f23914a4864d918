"""What every test may ask for. Each part of the harness is a small module of its own."""

pytest_plugins = [
    "pytester",
    "tests.harness.strictness",
    "tests.harness.database",
    "tests.harness.kept",
    "tests.harness.files",
    "tests.harness.languages",
    "tests.harness.queries",
    "tests.harness.mailbox",
    "tests.harness.processes",
    "tests.harness.worker",
    "tests.harness.browser",
]
