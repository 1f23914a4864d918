"""Every model that keeps something about a person says how it is exported and what erasure does to it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from competitions.registries import personal_data

ROOMS = ("competitions", "teams", "submissions", "judging")
# Fields that hold a person's name or address even where no foreign key points at them.
PERSONAL_FIELDS = {"email", "address", "name_latin"}


def people_kept_by(model: type[models.Model]) -> Iterator[str]:
    """Names of the fields of `model` that point at a person, or hold what names one."""
    for field in model._meta.get_fields():
        names_somebody = field.name in PERSONAL_FIELDS
        if names_somebody or (isinstance(field, models.ForeignKey) and field.related_model is get_user_model()):
            yield field.name


def keepers() -> list[type[models.Model]]:
    """Models with personal data; histories follow the model they record."""
    every = (model for room in ROOMS for model in apps.get_app_config(room).get_models())
    return [model for model in every if not hasattr(model, "history_id") and any(people_kept_by(model))]


@pytest.mark.parametrize("model", keepers(), ids=lambda model: model._meta.label)
def test_a_model_with_personal_data_says_how_it_is_exported_and_erased(model: type[models.Model]) -> None:
    declared = {rule.model for rule in personal_data.rules()}

    kept = sorted(people_kept_by(model))
    assert model in declared, f"{model._meta.label} keeps {kept}: declare it in personal_data.py"


def test_every_declared_field_exists() -> None:
    for rule in personal_data.rules():
        for name in (*rule.exported, *rule.blanked):
            rule.model._meta.get_field(name.split("__")[0])


def test_a_rule_that_does_nothing_must_say_why() -> None:
    silent = personal_data.PersonalData(model=apps.get_model("teams", "User"), owner="pk", exported=("email",))

    with pytest.raises(ValueError, match="say what erasure does"):
        personal_data.declare(silent)
