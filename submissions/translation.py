"""Which fields organisers write in three languages; history is registered after it, never before."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from submissions.models import Column, Option, Question, Section


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("name", "introduction")
    required_languages = ("ar",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("label", "help", "example", "unit")
    required_languages = {"default": (), "ar": ("label",)}


@register(Option)
class OptionTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = ("ar",)


@register(Column)
class ColumnTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = ("ar",)


simple_history.register(Section, excluded_fields=SectionTranslation.fields)
simple_history.register(Question, excluded_fields=QuestionTranslation.fields)
simple_history.register(Option, excluded_fields=OptionTranslation.fields)
simple_history.register(Column, excluded_fields=ColumnTranslation.fields)
