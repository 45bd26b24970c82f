"""Addresses of the partners' pages."""

from django.urls import path

from thirdoption.web.partners import exchange, links, sheet, views

app_name = "partners"
urlpatterns = [
    path("matters/", views.matters, name="matters"),
    path("matters/sheet/", sheet.sheet, name="sheet"),
    path("matters/import/", exchange.take, name="import"),
    path("matters/charges.csv", exchange.as_csv, name="charges-csv"),
    path("matters/charges.json", exchange.as_json, name="charges-json"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("by-link/closed/", links.closed, name="link-closed"),
    path("by-link/<slug:token>/", links.open_link, name="by-link"),
]
