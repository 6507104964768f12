"""The figures to take along: on paper (PDF) or as a workbook (xlsx). That somebody took them is recorded."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions.exporting import export_figures
from delek.core.printing.actions.sheets import set_at_once
from delek.core.printing.press import PressFailed
from delek.web.access import StaffRequest, staff

from .asking import MAY, asked_for
from .report import LANGUAGES, Report, reports
from .workbook import workbook

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@staff(MAY)
@require_POST
def export(request: StaffRequest) -> HttpResponse:
    """The report of what the page shows, in the languages that are asked for."""
    question = asked_for(request.standing, request.GET, request.now)
    if question.form.errors:
        return redirect(f"{reverse('desk_figures')}?{request.GET.urlencode()}")
    kind = "pdf" if request.POST.get("format") == "pdf" else "xlsx"
    languages = request.POST.get("language", "")
    found = reports(request.standing, question, languages if languages in LANGUAGES else "both", request.now)
    try:
        data = workbook(found) if kind == "xlsx" else _printed(found)
    except PressFailed:
        words = {"heading": _("The report could not be printed"), "sentence": _("Please try again in a minute.")}
        return render(request, "staff/plain.html", words, status=503)
    asked = question.asked
    export_figures(place=asked.place, kind=kind, starts=asked.starts, ends=asked.ends, standing=request.standing,
                   at=request.now)  # fmt: skip
    name = f"delek-{question.period.kind}-{question.period.first.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=KINDS[kind], headers=headers)


def _printed(found: list[Report]) -> bytes:
    return set_at_once(kind="figures", content={"reports": [report.as_json() for report in found]})
