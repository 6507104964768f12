"""Persons, the kinds of post they may hold, the posts they hold, and the shape of a team."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from delek.core.language.models import WordsField
from delek.core.media.models import Media
from delek.core.places.models import Place
from delek.foundation.privacy import Personal
from delek.foundation.words import Words

SERVICE = "to sign in and serve"
EMPLOYMENT = "service relation with the community"
FOR_RESIDENTS = "to be known to the residents one serves"
OWN_WISH = "the person's own wish, taken back at any time"


class PersonManager(BaseUserManager["Person"]):
    """Looks persons up by their login."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login__iexact=username or "")


class Person(AbstractBaseUser):
    """A person who signs in; ``name_bo`` is their name in Tibetan letters, where they gave it.

    ``must_change_password``: the password was given by somebody else and serves to choose one's own.
    """

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_bo = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, default="zh-hans")
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    personal = {
        "login": Personal(SERVICE, EMPLOYMENT, "last post ended", 365),
        "name": Personal(SERVICE, EMPLOYMENT, "last post ended", 365),
        "name_bo": Personal(SERVICE, EMPLOYMENT, "last post ended", 365),
        "phone": Personal("to be reached on duty", EMPLOYMENT, "last post ended", 7),
        "email": Personal("to be reached", EMPLOYMENT, "last post ended", 7),
        "password": Personal(SERVICE, EMPLOYMENT, "last post ended", 7),
    }
    plain = frozenset({"language"})

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> Words:
        """The name as each reader reads it: in Tibetan letters on Tibetan pages, where they are known."""
        return Words(bo=self.name_bo, zh=self.name)

    @property
    def is_staff(self) -> bool:
        """No Django admin exists; allauth asks."""
        return False


class PostKind(models.Model):
    """A kind of post, with what its holders may do as data."""

    class Group(models.TextChoices):
        CHIEF = "chief"
        SIX = "six"
        PARTNER = "partner"
        OFFICE = "office"

    key = models.SlugField(max_length=32, unique=True)
    name = WordsField()
    group = models.CharField(max_length=8, choices=Group.choices, default=Group.SIX)
    capabilities = models.JSONField(default=list, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"key", "name", "capabilities"})

    def __str__(self) -> str:
        return str(self.name)


class TeamSlot(models.Model):
    """One line of a community's team shape "1+6+X": which kind of post, how many at least and at most."""

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.ForeignKey(PostKind, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="team_slot_once")]

    def __str__(self) -> str:
        return f"{self.kind_id}: {self.minimum}"


class Post(models.Model):
    """A person serving in a role at a place, from a date to a date (exclusive; open while empty)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="posts")
    call_number = models.CharField(max_length=8, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"call_number"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")), name="post_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind_id}"


class Introduction(models.Model):
    """How a person is introduced to residents: only what stands in ``shows`` is ever shown, by their own word.

    Nobody is introduced who did not agree; then residents read the post alone.
    """

    class Shows(models.TextChoices):
        NAME = "name"
        PHONE = "phone"
        PHOTO = "photo"
        LANGUAGES = "languages"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="introduction")
    shows = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    photo = models.ForeignKey(Media, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    personal = {
        "shows": Personal(FOR_RESIDENTS, OWN_WISH, "last post ended", 0),
        "languages": Personal(FOR_RESIDENTS, OWN_WISH, "last post ended", 0),
    }
    plain: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"introduction of {self.person_id}"
