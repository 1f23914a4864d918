"""What is refused to whoever writes a questionnaire, each with the field that it belongs to."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competitions.refusals import Refusal


class NotASubmissionPhase(Refusal):
    message = _("Only a submission phase asks questions. Choose one.")
    field = "phase"


class PlaceIsFixed(Refusal):
    """Once answered, a section or a question keeps its key: answers and versions are found by them."""

    message = _("Teams have answered already, so this stays. Retire it and add another one.")


class PhaseIsFixed(Refusal):
    """Conditions, criteria and answers hang on a question in its phase."""

    message = _("Questions stay in their phase. Copy the questionnaire into the other one instead.")
    field = "phase"


class PurposeIsFixed(PlaceIsFixed):
    field = "purpose"


class KindTooDifferent(Refusal):
    message = _(
        "Teams have answered, and files cannot become words, nor words files. Retire the question and add another one."
    )
    field = "kind"


class AnswersExist(Refusal):
    """The sense of a question that `count` teams have answered would change, and nobody has confirmed it yet."""

    field = "confirmed"

    def __init__(self, count: int) -> None:
        self.count = count
        message = ngettext(
            "%(count)d team has answered already. Its answer is kept, it is asked to look at it again, and what is "
            "submitted stays as it was. Tick below that the change is meant.",
            "%(count)d teams have answered already. Their answers are kept, they are asked to look at them again, and "
            "what is submitted stays as it was. Tick below that the change is meant.",
            count,
        )
        super().__init__(message % {"count": count})


class PurposeTaken(Refusal):
    message = _("Another question of this phase has this purpose already. Retire it first.")
    field = "purpose"


class KindDoesNotFit(Refusal):
    message = _("The title is a short text that every project has: choose “Short text” and make it required.")
    field = "kind"


class TitleOfSomeOnly(Refusal):
    message = _("Every project has a title: ask for it in every theme and without a condition.")
    field = "purpose"


class KeyTaken(Refusal):
    message = _("This key is used already. Choose another one.")
    field = "key"


class ArabicMissing(Refusal):
    message = _("Write it in Arabic at least.")
    field = "label_ar"


class ThemeOfAnotherEdition(Refusal):
    message = _("This theme belongs to another edition. Choose one of this edition’s.")
    field = "theme"


class ThemesContradict(Refusal):
    message = _("The section and the question are asked of different themes, so no team would see the question.")
    field = "theme"


class NothingToChoose(Refusal):
    message = _("Add at least two options to choose from.")
    field = "kind"


class NoParts(Refusal):
    message = _("Add at least one part that members of the team can take.")
    field = "kind"


class NoColumns(Refusal):
    message = _("Add at least one column to the table.")
    field = "kind"


class LimitsContradict(Refusal):
    message = _("The upper limit is below the lower one.")


class LimitOfNothing(Refusal):
    message = _("With a limit of 0 nobody could answer. Write a higher one, or leave it empty.")


class AlwaysMeansRequired(Refusal):
    message = _("What is required always is also required for submission: tick both.")
    field = "always_required"


class WrongHost(Refusal):
    message = _("Write one host a line, such as youtube.com, without https:// and without a path.")
    field = "hosts"


class NoSuchFileType(Refusal):
    message = _("The platform does not admit this type of file. Choose among those that are listed.")
    field = "file_types"


class FileTooLarge(Refusal):
    field = "file_size_max"


class ConditionOnItself(Refusal):
    message = _("A question cannot depend on its own answer. Choose another question.")
    field = "shown_if"


class ConditionInACircle(Refusal):
    message = _("That question depends on this one already, so neither would ever be asked. Choose another question.")
    field = "shown_if"


class ConditionElsewhere(Refusal):
    message = _("Choose a question that is asked in the same phase.")
    field = "shown_if"


class ConditionOfAnotherTheme(Refusal):
    message = _("That question is asked of another theme, so this one would never be asked.")
    field = "shown_if"


class NoSuchOption(Refusal):
    message = _("That question has no such option. Choose among its options, or leave this empty.")
    field = "shown_if_options"


class OthersDepend(Refusal):
    """Other questions are asked only if this one is answered in that way."""

    def __init__(self, names: list[str]) -> None:
        message = _("Other questions depend on this: %(names)s. Change their condition first.")
        super().__init__(message % {"names": " · ".join(names)})


class PartUnfit(Refusal):
    """An option or a column cannot be stored as it is; the sentence names it."""


class QuestionnaireExists(Refusal):
    message = _("This phase has sections already. Only a phase that asks nothing yet can take over a questionnaire.")
    field = "phase"


class NothingToCopy(Refusal):
    message = _("That phase asks nothing. Choose one that has sections.")
    field = "source"
