"""The verbs of people and posts."""

from .appointing import add_person, appoint, change_capabilities, end_post, shape_team

__all__ = ["add_person", "appoint", "change_capabilities", "end_post", "shape_team"]
