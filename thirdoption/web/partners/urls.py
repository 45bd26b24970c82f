"""Addresses of the partners' pages."""

from django.urls import path

from thirdoption.web.partners import asked, exchange, letter_views, links, sealing, sheet, views

app_name = "partners"
urlpatterns = [
    path("matters/", views.matters, name="matters"),
    path("matters/list.csv", views.file, name="file"),
    path("matters/several/", views.several, name="several"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("matters/<uuid:pk>/letters/", letter_views.letters, name="letters"),
    path("letters/<uuid:pk>/letter.pdf", letter_views.pdf, name="letter-pdf"),
    path("letters/<uuid:pk>/letter.json", letter_views.data, name="letter-json"),
    path("matters/<uuid:pk>/extend/", views.extend, name="extend"),
    path("matters/<uuid:pk>/ticket/", views.ticket, name="ticket"),
    path("defended/", views.defended, name="defended"),
    path("sealing/", sealing.sealing, name="sealing"),
    path("matters/sheet/", sheet.sheet, name="sheet"),
    path("matters/import/", exchange.take, name="import"),
    path("matters/charges.csv", exchange.as_csv, name="charges-csv"),
    path("matters/charges.json", exchange.as_json, name="charges-json"),
    path("asked/<slug:token>/", asked.asked, name="asked"),
    path("by-link/closed/", links.closed, name="link-closed"),
    path("by-link/<slug:token>/", links.open_link, name="by-link"),
]
