"""How the line reaches a worker, and whether the line runs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import line_tests
from thirdoption.program.handoffs.actions.methods import add_method, end_method, verify_method
from thirdoption.program.handoffs.queries import escalation
from thirdoption.program.handoffs.queries import line_tests as tests
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.messages import queries
from thirdoption.program.messages.queries.push import public_key
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.push import Keys
from thirdoption.program.staff.rules import Permission, Purpose, may
from thirdoption.web.desk.forms.line import Code, Method, Phone
from thirdoption.web.desk.presenters import line as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.KEEP_METHODS)
def methods(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """My contact methods, and adding one."""
    form = Method(request.POST or None)
    if form.is_bound and form.is_valid():
        kind, address = Kind(form.cleaned_data["kind"]), form.cleaned_data["address"]
        if act(form, add_method, kind=kind, address=address, by=by, at=by.now()) is not None:
            messages.success(request, _("A code is on its way. Type it below."))
            return redirect("desk:methods")
    return _show(request, by, form, Code(), None)


@worker(Permission.KEEP_METHODS)
def phone(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Add this phone or computer."""
    if request.method != "POST":
        return redirect("desk:methods")
    form = Phone(request.POST)
    if form.is_valid():
        keys = Keys(form.cleaned_data["p256dh"], form.cleaned_data["auth"])
        address = form.cleaned_data["address"]
        made = act(form, add_method, kind=Kind.PUSH, address=address, keys=keys, by=by, at=by.now())
        if made is not None:
            messages.success(request, _("A first notice is on its way here. Tap it when it appears."))
            return redirect("desk:methods")
    return _show(request, by, Method(), Code(), None, phone=form)


@worker(Permission.KEEP_METHODS)
def verify(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Prove a method by its code."""
    if request.method != "POST":
        return redirect("desk:methods")
    found, form = queries.own_method(by=by, pk=pk), Code(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        proven = act(form, verify_method, method=found, code=code, by=by, at=by.now())
        if proven:
            messages.success(request, _("The line reaches you here from now on."))
            return redirect("desk:methods")
        if proven is not None:
            form.add_error("code", _("This is not the code that was sent. Look again."))
    return _show(request, by, Method(), form, pk)


@worker(Permission.KEEP_METHODS, post=True)
def end(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """End a method."""
    end_method(method=queries.own_method(by=by, pk=pk), by=by, at=by.now())
    messages.success(request, _("Nothing is sent there any more."))
    return redirect("desk:methods")


@worker(Permission.SEE_LINE, purpose=Purpose.PROGRAM_OPERATION)
def state(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Whether the engine runs, what waits, and who can be reached."""
    found = escalation.health(at=by.now(), by=by)
    team = escalation.reachable(by=by, at=by.now())
    page = presenting.state(found, team, clock(request, by))
    page["silent"] = presenting.silent(by, clock(request, by))
    return render(request, "desk/line.html", page)


@worker(Permission.TAKE_HANDOFF, post=True)
def test_came(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Say that the test of the line came."""
    line_tests.answer(test=tests.own(by=by, pk=pk), by=by, at=by.now())
    messages.success(request, _("Thank you. The line reaches you."))
    return redirect("desk:home")


@worker(Permission.TAKE_HANDOFF)
def paged(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What an open page asks again and again: whether somebody waits for this worker's yes."""
    calls = escalation.calls_for(by=by, at=by.now())
    version = "".join(sorted(one.hex[:8] for one in calls))
    if request.GET.get("shown", "") == version:
        return HttpResponse(status=204)
    return render(request, "desk/_paged.html", {"calls": calls, "version": version})


@worker(Permission.SEE_ROTA)
def summary(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What comes: who is on call, when nobody is, and which tests were not answered."""
    now = clock(request, by)
    found = rota(site=by.site, start=now.at, end=now.at + presenting.AHEAD)
    page = presenting.summary(found, now, by)
    return render(request, "desk/summary.html", page)


def _show(
    request: HttpRequest,
    by: Acting,
    form: Method,
    code: Code,
    tried: UUID | None,
    *,
    phone: Phone | None = None,
) -> HttpResponse:
    page = {
        "answers": may(by.role, Permission.TAKE_HANDOFF),
        "phone": phone,
        "push_key": public_key(),
        "ways": presenting.ways(queries.methods(by=by)),
        "form": form,
        "code": code,
        "fresh": Code(auto_id=False),
        "tried": tried,
        "asks": may(by.role, Permission.CALL_LINE),
    }
    return render(request, "desk/methods.html", page, status=status(phone or (code if tried else form)))
