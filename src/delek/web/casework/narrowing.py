"""What a list of cases can be narrowed by, as an address and a page name it."""

from django.utils.translation import gettext_lazy

ADDRESS = (
    "q", "need", "whose", "place", "category", "holder", "post", "state", "urgency", "opened_from", "opened_to",
    "due_from", "due_to", "photo",
)  # fmt: skip
"""The fields of a filter in an address, in the order in which they are said."""
LABELS = {
    "q": gettext_lazy("Search"), "need": gettext_lazy("Needs"), "whose": gettext_lazy("Whose"),
    "place": gettext_lazy("Place"), "category": gettext_lazy("Category"), "holder": gettext_lazy("Held by"),
    "post": gettext_lazy("Somebody sent"), "state": gettext_lazy("State"), "urgency": gettext_lazy("Class"),
    "opened_from": gettext_lazy("Reported from"), "opened_to": gettext_lazy("Reported until"),
    "due_from": gettext_lazy("Due from"), "due_to": gettext_lazy("Due until"), "photo": gettext_lazy("Photos"),
}  # fmt: skip
