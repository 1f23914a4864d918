"""What the people of a team do on their way from the sign-up to the receipt, in any language."""

from pathlib import Path

from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.builders.submissions import WHY_NOT_ALL, a_pdf
from tests.builders.teams import PASSWORD
from tests.harness.mailbox import Mailbox


def sign_up(visitor: Visitor, mailbox: Mailbox, address: str) -> None:
    """Make an account on the page where the visitor is, and follow the mail that asks whether the address is theirs."""
    visitor.fill(email=address, password1=PASSWORD, password2=PASSWORD)
    visitor.press()
    visitor.visit(mailbox.link(address, containing="/confirm-email/"))
    visitor.press()


def sign_in(visitor: Visitor, address: str) -> None:
    """Sign in with the form of the page that the visitor was sent to."""
    visitor.fill(login=address, password=PASSWORD)
    visitor.press("main form.form button[type=submit]")


def fill_profile(
    visitor: Visitor, stage: Stage, *, name_ar: str, name_latin: str, discipline: int, payroll_number: str
) -> None:
    """Say who one is, agree to the notice, and give the payroll number."""
    visitor.fill(
        name_ar=name_ar,
        name_latin=name_latin,
        gender="woman",
        department=str(stage.department.pk),
        entity="المديرية الجهوية",
        service_level="deconcentrated",
        region="fes-meknes",
        payroll_number=payroll_number,
        discipline=str(stage.disciplines[discipline].pk),
        service_role="مهندسة",
        **({f"consent_{stage.notice.version}": "on"}),
    )
    visitor.press()


def found_team(visitor: Visitor, stage: Stage, *, name_ar: str, name_latin: str) -> None:
    """Found a team on its page, with the first of the themes."""
    visitor.open("teams:new", edition=stage.slug)
    theme = stage.competition.themes.all()[0]
    visitor.fill(name_ar=name_ar, name_latin=name_latin, theme=str(theme.pk))
    visitor.press()


def invite(visitor: Visitor, stage: Stage, address: str) -> None:
    visitor.open("teams:invite", edition=stage.slug)
    visitor.fill(addresses=address)
    visitor.press()


def agree(visitor: Visitor, stage: Stage) -> None:
    """Agree to take part, by the next step of the team's page."""
    visitor.open("teams:team", edition=stage.slug)
    visitor.take_next_step()
    visitor.press()


def name_deputy(visitor: Visitor, stage: Stage, name: str) -> None:
    visitor.open("teams:deputy", edition=stage.slug)
    visitor.page.get_by_label(name).check()
    visitor.press()


def confirm_team(visitor: Visitor, stage: Stage) -> None:
    """Confirm the team, by the next step of its page."""
    visitor.open("teams:team", edition=stage.slug)
    visitor.take_next_step()
    visitor.press()


def write_project(visitor: Visitor, stage: Stage, **answers: str) -> None:
    """Fill in both sections of the file, from the task list on, saving each."""
    visitor.open("submissions:project", edition=stage.slug)
    visitor.follow(".tasks a")
    visitor.fill(**{"q-title": answers["title"], "q-summary": answers["summary"]})
    visitor.press("#section-form button[name=next]")
    visitor.fill(**{"q-plan": answers["plan"]})
    visitor.press("#section-form button[type=submit]")


def attach_pdf(visitor: Visitor, stage: Stage, folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(a_pdf("annexe"))
    visitor.open("submissions:files", edition=stage.slug)
    visitor.fill(file=str(path))
    if visitor.javascript:  # sent without leaving the page
        visitor.page.locator("form[data-uploads] button[type=submit]").last.click()
        visitor.page.locator(".sending .done").wait_for()
    else:
        visitor.press()
    visitor.sees(name)


def submit(visitor: Visitor, stage: Stage) -> None:
    """Check the file, go on to submit, say why though not all have signed off, declare and press the button."""
    visitor.open("submissions:check", edition=stage.slug)
    visitor.follow("main .actions a.button")
    visitor.fill(reason=WHY_NOT_ALL)
    visitor.page.locator("[name=declared]").check()
    visitor.press("main form.confirm button[type=submit]")


def give_feedback(mentor: Visitor, section: str, text: str) -> None:
    """Write to the team about a section, on the page of its draft."""
    mentor.page.locator(f"#{section} summary").click()
    mentor.fill(**{f"{section}-text": text})
    mentor.press(f"#{section} form button[type=submit]")
