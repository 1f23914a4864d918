"""A migration that no database has: it stands for one that a new version brings."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
