"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

HTML_LANGUAGES = {"bo": "bo", "zh-hans": "zh-Hans", "en": "en"}


def page(request: HttpRequest) -> dict[str, object]:
    """The page's language for ``lang``, the switch, and the installation's own facts."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "html_language": HTML_LANGUAGES.get(language, language),
        "languages": [("bo", "bo", "བོད་ཡིག"), ("zh-hans", "zh-Hans", "中文"), ("en", "en", "EN")],
        "demo": settings.DEMO,
        "standing": getattr(request, "standing", None),
    }
