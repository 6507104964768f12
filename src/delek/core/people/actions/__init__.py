"""The verbs of people and posts."""

from .appointing import (
    add_person,
    appoint,
    change_capabilities,
    drop_team_line,
    end_post,
    resume_post,
    shape_team,
)
from .introducing import introduce, put_photo, rename, take_photo_away
from .keys import change_password, give_password, new_word, reset_second_factor

__all__ = [
    "add_person",
    "appoint",
    "change_capabilities",
    "change_password",
    "drop_team_line",
    "end_post",
    "give_password",
    "introduce",
    "new_word",
    "put_photo",
    "rename",
    "reset_second_factor",
    "resume_post",
    "shape_team",
    "take_photo_away",
]
