"""The verbs of people and posts."""

from .appointing import (
    add_person,
    appoint,
    change_capabilities,
    drop_team_line,
    end_post,
    give_password,
    resume_post,
    shape_team,
)
from .introducing import introduce, put_photo, take_photo_away

__all__ = [
    "add_person",
    "appoint",
    "change_capabilities",
    "drop_team_line",
    "end_post",
    "give_password",
    "introduce",
    "put_photo",
    "resume_post",
    "shape_team",
    "take_photo_away",
]
