"""Addresses of the rota: who is on call, one's own shifts, swaps and cover, and planning."""

from django.urls import path

from thirdoption.web.desk.views import calendars, rota, rota_plan

urlpatterns = [
    path("on-call/", rota.on_call, name="on-call"),
    path("on-call/requests/<uuid:pk>/<slug:how>/", rota.answer, name="shift-answer"),
    path("on-call/plan/", rota_plan.plan, name="rota-plan"),
    path("on-call/plan/change/", rota_plan.change, name="rota-change"),
    path("my-shifts/", rota.shifts, name="shifts"),
    path("my-shifts/ask/", rota.ask, name="shift-ask"),
    path("calendars/<uuid:key>/shifts.ics", calendars.shifts, name="calendar-file"),
    path("my-shifts/calendar/", rota.calendar, name="calendar"),
]
