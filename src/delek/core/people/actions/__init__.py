"""The verbs of people and posts."""

from .appointing import add_person, appoint, change_capabilities, end_post, shape_team
from .introducing import introduce, put_photo, take_photo_away

__all__ = [
    "add_person",
    "appoint",
    "change_capabilities",
    "end_post",
    "introduce",
    "put_photo",
    "shape_team",
    "take_photo_away",
]
