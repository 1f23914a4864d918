"""Asks the site of this container whether it is ready, under its own name; exits with 1 when it is not."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

request = urllib.request.Request(
    "http://127.0.0.1:8000/readyz", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc}
)
try:
    with urllib.request.urlopen(request, timeout=8):
        pass
except OSError as error:
    sys.exit(str(error))
