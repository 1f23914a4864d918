"""Which fields organisers write in three languages; history is registered after it, never before."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from competitions.models import (
    Competition,
    Department,
    DepartmentName,
    Discipline,
    Enrolment,
    Holiday,
    KeyFigure,
    Partner,
    Phase,
    PrivacyNotice,
    ReminderRule,
    Theme,
)


@register(Competition)
class CompetitionTranslation(TranslationOptions):
    fields = ("name", "tagline", "about", "rules_text", "organiser_name")
    required_languages = ("ar",)


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = ("ar",)


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("name",)


@register(KeyFigure)
class KeyFigureTranslation(TranslationOptions):
    fields = ("label",)


@register(Phase)
class PhaseTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


@register(Department)
class DepartmentTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


@register(DepartmentName)
class DepartmentNameTranslation(TranslationOptions):
    fields = ("name",)


@register(Discipline)
class DisciplineTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


@register(Holiday)
class HolidayTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


@register(PrivacyNotice)
class PrivacyNoticeTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("ar",)


@register(ReminderRule)
class ReminderRuleTranslation(TranslationOptions):
    fields = ("subject", "body")
    required_languages = ("ar",)


simple_history.register(Competition, excluded_fields=CompetitionTranslation.fields)
simple_history.register(Theme, excluded_fields=ThemeTranslation.fields)
simple_history.register(Phase, excluded_fields=PhaseTranslation.fields)
simple_history.register(Department, excluded_fields=DepartmentTranslation.fields)
simple_history.register(Discipline, excluded_fields=DisciplineTranslation.fields)
simple_history.register(Enrolment)
simple_history.register(Holiday, excluded_fields=HolidayTranslation.fields)
simple_history.register(PrivacyNotice, excluded_fields=PrivacyNoticeTranslation.fields)
simple_history.register(ReminderRule, excluded_fields=ReminderRuleTranslation.fields)
