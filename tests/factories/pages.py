"""The pages that show nobody, each with its reason or the test that holds its rows."""

NOBODY = {
    **dict.fromkeys(
        (
            *("desk:directory", "desk:directory-one", "desk:directory-hide", "desk:directory-show"),
            *("desk:directory-sheet", "desk:directory-import", "desk:directory-export"),
            *("desk:directory-matches", "desk:directory-unmatch"),
        ),
        "services, and no person",
    ),
    "desk:who-answers": "who of a provider answers, and no person",
    **dict.fromkeys(
        ("desk:longer", "desk:home-safe", "desk:come-along"), "a button: it leads back to who is out"
    ),
    **dict.fromkeys(
        ("desk:safety-rule", "desk:minutes", "desk:minutes-file"),
        "workers and their hours; what leaves as a file is in test_every_act.py",
    ),
    "street:notices": "that it was received, and when the officer was free; test_closing_loop.py",
    **dict.fromkeys(("desk:court-calendar", "desk:court-open"), "on which days a court is closed"),
    **dict.fromkeys(("desk:monday-policy", "street:card", "street:policy"), "a policy names nobody"),
    **dict.fromkeys(
        ("desk:reports", "desk:report", "desk:report-waiting", "desk:report-release", "desk:report-file"),
        "a report holds no person",
    ),
    **dict.fromkeys(("street:contact", "street:social-contact"), "an empty form: a referral makes no person"),
    **dict.fromkeys(
        ("street:devices", "street:outbox", "street:shell", "street:manifest", "street:service-worker"),
        "for the phone's program: what it sends is in test_every_act.py",
    ),
    **dict.fromkeys(
        ("street:held", "street:held-item", "street:take-held", "street:refuse-held", "street:call-held"),
        "an officer's contacts before they are anybody's referral: test_held.py",
    ),
    **dict.fromkeys(("street:phones", "street:end-phone"), "phones of officers"),
    **dict.fromkeys(
        (
            "desk:on-call",
            "desk:shifts",
            "desk:shift-ask",
            "desk:shift-answer",
            "desk:calendar",
            "desk:calendar-file",
            "desk:rota-plan",
            "desk:rota-change",
        ),
        "workers and their hours",
    ),
    **dict.fromkeys(
        ("desk:accept", "desk:set-out", "desk:arrive", "desk:give-back"),
        "a button: it leads back to the hand-off",
    ),
    **dict.fromkeys(
        ("community:home", "community:start", "community:danger", "community:ask", "community:sent"),
        "the public reads nothing, and its one act is in test_every_act.py",
    ),
    **dict.fromkeys(
        ("desk:methods", "desk:add-phone", "desk:verify-method", "desk:end-method"), "a worker's own numbers"
    ),
    **dict.fromkeys(("desk:service-worker", "desk:manifest"), "the same for everybody"),
    **dict.fromkeys(("desk:paged", "desk:test-came"), "whether the line asks for this worker; no place"),
    **dict.fromkeys(
        ("desk:links", "desk:link-code", "desk:link-end", "partners:by-link", "partners:link-closed"),
        "workers of an office and their links: test_list_links.py",
    ),
    **dict.fromkeys(
        (
            *("desk:connection-send", "desk:connection-say", "desk:connection-again", "desk:connection-code"),
            *("desk:connection-letter", "desk:connection-end", "partners:asked"),
        ),
        "its rows are held in test_provider_links.py and test_every_act.py",
    ),
    **dict.fromkeys(("desk:services-counted", "desk:services-file"), "protected counts of services"),
    "desk:fidelity": "protected counts of caseloads: test_fidelity.py",
    "partners:import": "an empty form; what it looks at and takes is in test_charge_exchange.py",
    **dict.fromkeys(
        ("desk:contact-copy", "desk:plan-copy", "desk:waiting", "desk:waiting-open", "desk:hand-over-read"),
        "a button: its rows are held in test_contacts.py, test_waiting.py, test_caseload.py",
    ),
    **dict.fromkeys(
        ("desk:form", "desk:form-answer", "desk:form-news", "desk:forms-compared"),
        "one form, which is on the trail as the person is: its rows are held in test_forms.py",
    ),
    **dict.fromkeys(("desk:same", "desk:two"), "one or two people, each on the trail: test_same.py"),
    **dict.fromkeys(
        ("desk:bring", "desk:take-back"), "an empty form; what it looks at is in test_imports.py"
    ),
    **dict.fromkeys(
        (
            "desk:funds-answer",
            "desk:funds-move",
            "desk:told-look",
            "desk:told-move",
            "desk:told-accounting",
            "desk:death",
            "desk:death-say",
            "desk:funds-receipt",
            "desk:receipt",
        ),
        "a button: its rows are held in test_funds.py and test_every_act.py",
    ),
    **dict.fromkeys(
        ("desk:race", "desk:way-add", "desk:way", "desk:way-end", "desk:lift", "desk:restricted-open"),
        "a button or one way of a person: its rows are held in test_about.py and test_restricted.py",
    ),
    **dict.fromkeys(("desk:ending-counts", "desk:keep-longer"), "counts, and a button: test_retention.py"),
    "desk:summary": "workers and their hours",
    "desk:line": "the state of the engine: times, and which workers can be reached",
    **dict.fromkeys(("street:come", "street:come-live"), "where, and who comes: nothing of the person"),
    **dict.fromkeys(
        ("desk:look-for", "desk:recognize", "desk:call-back"), "its rows are held in test_calls.py"
    ),
    **dict.fromkeys(("desk:find", "desk:asked-known"), "its rows are held in test_known.py"),
    "desk:telephone": "an empty form: a referral makes no person",
    "desk:telephone-call": "the same beside its call: test_telephone.py",
    **dict.fromkeys(("desk:live", "desk:tell"), "what officer and worker told each other with one tap"),
    "street:tell": "a button: it leads back to the referral",
    **dict.fromkeys(("street:lodged", "street:take-up"), "its rows are held in test_lodged.py"),
    "street:handoff": "a part of the page of a referral: who comes, and nothing of the person",
    "street:receipt": "when it was sent and when the officer was free: nothing of the person",
}
