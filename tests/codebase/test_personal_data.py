"""Every model that keeps something about a person says how it is exported, erased and merged."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import models

from competitions.registries import named_texts, personal_data

# Fields that hold a person's name or address even where no foreign key points at them.
PERSONAL_FIELDS = {"email", "address", "name_latin", "phone", "password", "accessibility_needs", "entity"}
# Names of teams and texts of an edition, which are nobody's own.
OF_NO_PERSON = {"teams.Team", "judging.Award"}


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_id")


def people_kept_by(model: type[models.Model]) -> Iterator[str]:
    """Names of the fields of `model` that point at a person; of many-to-many ones, their table is the model."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is get_user_model():
            yield field.name


def all_models() -> list[type[models.Model]]:
    """Of every installed package, tables between two models too; histories follow the model they record."""
    return [model for model in apps.get_models(include_auto_created=True) if not is_history(model)]


def uncovered() -> list[str]:
    """Foreign keys to people for which no rule speaks."""
    covered = {(rule.model, rule.owner) for rule in personal_data.rules()}
    return [
        f"{model._meta.label}.{name}"
        for model in all_models()
        for name in people_kept_by(model)
        if (model, name) not in covered
    ]


def test_every_foreign_key_to_a_person_has_a_rule() -> None:
    assert uncovered() == [], "declare them in personal_data.py, how they are exported, erased and merged"


def test_every_model_that_hangs_on_a_persons_own_row_has_a_rule() -> None:
    """What goes with an account when it is deleted (tokens, confirmations, scores) is the person's too."""
    covered = {rule.model for rule in personal_data.rules()}
    owned = {rule.model for rule in personal_data.rules() if rule.delete}

    hanging = [
        f"{model._meta.label}.{field.name}"
        for model in all_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in owned and model not in covered
    ]

    # The themes on the card of somebody who looks for a team are deleted with the card, those of a guest of a jury
    # with the invitation.
    assert hanging == ["teams.SeekerCard_themes.seekercard", "judging.JuryInvitation_themes.juryinvitation"]


def test_every_table_with_an_address_or_a_name_has_a_rule() -> None:
    covered = {rule.model for rule in personal_data.rules()}

    naming = {
        model._meta.label
        for model in all_models()
        if PERSONAL_FIELDS & {field.name for field in model._meta.get_fields()} and model not in covered
    }

    assert naming - OF_NO_PERSON == set()


def test_histories_hold_no_address_and_no_name() -> None:
    kept = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if is_history(model) and model._meta.label not in {"teams.HistoricalTeam", "judging.HistoricalAward"}
        for field in model._meta.fields
        if field.name in PERSONAL_FIELDS | {"name_ar_key", "last_login"}
        and not model.__name__.removeprefix("Historical").startswith(("Competition", "Theme", "Department"))
    }

    assert kept == set()


def test_sessions_point_at_nobody_in_the_database() -> None:
    """They are found by what is signed inside; `idarathon.erasure` ends them."""
    assert not list(people_kept_by(Session))


def test_every_declared_field_exists() -> None:
    for rule in personal_data.rules():
        for name in (*rule.exported, *rule.blanked, *rule.blanked_at_end, *rule.unless, rule.owner):
            rule.model._meta.get_field(name.split("__")[0].replace("pk", rule.model._meta.pk.name))
        if rule.edition:
            rule.model._default_manager.filter(**{rule.edition: 0})
    for model, fields in named_texts.declared().items():
        for name in fields:
            model._meta.get_field(name)


def test_every_rule_has_its_own_name_in_an_export() -> None:
    assert len(personal_data.keyed()) == len(list(personal_data.rules()))


def test_a_rule_that_does_nothing_must_say_why() -> None:
    silent = personal_data.PersonalData(
        model=apps.get_model("teams", "User"), owner="pk", exported=("email",), merge=personal_data.Merge.STAYS
    )

    with pytest.raises(ValueError, match="say what erasure does"):
        personal_data.declare(silent)


def test_a_rule_must_say_what_a_merge_does() -> None:
    open_ended = personal_data.PersonalData(
        model=apps.get_model("teams", "User"), owner="pk", exported=("email",), delete=True
    )

    with pytest.raises(ValueError, match="say what a merge"):
        personal_data.declare(open_ended)
