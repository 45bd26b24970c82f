"""Addresses of caseloads: the team, one worker of it, and how a person goes from worker to worker."""

from django.urls import path

from thirdoption.web.desk.views import caseload, fidelity, today

urlpatterns = [
    path("fidelity/", fidelity.fidelity, name="fidelity"),
    path("sheet/", today.sheet, name="today-sheet"),
    path("team/", caseload.team, name="team"),
    path("team/<uuid:pk>/", caseload.member, name="team-member"),
    path("team/<uuid:pk>/more/", caseload.more, name="team-more"),
    path("team/<uuid:pk>/cover/", caseload.cover, name="team-cover"),
    path("team/<uuid:pk>/leave/", caseload.leave, name="team-leave"),
    path("people/<uuid:person>/hand-over/", caseload.hand_over, name="hand-over"),
    path("hand-overs/<uuid:pk>/read/", caseload.read, name="hand-over-read"),
]
