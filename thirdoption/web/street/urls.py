"""Addresses of the officer's phone."""

from django.urls import path

from thirdoption.program.sites.rules import Door
from thirdoption.web.street import app, come, held, lodged, notices, phones, views

app_name = "street"
urlpatterns = [
    path("", views.home, name="home"),
    path("contact/", views.contact, name="contact"),
    path("social-contact/", views.contact, {"door": Door.SOCIAL_CONTACT}, name="social-contact"),
    path("come/", come.come, name="come"),
    path("come/<uuid:pk>/", come.live, name="come-live"),
    path("card/", app.card, name="card"),
    path("policy.json", app.policy, name="policy"),
    path("devices/", app.devices, name="devices"),
    path("phones/", phones.phones, name="phones"),
    path("phones/<uuid:pk>/end/", phones.end, name="end-phone"),
    path("notices/", notices.notices, name="notices"),
    path("held/", held.items, name="held"),
    path("held/<uuid:pk>/", held.item, name="held-item"),
    path("held/<uuid:pk>/take/", held.take, name="take-held"),
    path("held/<uuid:pk>/refuse/", held.refuse, name="refuse-held"),
    path("held/<uuid:pk>/call/", held.call, name="call-held"),
    path("lodged/", lodged.charges, name="lodged"),
    path("lodged/<uuid:pk>/take-up/", lodged.take_up, name="take-up"),
    path("outbox/", app.outbox, name="outbox"),
    path("shell/<slug:page>/<slug:language>/", app.shell, name="shell"),
    path("manifest.json", app.manifest, name="manifest"),
    path("sw.js", app.service_worker, name="service-worker"),
    path("referrals/<uuid:pk>/", views.referral, name="referral"),
    path("referrals/<uuid:pk>/offer/", views.offer, name="offer"),
    path("referrals/<uuid:pk>/approval/", views.approval, name="approval"),
    path("referrals/<uuid:pk>/no-offer/", views.no_offer, name="no-offer"),
    path("referrals/<uuid:pk>/ending/", views.ending, name="ending"),
    path("referrals/<uuid:pk>/hand-off/", views.handoff, name="handoff"),
    path("referrals/<uuid:pk>/tell/", views.tell, name="tell"),
    path("referrals/<uuid:pk>/receipt/", views.receipt, name="receipt"),
]
