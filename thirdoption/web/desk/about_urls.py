"""Addresses of who somebody is, how to reach them safely, and who may open their record."""

from django.urls import path

from thirdoption.web.desk.views import about, restricted, retention

urlpatterns = [
    path("people/<uuid:person>/about/", about.about, name="about"),
    path("people/<uuid:person>/race/", about.say_race, name="race"),
    path("people/<uuid:person>/ways/", about.add_way, name="way-add"),
    path("people/<uuid:person>/ways/<uuid:way>/", about.change_way, name="way"),
    path("people/<uuid:person>/ways/<uuid:way>/end/", about.end_way, name="way-end"),
    path("people/<uuid:person>/restrict/", restricted.restrict, name="restrict"),
    path("people/<uuid:person>/lift/", restricted.lift, name="lift"),
    path("ending/", retention.people, name="ending"),
    path("ending/counts/", retention.counts, name="ending-counts"),
    path("people/<uuid:person>/keep/", retention.keep, name="keep-longer"),
    path("restricted/", restricted.records, name="restricted"),
    path("restricted/<uuid:person>/open/", restricted.emergency, name="restricted-open"),
]
