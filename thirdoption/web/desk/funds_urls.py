"""Addresses of help with money, and of what must be told without consent."""

from django.urls import path

from thirdoption.web.desk.views import funds, told

urlpatterns = [
    path("funds/", funds.waiting, name="funds-waiting"),
    path("people/<uuid:person>/funds/", funds.funds, name="funds"),
    path("people/<uuid:person>/funds/<uuid:fund>/answer/", funds.answer, name="funds-answer"),
    path("people/<uuid:person>/funds/<uuid:fund>/move/", funds.step, name="funds-move"),
    path("people/<uuid:person>/funds/<uuid:fund>/receipt/", funds.add_receipt, name="funds-receipt"),
    path("people/<uuid:person>/receipts/<uuid:pk>/", funds.receipt, name="receipt"),
    path("people/<uuid:person>/told/", told.told, name="told"),
    path("people/<uuid:person>/told/<uuid:telling>/look/", told.look, name="told-look"),
    path("people/<uuid:person>/told/<uuid:telling>/move/", told.step, name="told-move"),
    path("people/<uuid:person>/told/accounting.csv", told.accounting, name="told-accounting"),
]
