"""Addresses of contacts, the plan, the timeline, and of whom the team looks for."""

from django.urls import path

from thirdoption.web.desk.views import contacts, copies, plan, timeline, waiting

urlpatterns = [
    path("people/<uuid:person>/contacts/", contacts.contact, name="contact"),
    path("people/<uuid:person>/contacts/all/", contacts.contacts, name="contacts"),
    path("people/<uuid:person>/contacts/contacts.csv", contacts.export, name="contacts-file"),
    path("people/<uuid:person>/contacts/<uuid:pk>/", contacts.one, name="contact-one"),
    path("people/<uuid:person>/contacts/<uuid:pk>/copy/<slug:form>/", copies.contact, name="contact-copy"),
    path("people/<uuid:person>/plan/", plan.plan, name="plan"),
    path("people/<uuid:person>/plan/sheet/", plan.sheet, name="plan-sheet"),
    path("people/<uuid:person>/plan/copy/<slug:form>/", copies.plan, name="plan-copy"),
    path("people/<uuid:person>/plan/<uuid:goal>/", plan.goal, name="plan-goal"),
    path("people/<uuid:person>/timeline/", timeline.timeline, name="timeline"),
    path("waiting/", waiting.outbox, name="waiting"),
    path("waiting/open/", waiting.reopen, name="waiting-open"),
    path("looking-for/", timeline.looking, name="looking"),
]
