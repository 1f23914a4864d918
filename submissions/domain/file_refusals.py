"""Why a file is not attached, each in a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from submissions.apart import reasons


class FileRefused(Refusal):
    """A file that is not let in; its sentence stands beside the field."""

    field = "file"


class EmptyFile(FileRefused):
    message = _("This file is empty. Choose another one.")


class FileTooLarge(FileRefused):
    pass


class TypeNotAdmitted(FileRefused):
    message = _(
        "This file is none of the types that can be attached, whatever its name says. Save it as PDF and attach that."
    )


class OldOfficeFile(FileRefused):
    message = _(
        "This document is in an old format, or locked by a password. "
        "Save it without password as .docx, .xlsx, .pptx or PDF and attach that."
    )


class ArchiveRefused(FileRefused):
    message = _("Archives (.zip, .rar …) are not accepted. Attach the files in it one by one.")


class DamagedFile(FileRefused):
    message = _("This file cannot be opened: it is damaged or incomplete. Save it again and attach the new file.")


class LockedFile(FileRefused):
    message = _("This file is locked by a password, so that the jury could not read it. Attach it without password.")


class TooManyPages(FileRefused):
    message = _("This file has too many pages to be read. Divide it, or attach only what matters.")


class PictureTooLarge(FileRefused):
    message = _("This picture has more points than can be shown. Make it smaller and attach it again.")


class UnfoldsTooFar(FileRefused):
    message = _(
        "This file would become far too large when it is opened. Save the document again and attach the new file."
    )


class MacrosRefused(FileRefused):
    message = _("This document contains macros, which could harm whoever opens it. Save it without macros, or as PDF.")


class EmbeddedRefused(FileRefused):
    message = _(
        "This document contains embedded objects or programs, which could harm whoever opens it. "
        "Save it as PDF and attach that."
    )


class InfectedFile(FileRefused):
    message = _("The virus scanner found something harmful in this file. It was not kept. Have your computer checked.")


class CannotLookNow(FileRefused):
    message = _(
        "The platform could not look at this file just now. Nothing was kept; please try again in a few minutes."
    )


class CannotStoreNow(FileRefused):
    message = _("The file could not be stored just now. Nothing of it was kept; please try again in a few minutes.")


class TooManyFiles(FileRefused):
    pass


class QuotaReached(FileRefused):
    pass


class NotAskedFor(FileRefused):
    message = _("This question does not ask for files any more. Reload the page.")


class CaptionTooLong(Refusal):
    message = _("Write a shorter caption.")
    field = "caption"


# What a process apart says, in a sentence.
BY_REASON: dict[str, type[FileRefused]] = {
    reasons.DAMAGED: DamagedFile,
    reasons.ENCRYPTED: LockedFile,
    reasons.TOO_MANY_PAGES: TooManyPages,
    reasons.TOO_MANY_PIXELS: PictureTooLarge,
    reasons.UNFOLDS_TOO_FAR: UnfoldsTooFar,
    reasons.MACROS: MacrosRefused,
    reasons.EMBEDDED: EmbeddedRefused,
    reasons.ARCHIVE: ArchiveRefused,
    reasons.NOT_ADMITTED: TypeNotAdmitted,
}
