"""Who meets what at the files of a project: attaching, reading, and what is still on its way."""

from tests.builders.world import World
from tests.security.permission_places import (
    FILE,
    IN_A_TEAM,
    ORGANISERS,
    RIVAL,
    TEAM,
    foreign,
    here,
    just,
    pk,
    there,
)
from tests.security.permissions import Given, get, post

READERS = TEAM | ORGANISERS | {"mentor"}
RIVAL_READERS = RIVAL | ORGANISERS | {"other_mentor"}
ELSEWHERE_READERS = {"organiser_elsewhere", "superuser"}
CAPTION = {"caption": just("قبل وبعد")}


def upload(name: str) -> Given:
    def token(world: World) -> object:
        return world.edition.uploads[name].token

    return token


FILES = [
    get("submissions:files", at=here(), page=IN_A_TEAM),
    post("submissions:files", at=here(), data=FILE, done=IN_A_TEAM),
    get(
        "submissions:download", at=here(pk=pk("attachments", "attachment")),
        page=TEAM | ORGANISERS | {"mentor"},
    ),
    get(
        "submissions:download", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")),
        page=RIVAL | ORGANISERS | {"other_mentor"},
    ),
    get("submissions:download", "what was taken off", at=here(pk=pk("attachments", "removed_attachment"))),
    get("submissions:download", "of another edition", at=here(pk=foreign("attachments", "attachment"))),
    get(
        "submissions:download", "in another edition", at=there(pk=foreign("attachments", "attachment")),
        page={"organiser_elsewhere", "superuser"},
    ),
    get("submissions:remove_file", at=here(pk=pk("attachments", "attachment")), page=TEAM),
    post("submissions:remove_file", at=here(pk=pk("attachments", "attachment")), done=TEAM),
    post("submissions:remove_file", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")), done=RIVAL),
    post("submissions:remove_file", "of another edition", at=here(pk=foreign("attachments", "attachment"))),
    get("submissions:view_file", at=here(pk=pk("attachments", "attachment")), page=READERS),
    get(
        "submissions:view_file", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")),
        page=RIVAL_READERS,
    ),
    get("submissions:view_file", "what was taken off", at=here(pk=pk("attachments", "removed_attachment"))),
    get("submissions:view_file", "of another edition", at=here(pk=foreign("attachments", "attachment"))),
    get("submissions:page_image", at=here(pk=pk("attachments", "attachment"), number=just(1)), page=READERS),
    get(
        "submissions:page_image", "of the rivals", at=here(pk=pk("attachments", "rival_attachment"), number=just(1)),
        page=RIVAL_READERS,
    ),
    get("submissions:page_image", "that is not drawn", at=here(pk=pk("attachments", "attachment"), number=just(7))),
    get(
        "submissions:page_image", "of another edition",
        at=here(pk=foreign("attachments", "attachment"), number=just(1)),
    ),
    # It is being drawn, so that there is nothing to try again.
    get("submissions:draw_file", at=here(pk=pk("attachments", "attachment")), elsewhere=TEAM),
    post("submissions:draw_file", at=here(pk=pk("attachments", "attachment")), elsewhere=TEAM),
    post("submissions:draw_file", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")), elsewhere=RIVAL),
    get("submissions:caption", at=here(pk=pk("attachments", "attachment")), page=TEAM),
    post("submissions:caption", at=here(pk=pk("attachments", "attachment")), data=CAPTION, done=TEAM),
    post("submissions:caption", "of another edition", at=here(pk=foreign("attachments", "attachment")), data=CAPTION),
    # The only one of its place stays where it is.
    get("submissions:move_file", at=here(pk=pk("attachments", "attachment")), elsewhere=TEAM),
    post("submissions:move_file", at=here(pk=pk("attachments", "attachment")), elsewhere=TEAM),
    post("submissions:move_file", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")), elsewhere=RIVAL),
    # Without the words of the protocol nothing begins.
    get("submissions:uploads", at=here(), elsewhere=IN_A_TEAM),
    post("submissions:uploads", at=here(), reason=IN_A_TEAM),
    post("submissions:uploads", "in another edition", at=there()),
    get("submissions:upload", at=here(token=upload("upload")), page={"captain"}),
    get("submissions:upload", "of the rivals", at=here(token=upload("rival_upload")), page=RIVAL),
    get("submissions:discard_upload", at=here(token=upload("upload")), elsewhere=TEAM),
    post("submissions:discard_upload", at=here(token=upload("upload")), done=TEAM),
    post("submissions:discard_upload", "of the rivals", at=here(token=upload("rival_upload")), done=RIVAL),
]  # fmt: skip
