"""What everybody may see: published figures, without signing in, and no way to a person."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from thirdoption.program.publications import queries
from thirdoption.program.publications.rules import CONTENT_TYPES, FileKind
from thirdoption.web.kit.guards import public
from thirdoption.web.public import presenters
from thirdoption.web.public.answers import language_of, page


@public
def home(request: HttpRequest) -> HttpResponse:
    """What the program is, the newest report's key figures, and all published quarters."""
    language = language_of(request)
    with override(language):
        return page(request, "public/home.html", presenters.home(queries.latest(limit=40), language))


@public
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One quarter's report as it was released; `?version=` shows an earlier one."""
    language = language_of(request)
    with override(language):
        found = presenters.report(queries.versions(slug), request.GET.get("version", ""), language)
        return page(request, "public/report.html", found)


@public
def file(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """The PDF or CSV of one version; without `?version=`, of the newest."""
    version = request.GET.get("version", "")
    content = (
        queries.file_of(slug, version, kind, language) if version else queries.file(slug, kind, language)
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"{slug}-v{version}-{language}.{kind}" if version else f"{slug}-{language}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{presenters.file_name(name)}"'
    # a released version never changes; the newest may be another tomorrow
    response["Cache-Control"] = "public, max-age=86400, immutable" if version else "public, max-age=300"
    return response
