"""Reading stored media."""

from functools import lru_cache

from django.conf import settings

from .models import Media
from .sandbox import Sandbox
from .store import DiskStore


@lru_cache(maxsize=1)
def store() -> DiskStore:
    """Where the bytes lie; nothing outside reaches this folder."""
    return DiskStore(settings.MEDIA_FOLDER)


@lru_cache(maxsize=1)
def sandbox() -> Sandbox:
    """The limited child processes of this process."""
    return Sandbox(workers=2)


def served(media: Media, size: str) -> tuple[bytes, str] | None:
    """The bytes and type that may leave the house: derived photos, cleaned recordings; None while not ready."""
    address = media.thumb if size == "thumb" else media.screen
    if not address or media.erased_at:
        return None
    mime = "image/jpeg" if media.kind == Media.Kind.PHOTO else media.mime
    return store().read(address), mime


def waiting(limit: int = 20) -> list[Media]:
    """Media the worker has not yet processed."""
    return list(Media.objects.filter(processed_at=None).order_by("id")[:limit])
