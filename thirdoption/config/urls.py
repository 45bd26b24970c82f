"""All addresses: each audience's under its own name."""

from django.conf import settings
from django.urls import include, path

from thirdoption.web.kit import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("language/", pages.language, name="set_language"),
    path("account/", include("allauth.account.urls")),
    path("street/", include("thirdoption.web.street.urls")),
    path("desk/", include("thirdoption.web.desk.urls")),
    path("partners/", include("thirdoption.web.partners.urls")),
    path("figures/", include("thirdoption.web.public.urls")),
]
if settings.REHEARSAL:
    urlpatterns.append(path("demo/", include("thirdoption.demo.urls")))

handler404 = pages.not_found
handler403 = pages.forbidden
handler500 = pages.broken
