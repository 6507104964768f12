"""Why a file was refused."""

from enum import StrEnum


class Reason(StrEnum):
    """The reasons the interface knows words for."""

    not_a_photo = "not_a_photo"
    too_large = "too_large"
    too_many_pixels = "too_many_pixels"
    broken = "broken"
    too_slow = "too_slow"
    empty = "empty"
    not_a_recording = "not_a_recording"
    unsupported = "unsupported"


class Refused(Exception):
    """A file that is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason
