"""What teams write: seen by the organisers, changed by the teams only."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from submissions.admin.searching import TEAM_KEYS, KeySearch, through
from submissions.domain.kinds import kind_of
from submissions.models import Answer, AnswerRevision, Attachment, Feedback, Project, Question, Version

PROJECT_KEYS = through("project", "title_key", *TEAM_KEYS)


class SubmittedFilter(admin.SimpleListFilter):
    title = gettext_lazy("submitted")
    parameter_name = "submitted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", pgettext_lazy("it has happened", "Yes")), ("no", pgettext_lazy("it has happened", "Not yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Project]) -> QuerySet[Project]:
        submitted = Exists(Version.objects.filter(project=OuterRef("pk")))
        wanted = {"yes": submitted, "no": ~submitted}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(wanted)


@admin.register(Project)
class ProjectAdmin(KeySearch, EditionAdmin):
    edition_lookup = "team__competition"
    list_display = ("title_or_team", "team", "theme", "state", "file_count")
    list_filter = (("team__competition", Present), ("team__theme", Present), SubmittedFilter)
    list_select_related = ("team__theme", "team__competition")
    search_fields = ("title_key", *TEAM_KEYS)
    fields = ("team", "title", "started_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        blank = Q(answers__value="") | Q(answers__value=[]) | Q(answers__value={})
        written = Count("answers", filter=~blank, distinct=True)
        attached = Count("attachments", filter=Q(attachments__removed_at=None), distinct=True)
        projects = super().get_queryset(request)
        last = Max("versions__number")
        annotated: QuerySet[Any] = projects.annotate(answer_count=written, file_count=attached, last_version=last)
        return annotated

    @admin.display(description=gettext_lazy("title"), ordering="title_key")
    def title_or_team(self, project: Project) -> str:
        return str(project)

    @admin.display(description=gettext_lazy("theme"), ordering="team__theme")
    def theme(self, project: Project) -> str:
        return str(project.team.theme)

    @admin.display(description=gettext_lazy("state"), ordering="last_version")
    def state(self, project: Any) -> str:
        if project.last_version:
            return _("Submitted, version %(number)d") % {"number": project.last_version}
        words = ngettext("Draft with %(count)d answer", "Draft with %(count)d answers", project.answer_count)
        return words % {"count": project.answer_count}

    @admin.display(description=gettext_lazy("files"), ordering="file_count")
    def file_count(self, project: Any) -> int:
        return int(project.file_count)


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]
    """Everything that was saved before, newest first."""

    model = AnswerRevision
    fields = readonly_fields = ("revision", "words", "saved_by", "saved_at")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("saved_by", "answer__question", "answer__project__team")

    @admin.display(description=gettext_lazy("answer"))
    def words(self, revision: AnswerRevision) -> SafeString:
        return in_words(revision.answer, revision.value)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        parent: Any = self.admin_site.get_model_admin(self.parent_model)
        return bool(parent.has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Answer)
class AnswerAdmin(KeySearch, EditionAdmin):
    edition_lookup = "project__team__competition"
    list_display = ("project", "question", "revision", "saved_by", "saved_at")
    list_filter = (("project__team__competition", Present), ("question__section", Present))
    list_select_related = ("project__team", "question", "saved_by")
    search_fields = PROJECT_KEYS
    fields = ("project", "question", "words", "revision", "saved_by", "saved_at")
    readonly_fields = ("words",)
    inlines = (RevisionInline,)

    @admin.display(description=gettext_lazy("answer"))
    def words(self, answer: Answer) -> SafeString:
        return in_words(answer, answer.value)


def in_words(answer: Answer, value: Any) -> SafeString:
    """An answer of any kind as plain text, with the line breaks that it has."""
    question = answer.question
    members = answer.project.team.members() if question.kind == Question.Kind.ROLES else ()
    names = {person.pk: person.display_name for person in members}
    return format_html('<div class="typed">{}</div>', kind_of(question).words(value, question, names))


@admin.register(Attachment)
class AttachmentAdmin(KeySearch, EditionAdmin):
    edition_lookup = "project__team__competition"
    list_display = ("name", "project", "size", "uploaded_by", "uploaded_at", "removed_at")
    list_filter = (("project__team__competition", Present), ("removed_at", Happened))
    list_select_related = ("project__team", "uploaded_by")
    search_fields = PROJECT_KEYS
    fields = (
        "project",
        "name",
        "download",
        "content_type",
        "size",
        "sha256",
        "uploaded_by",
        "uploaded_at",
        "removed_at",
    )
    readonly_fields = ("download",)

    @admin.display(description=gettext_lazy("download"))
    def download(self, attachment: Attachment) -> SafeString:
        edition = attachment.project.team.competition.slug
        url = reverse("submissions:download", kwargs={"edition": edition, "pk": attachment.pk})
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, attachment.name)


@admin.register(Feedback)
class FeedbackAdmin(KeySearch, EditionAdmin):
    edition_lookup = "project__team__competition"
    list_display = ("project", "section", "mentor", "given_at", "addressed_at")
    list_filter = (("addressed_at", Happened), ("section", Present), ("mentor", Present))
    list_select_related = ("project__team", "section", "mentor")
    search_fields = PROJECT_KEYS
