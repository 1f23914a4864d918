"""How static files are named and compressed when they are collected."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Other packages bring many files that are rarely asked for; compressing them would make every first start slow.
COMPRESSED_FOLDERS = ("css/", "js/", "fonts/", "img/", "vendor/", "bootstrap/", "django_htmx/htmx-2.min.js")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names that carry a hash, and compressed copies of what every visitor loads."""

    # Our scripts are modules without a build step: what one takes from another must be found under its hashed name.
    # Not those of other packages, in whose comments addresses stand that lead nowhere.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress only what the public pages load."""
        yield from super().compress_files([path for path in paths if path.startswith(COMPRESSED_FOLDERS)])
