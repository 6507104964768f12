"""The sitemap of the interfaces for programs."""

from typing import NoReturn

from django.urls import path

from . import bringing, documents, listing, offering, seeing, updating
from .answers import Trouble
from .door import Asked, open311, v1

V1, V2 = "api/v1/", "open311/v2/"
JSON = {"form": "json"}


def nothing(asked: Asked, rest: str) -> NoReturn:
    raise Trouble(404, "There is no such resource.")


urlpatterns = [
    path(f"{V1}openapi.json", open311(get=documents.own), JSON, name="v1_document"),
    path(f"{V1}cases", v1(get=seeing.list_cases), JSON, name="v1_cases"),
    path(f"{V1}cases/<str:number>", v1(get=seeing.one_case), JSON, name="v1_case"),
    path(f"{V2}openapi.json", open311(get=documents.georeport), JSON, name="open311_document"),
    path("open311/discovery.<str:form>", open311(get=offering.discovery), name="open311_discovery_root"),
    path(f"{V2}discovery.<str:form>", open311(get=offering.discovery), name="open311_discovery"),
    path(f"{V2}services.<str:form>", open311(get=offering.list_offered), name="open311_offered"),
    path(f"{V2}services/<str:code>.<str:form>", open311(get=offering.define), name="open311_definition"),
    path(f"{V2}requests.<str:form>", open311(get=listing.list_requests, post=bringing.send), name="open311_requests"),
    path(f"{V2}requests/<str:number>.<str:form>", open311(get=listing.one_request), name="open311_request"),
    path(
        f"{V2}servicerequestupdates.<str:form>", open311(get=updating.list_updates, post=updating.send),
        name="open311_updates",
    ),
    path(f"{V2}tokens/<str:token>.<str:form>", open311(get=listing.by_token), name="open311_token"),
    path(f"{V2}<path:rest>.json", open311(get=nothing, post=nothing), JSON, name="open311_no_json"),
    path(f"{V2}<path:rest>", open311(get=nothing, post=nothing), name="open311_nothing"),
]
