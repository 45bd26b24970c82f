"""Addresses of the pages that set up a site: its policy, written, compared and decided."""

from django.urls import path

from thirdoption.web.setup.views import deciding, letters, policy, values

app_name = "setup"
urlpatterns = [
    path("policy/", policy.policy, name="policy"),
    path("policy/begin/", policy.begin, name="begin"),
    path("policy/undo/", policy.undo, name="undo"),
    path("policy/set-back/", policy.set_back, name="set-back"),
    path("policy/put-away/", policy.put_away, name="put-away"),
    path("policy/draft.yaml", policy.export_draft, name="export-draft"),
    path("policy/values/<slug:name>/", values.value, name="value"),
    path("policy/lists/<slug:folder>/add/", values.add, name="add"),
    path("policy/lists/<slug:folder>/<slug:code>/", values.entry, name="entry"),
    path("policy/lists/<slug:folder>/<slug:code>/remove/", values.remove, name="remove"),
    path("policy/cases/", deciding.cases, name="cases"),
    path("policy/cases/<int:number>/", deciding.case, name="case"),
    path("policy/compare/", deciding.compare, name="compare"),
    path("policy/effect/", deciding.effect, name="effect"),
    path("policy/decide/", deciding.decide, name="decide"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<slug:kind>/<slug:language>/", letters.letter, name="letter"),
    path("letters/<slug:kind>/<slug:language>/ship/", letters.ship, name="letter-ship"),
    path("versions/", policy.versions, name="versions"),
    path("versions/<uuid:pk>/", policy.version, name="version"),
    path("versions/<uuid:pk>/policy.yaml", policy.export_version, name="export-version"),
]
