"""Which fields organisers write in three languages; history is registered after it, never before."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from judging.models import (
    Assignment,
    Award,
    ConflictPolicy,
    Criterion,
    CriterionQuestion,
    Entry,
    HiddenQuestion,
    JurorProfile,
    JuryRules,
    Level,
    Panel,
    PanelMember,
    PitchSlot,
    Prize,
    Publication,
    Round,
)


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


@register(JuryRules)
class JuryRulesTranslation(TranslationOptions):
    fields = ("charter", "confidentiality")
    required_languages = ()


@register(Prize)
class PrizeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("ar",)


simple_history.register(Round, excluded_fields=RoundTranslation.fields)
simple_history.register(Criterion, excluded_fields=CriterionTranslation.fields)
simple_history.register(CriterionQuestion)
simple_history.register(Level, excluded_fields=LevelTranslation.fields)
simple_history.register(Award, excluded_fields=AwardTranslation.fields)
simple_history.register(Entry)
simple_history.register(Assignment)
simple_history.register(Publication)
simple_history.register(ConflictPolicy)
simple_history.register(HiddenQuestion)
simple_history.register(JuryRules, excluded_fields=JuryRulesTranslation.fields)
simple_history.register(Panel)
simple_history.register(PanelMember)
simple_history.register(PitchSlot)
simple_history.register(Prize, excluded_fields=PrizeTranslation.fields)
# Themes and disciplines say nothing about a person that the role does not; the words they write stay out of a history.
simple_history.register(JurorProfile, excluded_fields=["expertise", "stepped_back_because", "organisation"])
