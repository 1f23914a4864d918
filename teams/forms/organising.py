"""What an organiser types to change who is in a team: whom they mean, and why."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from teams.models import Membership, Team, User

SHOWN = 10  # people of one name


class ReasonedForm(forms.Form):
    """Every change of an organiser has a reason, which those concerned read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Those concerned read it, and it stays in the history."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Give the reason: it is part of the record.")},
    )

    def __init__(self, data: Any, *, team: Team, people: QuerySet[User]) -> None:
        super().__init__(data)
        self.team, self.people = team, people
        self.order_fields(["member", "leaving", "person", "chosen", "reason"])


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by name, each with where they serve: names repeat."""

    def label_from_instance(self, obj: Any) -> str:
        parts = [obj.display_name, str(obj.department or ""), obj.discipline_label]
        return " · ".join(part for part in parts if part)


class MembershipChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.display_name)


class AddMemberForm(ReasonedForm):
    """Whom to add: a whole address finds one person, a name those to choose from."""

    person = forms.CharField(
        label=_("Address or name"),
        max_length=254,
        help_text=_("The whole address, or a part of the name: you then choose from those found."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, team: Team, people: QuerySet[User]) -> None:
        super().__init__(data, team=team, people=people)
        found = self._found(data.get("person", "")) if data else []
        self.by_address = bool(found) and "@" in data["person"]
        if found and not self.by_address:
            queryset = User.objects.filter(pk__in=[one.pk for one in found]).select_related("department", "discipline")
            self.fields["chosen"] = PersonChoice(
                queryset.order_by("name_latin_key", "pk"),
                label=_("Who is meant?"),
                widget=forms.RadioSelect,
                empty_label=None,
                error_messages={"required": _("Choose the person who is meant.")},
            )
            self.order_fields(["leaving", "person", "chosen", "reason"])
        self.found = found

    def clean_person(self) -> str:
        if not self.found:
            raise forms.ValidationError(_("Nobody was found. Write the whole address, or another part of the name."))
        return str(self.cleaned_data["person"])

    @property
    def meant(self) -> User:
        """The person whom the form means, once it is valid."""
        chosen: User = self.found[0] if self.by_address else self.cleaned_data["chosen"]
        return chosen

    def _found(self, typed: str) -> list[User]:
        typed = typed.strip()
        if "@" in typed:
            owners = EmailAddress.objects.filter(email__iexact=typed, verified=True).values("user")
            return list(self.people.filter(Q(email__iexact=typed) | Q(pk__in=owners))[:1])
        people = self.people.filter(is_active=True)
        for word in fold(typed).split():
            people = people.filter(Q(name_ar_key__contains=word) | Q(name_latin_key__contains=word))
        return list(people[:SHOWN]) if typed else []


class SwapForm(AddMemberForm):
    def __init__(self, data: Any, *, team: Team, people: QuerySet[User]) -> None:
        super().__init__(data, team=team, people=people)
        self.fields["leaving"] = MembershipChoice(_others(team), label=_("Who leaves"))
        self.fields["person"].label = _("Who takes the place: address or name")
        self.order_fields(["leaving", "person", "chosen", "reason"])


class RemoveMemberForm(ReasonedForm):
    def __init__(self, data: Any, *, team: Team, people: QuerySet[User]) -> None:
        super().__init__(data, team=team, people=people)
        self.fields["leaving"] = MembershipChoice(_others(team), label=_("Who leaves"))
        self.order_fields(["leaving", "reason"])


class CaptainForm(ReasonedForm):
    def __init__(self, data: Any, *, team: Team, people: QuerySet[User]) -> None:
        super().__init__(data, team=team, people=people)
        others = team.members().exclude(pk=team.captain_id).select_related("department", "discipline")
        self.fields["new_captain"] = PersonChoice(others, label=_("New captain"))
        self.order_fields(["new_captain", "reason"])


def _others(team: Team) -> QuerySet[Membership]:
    others: QuerySet[Membership] = Membership.objects.active().filter(team=team).exclude(person=team.captain_id)
    return others.select_related("person")
