"""Addresses of running the program: the Monday page and the reports."""

from django.urls import path

from thirdoption.web.desk.views import app, court, line, links, monday, reports, sealing

urlpatterns = [
    path("monday/", monday.monday, name="monday"),
    path("monday/policy/", monday.policy, name="monday-policy"),
    path("court-calendar/", court.calendar, name="court-calendar"),
    path("court-calendar/<uuid:pk>/open/", court.reopen, name="court-open"),
    path("sealing/", sealing.sealing, name="sealing"),
    path("line/", line.state, name="line"),
    path("line/test/<uuid:pk>/", line.test_came, name="test-came"),
    path("links/", links.links, name="links"),
    path("links/<uuid:pk>/code/", links.code, name="link-code"),
    path("links/<uuid:pk>/end/", links.end, name="link-end"),
    path("paged/", line.paged, name="paged"),
    path("summary/", line.summary, name="summary"),
    path("sw.js", app.service_worker, name="service-worker"),
    path("manifest.json", app.manifest, name="manifest"),
    path("contact-methods/", line.methods, name="methods"),
    path("contact-methods/phone/", line.phone, name="add-phone"),
    path("contact-methods/<uuid:pk>/verify/", line.verify, name="verify-method"),
    path("contact-methods/<uuid:pk>/end/", line.end, name="end-method"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/waiting/", reports.waiting, name="report-waiting"),
    path("reports/<uuid:pk>/release/", reports.release, name="report-release"),
    path("reports/<uuid:pk>/<slug:kind>/<slug:language>/", reports.file, name="report-file"),
]
