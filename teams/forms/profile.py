"""What a person types about themselves, and how it is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.models import Department, Discipline, PrivacyNotice, Region
from teams.domain import names, phones, profiles
from teams.domain.payroll import normalise
from teams.domain.profiles import Profile
from teams.domain.registration import departments_offered
from teams.forms.parts import refused_as_error
from teams.models import Gender, ServiceLevel, User

OTHER = "other"
AUTO = {"dir": "auto", "autocomplete": "off"}


@dataclass(frozen=True)
class Group:
    """Fields under one heading; folded where nobody has to open them."""

    legend: str | Promise
    fields: Sequence[forms.BoundField]
    is_folded: bool = False

    @property
    def is_open(self) -> bool:
        """What has to be corrected is never folded away."""
        return any(field.errors for field in self.fields)


class ProfileForm(forms.Form):
    """Who a person is: one page, everything asked once, and why.

    With `so_far`, what is left blank is no error: the rest of it can be given another day.
    """

    name_ar = forms.CharField(
        label=_("Name in Arabic script"),
        max_length=names.LONGEST,
        help_text=_("First name and family name, as they shall stand on your certificate."),
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
    )
    name_latin = forms.CharField(
        label=_("Name in Latin script"),
        max_length=names.LONGEST,
        help_text=_("First name and family name, as on your identity card."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "name"}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=Gender.choices,
        widget=forms.RadioSelect,
        help_text=_("The edition follows the share of women in its teams. Only counts are shown, never who said what."),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        empty_label=_("Choose a department"),
        help_text=_("The ministerial department in which you serve. Only enrolled departments take part."),
    )
    entity = forms.CharField(
        label=_("Entity"),
        max_length=profiles.ENTITY_LONGEST,
        help_text=_("The direction, division, service or delegation."),
        widget=forms.TextInput(attrs=AUTO),
    )
    service_level = forms.ChoiceField(label=_("Service"), choices=ServiceLevel.choices, widget=forms.RadioSelect)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("Choose a region")), *Region.choices],
        required=False,
        help_text=_("Needed for the deconcentrated services: where your service is."),
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"),
        help_text=_("What you are trained in or work in. A team brings several disciplines together."),
    )
    discipline_other = forms.CharField(
        label=_("Another discipline"),
        max_length=profiles.DISCIPLINE_LONGEST,
        required=False,
        help_text=_("Only if the list has no name for it."),
        widget=forms.TextInput(attrs=AUTO),
    )
    service_role = forms.CharField(
        label=_("Role in the service"),
        max_length=profiles.SERVICE_ROLE_LONGEST,
        help_text=_("What you do there, such as head of office or engineer."),
        widget=forms.TextInput(attrs=AUTO),
    )
    payroll_number = forms.CharField(
        label=_("Payroll number (PPR)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Only the organisers see it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "tel"}),
    )
    accessibility_needs = forms.CharField(
        label=_("Accessibility needs"),
        max_length=profiles.NEEDS_LONGEST,
        required=False,
        help_text=_("What you need in order to take part, in workshops for instance. Only the organisers see it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Preferred language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("The language of the messages that we send you."),
    )

    def __init__(
        self,
        data: Any,
        *,
        person: User,
        at: datetime,
        owed: PrivacyNotice | None = None,
        notice_url: str = "",
        payroll_help: str = "",
        so_far: bool = False,
    ) -> None:
        super().__init__(data, initial=_known(person))
        self.owed, self.so_far, self.number_is_taken = owed, so_far, False
        self.departments = _offer(self.fields["department"], departments_offered(person, at=at))
        # Where the person is stands among those offered: it need not be read once more.
        own = [department for department in self.departments if department.pk == person.department_id]
        self.initial["department"] = own[0] if own else None
        self.disciplines = {str(each.pk): each for each in Discipline.objects.all()}
        self.fields["discipline"].choices = _choices(self.disciplines)  # type: ignore[attr-defined]
        self.fields["payroll_number"].help_text = payroll_help
        if owed is not None:
            self.fields[self.consent_name] = _consent_field(owed, notice_url)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.so_far:
            blank = [name for name, found in self.errors.as_data().items() if found[0].code == "required"]
            for name in blank:
                del self.errors[name]
                self.cleaned_data[name] = None if name == "department" else ""

    @property
    def consent_name(self) -> str:
        """Named by the version: a tick under one notice agrees to no other."""
        return f"consent_{self.owed.version}" if self.owed else ""

    @property
    def groups(self) -> list[Group]:
        """The fields as the page shows them; what nobody has to say is folded away."""
        shown = [
            Group(_("Who you are"), self._bound("name_ar", "name_latin", "gender")),
            Group(
                _("Where you serve"), self._bound("department", "entity", "service_level", "region", "payroll_number")
            ),
            Group(_("What you do"), self._bound("discipline", "discipline_other", "service_role")),
            Group(
                _("Language, telephone and accessibility needs"),
                self._bound("language", "phone", "accessibility_needs"),
                is_folded=True,
            ),
        ]
        if self.owed:
            shown.append(Group(_("Your personal data"), self._bound(self.consent_name)))
        return shown

    @property
    def agrees_to(self) -> PrivacyNotice | None:
        """The notice under which the person has put a tick."""
        return self.owed if self.cleaned_data.get(self.consent_name) else None

    @property
    def profile(self) -> Profile:
        """What was typed as far as it is right; what is wrong stays as it was."""
        known = {name: self.cleaned_data.get(name, self.initial[name]) for name in _known_names()}
        discipline = self.disciplines.get(known.pop("discipline"))
        other = "" if discipline else known.pop("discipline_other", "")
        return Profile(**{**known, "discipline": discipline, "discipline_other": other})

    def clean_name_ar(self) -> str:
        return self._checked("name_ar", names.person_name_ar)

    def clean_name_latin(self) -> str:
        return self._checked("name_latin", names.person_name_latin)

    def clean_entity(self) -> str:
        return self._words("entity", profiles.ENTITY_LONGEST)

    def clean_service_role(self) -> str:
        return self._words("service_role", profiles.SERVICE_ROLE_LONGEST)

    def clean_discipline_other(self) -> str:
        return self._words("discipline_other", profiles.DISCIPLINE_LONGEST)

    def clean_accessibility_needs(self) -> str:
        return self._words("accessibility_needs", profiles.NEEDS_LONGEST)

    def clean_phone(self) -> str:
        return self._checked("phone", phones.phone_number)

    def clean_payroll_number(self) -> str:
        return self._checked("payroll_number", normalise)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.data.get("discipline") and values.get("discipline_other"):
            # Their own words say it already.
            self.errors.pop("discipline", None)
        if values.get("discipline") == OTHER and not values.get("discipline_other") and not self.so_far:
            self._refuse("discipline_other", _("Write the name of your discipline."))
        if values.get("service_level") == ServiceLevel.DECONCENTRATED and not values.get("region") and not self.so_far:
            self._refuse("region", profiles.RegionMissing.message)
        return values

    def _refuse(self, name: str, sentence: str | Promise) -> None:
        if not self.has_error(name):
            self.add_error(name, sentence)  # type: ignore[arg-type]

    def _checked(self, name: str, check: Any) -> str:
        text: str = self.cleaned_data[name]
        return refused_as_error(check, text) if text else ""

    def _words(self, name: str, longest: int) -> str:
        return self._checked(name, lambda text: names.plain_words(text, longest=longest, field=name))

    def _bound(self, *wanted: str) -> list[forms.BoundField]:
        return [self[name] for name in wanted]


class ConsentForm(forms.Form):
    """The tick under a new version of the notice, and nothing else."""

    def __init__(self, data: Any, *, owed: PrivacyNotice, notice_url: str) -> None:
        super().__init__(data)
        self.fields[f"consent_{owed.version}"] = _consent_field(owed, notice_url)


def _consent_field(notice: PrivacyNotice, url: str) -> forms.BooleanField:
    words = gettext("I have read the notice about my personal data (version %(version)d, %(day)s) and agree to it.")
    day = wording.date_of(notice.published_at) if notice.published_at else ""
    link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', url, gettext("Read the notice"))
    return forms.BooleanField(
        label=words % {"version": notice.version, "day": day},
        help_text=link,
        error_messages={"required": _("Put the tick to agree: without it we may not keep your profile.")},
    )


def _offer(field: Any, departments: QuerySet[Department]) -> list[Department]:
    """Let the field offer `departments`, read once."""
    field.queryset = departments
    read = list(departments)
    field.choices = [("", field.empty_label), *((each.pk, str(each)) for each in read)]
    return read


def _choices(disciplines: dict[str, Discipline]) -> list[tuple[str, Any]]:
    listed = [(key, discipline.name) for key, discipline in disciplines.items()]
    return [("", _("Choose a discipline")), *listed, (OTHER, _("Another one, in my own words"))]


def _known_names() -> tuple[str, ...]:
    return tuple(Profile.__dataclass_fields__)


def _known(person: User) -> dict[str, Any]:
    read_already = set(_known_names()) - {"department", "discipline"}
    known = {name: getattr(person, name) for name in read_already}
    known["discipline"] = OTHER if person.discipline_other else str(person.discipline_id or "")
    known["phone"] = phones.shown(person.phone)
    return known
