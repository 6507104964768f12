"""Files as they arrive with a form: each checked and stored on its own, refused ones named, accepted ones kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext

from delek.core.media.actions import Taken, Upload, take_each
from delek.core.media.queries import store
from delek.core.media.sandbox import MAX_PHOTO_BYTES, Reason, Refused

MAX_PHOTOS = 5
MAX_TOTAL = 48 * 1024 * 1024
KEPT_SECONDS = 24 * 3600
SALT = "kept"
BROKEN = "It could not be opened; it may be damaged. Take it again, or choose another. Your other photos are safe."
SENTENCES = {
    Reason.empty: "This file is empty. Please choose another.",
    Reason.not_a_photo: "This file is not a photo. Please choose a photo.",
    Reason.too_large: "This photo is too large (at most {size}).",
    Reason.too_many_pixels: "This photo is too large (at most {size}).",
    Reason.unsupported: "This kind of file cannot be taken. Please choose {formats}.",
    Reason.not_a_recording: "This recording could not be opened. Please speak again, or write.",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """One file that was not taken, and why, in the reader's language."""

    field: str
    name: str
    why: str


@dataclass(slots=True)
class Files:
    """What came with a form."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[Turned] = field(default_factory=list)

    def kept(self) -> list[tuple[str, str]]:
        """Signed references to what is already stored, so that a page without script need not send it again."""
        return [(t.upload.kind, signing.dumps([t.address, t.upload.kind, t.mime, t.width, t.height], salt=SALT))
                for t in self.taken]  # fmt: skip

    def add(self, taken: Taken) -> None:
        """The same file twice is one file."""
        if taken.address not in {t.address for t in self.taken}:
            self.taken.append(taken)


def receive(request: HttpRequest) -> Files:
    """Check and store everything that came: up to five photos and one recording."""
    files = Files()
    for reference in request.POST.getlist("kept"):
        _recall(files, reference)
    photos, voices = request.FILES.getlist("photos"), request.FILES.getlist("voice")[:1]
    if sum(f.size or 0 for f in (*photos, *voices)) > MAX_TOTAL:
        why = gettext("All files together are too large (at most {size}).").format(size=_megabytes(MAX_TOTAL))
        files.refused.append(Turned("photos", "", why))
        return files
    _take_all(files, "photos", "photo", photos)
    _take_all(files, "voice", "voice", voices)
    return files


def _recall(files: Files, reference: str) -> None:
    try:
        address, kind, mime, width, height = signing.loads(reference, salt=SALT, max_age=KEPT_SECONDS)
        upload = Upload("", store().read(address), kind)
    except (signing.BadSignature, FileNotFoundError):
        files.refused.append(Turned("photos", "", gettext(BROKEN)))
        return
    files.add(Taken(upload, address, mime, width, height))


def _take_all(files: Files, field_name: str, kind: str, uploads: Iterable[Any]) -> None:
    waiting = list(uploads)
    while waiting:
        room = MAX_PHOTOS - sum(t.upload.kind == "photo" for t in files.taken) if kind == "photo" else 1
        if room <= 0:
            why = gettext("At most {max} photos. The first {max} are kept.").format(max=MAX_PHOTOS)
            files.refused.append(Turned("photos", waiting[0].name, why))
            return
        some, waiting = waiting[:room], waiting[room:]
        for upload, result in zip(some, _take(some, kind), strict=True):
            if isinstance(result, Refused):
                files.refused.append(Turned(field_name, upload.name, sentence(result.reason, kind)))
            else:
                files.add(result)


def _take(uploads: Sequence[Any], kind: str) -> list[Taken | Refused]:
    """What became of each file; one that is too large is not even read."""
    fitting = [u for u in uploads if u.size <= MAX_PHOTO_BYTES]
    results = iter(take_each([Upload(u.name, u.read(), kind) for u in fitting]))
    return [next(results) if u in fitting else Refused(Reason.too_large) for u in uploads]


def sentence(reason: Reason, kind: str = "photo") -> str:
    """Why a file was not taken, in the reader's language."""
    if kind == "voice" and reason is Reason.broken:
        reason = Reason.not_a_recording
    said = gettext(SENTENCES.get(reason, BROKEN))
    return said.format(size=_megabytes(MAX_PHOTO_BYTES), formats="JPEG, PNG, WebP, HEIC")


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
