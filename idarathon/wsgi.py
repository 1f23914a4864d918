"""The entry point of the web server. It refuses to start when the settings are not safe."""

import os

from django.core.wsgi import get_wsgi_application

from idarathon.checks import refuse_unless_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idarathon.settings")

application = get_wsgi_application()
refuse_unless_safe()
