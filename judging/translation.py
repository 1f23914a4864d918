"""Which fields organisers write in three languages; history is registered after it, never before."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from judging.models import Assignment, Award, Criterion, Entry, Level, Publication, Round


@register(Round)
class RoundTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = ("ar",)


@register(Level)
class LevelTranslation(TranslationOptions):
    fields = ("words",)
    required_languages = ("ar",)


@register(Award)
class AwardTranslation(TranslationOptions):
    fields = ("prize", "about", "not_awarded_because")
    required_languages = {"ar": ("prize",)}


simple_history.register(Round, excluded_fields=RoundTranslation.fields)
simple_history.register(Criterion, excluded_fields=CriterionTranslation.fields)
simple_history.register(Level, excluded_fields=LevelTranslation.fields)
simple_history.register(Award, excluded_fields=AwardTranslation.fields)
simple_history.register(Entry)
simple_history.register(Assignment)
simple_history.register(Publication)
