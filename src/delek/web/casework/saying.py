"""The sentences a form answers with."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MISSING = {
    "sentence_bo": gettext_lazy("The Tibetan sentence is missing."),
    "sentence_zh": gettext_lazy("The Chinese sentence is missing."),
    "reason": gettext_lazy("Please give the reason."),
    "reason_bo": gettext_lazy("Please give the reason in Tibetan too, or write it into the sentence."),
    "reason_zh": gettext_lazy("Please give the reason in Chinese too, or write it into the sentence."),
    "question": gettext_lazy("Please write the question."),
    "question_bo": gettext_lazy("Please ask the question in Tibetan too, or write it into the sentence."),
    "question_zh": gettext_lazy("Please ask the question in Chinese too, or write it into the sentence."),
    "answer": gettext_lazy("Please write the answer."),
    "post": gettext_lazy("Please choose who is sent."),
    "place": gettext_lazy("Please choose who it is passed to."),
    "photo": gettext_lazy("Please add a photo."),
    "case": gettext_lazy("This report was not found. Please look at the number again."),
    "date": gettext_lazy("Please give a new date that lies ahead."),
}
DECLINED = {
    "state": gettext_lazy("This case is no longer where this step begins."),
    "rule": gettext_lazy("This step is for somebody else: who fixes is not who closes."),
    "unknown": gettext_lazy("There is no such step."),
}
REFUSED = {
    "too_large": gettext_lazy("This photo is too large."),
    "too_many_pixels": gettext_lazy("This photo is too large."),
    "not_a_photo": gettext_lazy("This file is not a photo."),
    "unsupported": gettext_lazy("This kind of photo cannot be read."),
    "empty": gettext_lazy("This file is empty."),
}


def missing_words(name: str) -> str:
    return str(MISSING.get(name) or _("Please fill this in."))


def declined_words(why: str) -> str:
    return str(DECLINED.get(why) or DECLINED["state"])


def refused_words(reason: object) -> str:
    return str(REFUSED.get(str(reason)) or _("This photo could not be read. Please take it again."))


def faster_words() -> str:
    return _("Somebody was faster. Please look at it again.")
