"""What a request may hold. What is answered is declared in ``scorer.report`` alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, model_validator
from pydantic_core import PydanticCustomError

from scorer.api.problems import FieldProblem
from scorer.report import Report
from scorer.signals.base import Feature, FlagKind
from scorer.signals.catalogue import Measured

EXAMPLE_TEXT = (
    "The town council voted 7 to 4 on Tuesday to close the swimming hall for a year, council minutes show. "
    "Repairs will cost 1.2 million, said Ida Lunde, who heads the works department. "
    '"The roof has been patched for eleven years and the patches no longer hold," she told the meeting. '
    "Piet Hoorn, who voted against it, said the estimate leaves out the heating. "
    "Swimming clubs could lose a season, the department's engineer wrote in a report. "
    "Critics say the shocking bill might never be paid back. "
    "The hall had 41,000 visitors last year, 600 fewer than the year before, according to the town's records."
)
EXAMPLE_HTML = (
    "<html><head><title>Ferry fares rise</title></head><body><article><h1>Ferry fares rise</h1>"
    "<p>Fares on the island ferry rise by 4 percent in May, the port authority said on Monday.</p>"
    "</article></body></html>"
)


def _exactly_one(schema: dict[str, Any]) -> None:
    """Says in the schema what the validator below checks: a text or HTML, not both, not neither."""
    text, null = {"type": "string"}, {"type": "null"}
    schema["oneOf"] = [
        {"required": ["text"], "properties": {"text": text, "html": null}},
        {"required": ["html"], "properties": {"text": null, "html": text}},
    ]


class ArticleRequest(BaseModel):
    """An article: exactly one of ``text`` and ``html``, and what is known about it."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=_exactly_one,
    )

    text: str | None = Field(None, description="The article as pasted. Offsets speak of exactly this text.")
    html: str | None = Field(None, description="A page; its article is extracted and returned as `text`.")
    title: str | None = Field(None, description="The headline, if it does not stand in the text.")
    url: str | None = Field(None, description="Where the article stands. Kept as given; never fetched.")
    id: str | None = Field(None, description="Given back in the report.")
    published: str | None = Field(None, description="The date as the page gives it.")
    author: str | None = Field(None, description="The byline as the page gives it.")
    include_text: Annotated[bool, Field(strict=True)] = Field(
        False, description="Give the judged text back in the report, also when a text was sent."
    )

    @model_validator(mode="after")
    def _one_of_text_and_html(self) -> ArticleRequest:
        if (self.text is None) == (self.html is None):
            raise PydanticCustomError("one_of", "Give exactly one of text and html.")
        return self


def batch_model(most: int) -> type[BaseModel]:
    """The request of a batch of 1 to ``most`` articles."""

    class BatchRequest(BaseModel):
        """Articles to be scored, answered in their order."""

        model_config = ConfigDict(extra="forbid", frozen=True)

        # Each article is checked by itself, so that one that is not as described costs the others nothing.
        articles: Annotated[list[SkipValidation[ArticleRequest]], Field(min_length=1, max_length=most)]

    return BatchRequest


class BatchReports(BaseModel):
    """The reports of a batch, in the order of its articles.

    An article that is not as described, or cannot be read, has a report with the reason `bad_input`;
    `errors` say what is wrong with it.
    """

    reports: Sequence[Report]
    errors: Sequence[FieldProblem]


class Health(BaseModel):
    """Says that the service answers."""

    status: str = Field(examples=["ok"])


class Readiness(BaseModel):
    """Says that the service can score, and with how many processes at the moment."""

    status: str = Field(examples=["ready"])
    workers: int


@dataclass(kw_only=True)
class MeasuredFlagKind(FlagKind):  # type: ignore[misc]  # frozen for the type checker alone, as its base is
    """A kind of flag, why it matters, and how often it was right: in figures, and in words for a reader."""

    measured: Measured | None
    precision_text: str | None


class SignalInfo(BaseModel):
    """One thing looked for."""

    id: str
    shows: str
    group: str
    flags: Sequence[MeasuredFlagKind]
    features: Sequence[Feature]


class SignalsInfo(BaseModel):
    """All that is looked for, and the sentences that belong to every score."""

    no_verdict: str
    not_scored: dict[str, str]
    signals: Sequence[SignalInfo]
