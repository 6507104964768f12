"""Why a file is not taken."""

from enum import StrEnum


class Reason(StrEnum):
    """Each reason has a sentence for the reader in the audience that shows it."""

    empty = "empty"
    not_a_photo = "not_a_photo"
    too_large = "too_large"
    too_many_pixels = "too_many_pixels"
    broken = "broken"
    too_slow = "too_slow"
    not_a_recording = "not_a_recording"
    unsupported = "unsupported"


class Refused(Exception):
    """A file that is not taken, with the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason
