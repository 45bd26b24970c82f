"""Addresses of the care workers' pages."""

from django.urls import include, path

from thirdoption.web.desk.views import (
    asked,
    connections,
    handoffs,
    other_cases,
    people,
    releases,
    telephone,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.home, name="home"),
    path("hand-offs/<uuid:handoff>/", handoffs.handoff, name="handoff"),
    path("hand-offs/<uuid:handoff>/accept/", handoffs.accept, name="accept"),
    path("hand-offs/<uuid:handoff>/live/", handoffs.live, name="live"),
    path("hand-offs/<uuid:handoff>/tell/", handoffs.tell, name="tell"),
    path("hand-offs/<uuid:handoff>/set-out/", handoffs.set_out, name="set-out"),
    path("hand-offs/<uuid:handoff>/give-back/", handoffs.give_back, name="give-back"),
    path("hand-offs/<uuid:handoff>/arrive/", handoffs.arrive, name="arrive"),
    path("hand-offs/<uuid:handoff>/take-over/", handoffs.take_over, name="take-over"),
    path("hand-offs/<uuid:handoff>/end/", handoffs.end, name="end"),
    path("hand-offs/<uuid:handoff>/look-for/", handoffs.look_for, name="look-for"),
    path("hand-offs/<uuid:handoff>/known/<uuid:person>/", handoffs.recognize, name="recognize"),
    path("hand-offs/<uuid:handoff>/by-telephone/", telephone.telephone, name="telephone-call"),
    path("hand-offs/<uuid:handoff>/call-back/", handoffs.call_back, name="call-back"),
    path("by-telephone/", telephone.telephone, name="telephone"),
    path("asked/", asked.asked, name="asked"),
    path("asked/<uuid:pk>/", asked.one, name="asked-one"),
    path("asked/<uuid:pk>/take/", asked.take, name="asked-take"),
    path("asked/<uuid:pk>/say/", asked.say, name="asked-say"),
    path("asked/<uuid:pk>/close/", asked.close, name="asked-close"),
    path("asked/<uuid:pk>/joins/", asked.joins, name="asked-joins"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/goals/", people.goal, name="goal"),
    path("people/<uuid:person>/contacts/", people.contact, name="contact"),
    path("people/<uuid:person>/other-cases/", other_cases.other_case, name="other-case"),
    path("people/<uuid:person>/in-touch/", people.in_touch, name="in-touch"),
    path("people/<uuid:person>/intake/<uuid:referral>/", people.intake, name="intake"),
    path("people/<uuid:person>/intake/", people.intake_asked, name="intake-asked"),
    path("people/<uuid:person>/release/<uuid:referral>/", releases.release, name="release"),
    path("people/<uuid:person>/officer/<uuid:referral>/", releases.officer, name="officer-release"),
    path("people/<uuid:person>/connect/", connections.connect, name="connect"),
    path("releases/<uuid:release>/copy/", releases.copy, name="release-copy"),
    path("releases/<uuid:release>/withdraw/", releases.withdraw, name="withdraw"),
    path("", include("thirdoption.web.desk.operation_urls")),
    path("", include("thirdoption.web.desk.rota_urls")),
    path("", include("thirdoption.web.desk.safety_urls")),
]
