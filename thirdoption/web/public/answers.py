"""How a public page answers: in the language of its address, and kept for five minutes if it may be."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import check_for_language, get_language

from thirdoption.web.kit.reports import LANGUAGES


def language_of(request: HttpRequest) -> str:
    """The language that a link asks for (`?language=es`), otherwise the reader's own.

    A link and not a cookie, so that a page can be kept, passed on and found in both languages. Somebody
    who is signed in has their own choice, which no link changes.
    """
    asked = request.GET.get("language", "")
    if asked in LANGUAGES and check_for_language(asked) and not _signed_in(request):
        return asked
    own = (get_language() or "en").split("-")[0]
    return own if own in LANGUAGES else "en"


def page(request: HttpRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    """Render, and let everybody keep the page for five minutes unless it was drawn for one reader."""
    language = get_language() or "en"
    asked = request.GET.get("language", "")
    suffix = f"?language={asked}" if asked in LANGUAGES else ""
    other = next(code for code in LANGUAGES if code != language)
    around = {"suffix": suffix, "other": {"code": other, "name": LANGUAGES[other]}}
    response = render(request, template, {**around, **shown})
    response["Content-Language"] = language
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response["Cache-Control"] = "public, max-age=300"
    return response


def _signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated
