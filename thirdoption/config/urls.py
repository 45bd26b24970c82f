"""All addresses: each audience's under its own name."""

from allauth.account import views as sign_in
from django.conf import settings
from django.urls import include, path

from thirdoption.web.kit import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("language/", pages.language, name="set_language"),
    # of the sign-in library only what works here: accounts are made by hand, and no mail is sent yet
    path("account/session/", pages.session, name="session"),
    path("account/login/", sign_in.login, name="account_login"),
    path("account/logout/", sign_in.logout, name="account_logout"),
    path("account/inactive/", sign_in.account_inactive, name="account_inactive"),
    path("account/signup/", sign_in.signup, name="account_signup"),
    path("street/", include("thirdoption.web.street.urls")),
    path("desk/", include("thirdoption.web.desk.urls")),
    path("setup/", include("thirdoption.web.setup.urls")),
    path("partners/", include("thirdoption.web.partners.urls")),
    path("ask/", include("thirdoption.web.community.urls")),
    path("figures/", include("thirdoption.web.public.urls")),
    path("line/", include("thirdoption.web.line.urls")),
]
if settings.REHEARSAL:
    urlpatterns.append(path("demo/", include("thirdoption.demo.urls")))

handler404 = pages.not_found
handler403 = pages.forbidden
handler500 = pages.broken
