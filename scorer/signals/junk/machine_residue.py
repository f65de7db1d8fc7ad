"""AI leftovers: a generating tool that talks of its own input, task or limits, and the marks it leaves."""

from __future__ import annotations

import re

import numpy as np

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import RESIDUE_LIMITS
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.phrases import Match
from scorer.signals.junk.task_talk import may_hold_task_talk, task_talk
from scorer.signals.junk.vocabulary import RESIDUE
from scorer.text import Text
from scorer.text.late import late
from scorer.types import Ints, Span

KIND = FlagKind(
    id="junk.machine_residue",
    severity="high",
    shows="AI leftovers: a generating tool talking of its own task (“as mentioned in the source”, “as an AI”), "
    "its marks and labels",
    why="The words of a tool about its own task were left in: nobody edited the text before it went out.",
    source="NewsGuard, AI content farms (2023): articles found by the error messages of their generator",
)


_REPORTING = frozenset(
    "said says stated states replied replies answered answers wrote writes told responded responds reads "
    "according phrased called reported reports phrase".split()
)
_FIRST_PERSON = frozenset("i i'm i’m i've i’ve my me we our".split())
#: Words of a report on such programs: where they come often, it may well cite one.
_SUBJECT = late(r"\b(?:chat(?:gpt|bot)|openai|gpt-\d|llms?|copilot|language model|ai)\b", re.I)
#: Marks that only programs write, wherever they stand.
_MARKS = late(
    r"(?:cite)?turn\d{1,3}(?:search|news|view|image|file|fetch|academia|forecast|finance|sports|product|maps?"
    r"|reddit)\d{1,3}"
    r"|【[^】\n]{1,60}†[^】\n]{0,60}】|:?contentReference\[[^\]\n]{1,40}\](?:\{index=\d+\})?|\[?oaicite:\S{1,20}"
    r"|\[citation:\d{1,3}\]|\[\^\d{1,2}\^\]|utm_source=(?:chatgpt|openai|perplexity|copilot)[\w.]*"
    r"|<\|(?:end|start|im|endoftext|assistant|user|system)[\w|]*\|?>|\[/?INST\]|<</?SYS>>|\ue200[^\n]{0,60}\ue201"
    r"|\[(?:web|source|cite|ref)[:_]\d{1,3}\]|\{\{?citation needed by model\}?\}",
    re.I,
)
#: Of these one stands wherever such a mark does, in lower case: whatever else the text holds, or where it holds a
#: bracket of a kind.
_MARK_CUES = ("†", "oaicite", "citation:", "utm_source", "contentreference", "\ue200")
_BRACKET_CUES = {"[": ("^]", "inst]", "[web", "[source:", "[cite", "[ref"), "<": ("<|", "<<")}
_TURN = late(r"turn\d")
#: A line that begins with the label of a chat's speaker.
_LABEL = late(
    r"[\s*_#>\[(-]{0,4}(?P<who>ChatGPT|GPT-?[345]\w?|Assistant|AI(?: Assistant| Response| Output)?|Chatbot|Bot"
    r"|Claude|Gemini"
    r"|Copilot|Bard|Llama|DeepSeek|System|Human|User(?: prompt| input)?|Prompt|Response|Output|Model"
    r"|Instructions?|Rewritten"
    r" (?:article|text|version)|Generated (?:article|text)|Revised (?:article|text|version)|Final (?:article"
    r"|draft|version))"
    r"(?: said| says| response)?[*_\])]{0,3}\s?:",
)
_ASKS = late(
    r"(?:please |can you |could you |now )?(?:write|create|generate|rewrite|summari[sz]e|give|make|draft|act as"
    r"|you are)\b",
    re.I,
)
_SURE_LABELS = (
    "ChatGPT",
    "Assistant",
    "AI ",
    "Claude",
    "Copilot",
    "DeepSeek",
    "Rewritten",
    "Generated",
    "Revised",
    "User ",
    "GPT",
)
#: A line that offers one of several texts: "Option 2 (shorter version):".
_OFFERS = late(
    r"[\s*_#>\[(-]{0,4}(?:option|version|variant|alternative|draft|headline|rewrite)\s(?:\d|[A-C]|one|two|three)\b"
    r"[\s:–—-]{0,3}\(?(?:[\w-]{2,14}\s){0,3}(?:shorter|longer|version|formal|casual|neutral|tone|style|concise|detailed"
    r"|engaging|seo|words)\b[^\n]{0,30}$",
    re.I,
)
#: A line that counts the words of the text above it, or marks its end.
_COUNT = late(
    r"[\s*_\[(-]{0,4}(?:(?:total |final |approx(?:imate|\.)? )?(?:word|character) ?count\s?[:=–-]?\s?(?:~|about "
    r"|approx\.? )?[\d,]{2,6}"
    r"(?: words)?|(?:about |approx(?:imately|\.)? |~|total:? |length:? )?[\d,]{2,6} words(?: total"
    r"| exactly)?)[\s*_\])-]{0,4}\.?$",
    re.I,
)
_END = late(
    r"[\s*_#=–—-]{0,6}[\[(<]?\s?(?:end|conclusion|begin(?:ning)?|start) of (?:the |this "
    r"|my )?(?:\w+ )?(?:article|response|text|document"
    r"|output|draft|answer|message|summary|rewrite|transcript|content|generation|version"
    r"|story)\s?[\])>]?[\s*_#=–—.-]{0,6}$",
    re.I,
)
#: A line that hands over what was asked for: "Here's a 300-word article in a neutral tone:".
_HANDS_OVER = late(
    r"[\s*_#>]{0,4}(?:(?:sure|certainly|of course|absolutely|okay|great)[,!.]\s)?(?:here(?:['’]s| is| are)"
    r"|below (?:is|are)|this is)\s"
    r"(?=[^\n]{0,120}\b(?:article|headlines?|draft|summary|version|story|rewrite|post|piece|report|text)\b)"
    r"(?=[^\n]{0,160}(?:\bwords?\b|-word\b|\btone\b|\bstyle\b|\bversion\b|\brewrit|\bbased on (?:your|the)\b"
    r"|\brequested\b|\byour\b"
    r"|\byou (?:asked|wanted|provided|gave)\b|\bSEO\b|\bin the form of\b))[^\n]{10,200}:\W{0,3}$",
    re.I,
)


class _Places:
    """Where words of a class stand, asked for every phrase of a sentence that may be as long as the text."""

    def __init__(self, text: Text, words: frozenset[str]) -> None:
        self._at: Ints = np.array(text.where(words), dtype=np.int64)

    def beside(self, match: Match, first: int, last: int) -> bool:
        """Whether one stands among the tokens ``first:last``, outside the phrase."""
        begin, a, b, end = self._at.searchsorted([first, match.first, match.last, last]).tolist()
        return bool(a > begin or end > b)


_MESSAGE = "AI leftovers: a generating tool talks of its own task."


def find(page: Page) -> list[Hit]:
    """Sentences, or parentheses in them, with phrases that only a program says of its own work; its marks and
    labels."""
    groups: dict[Span, list[Place]] = {}
    on_programs = None
    text = page.text
    reporting, speaking = _Places(text, _REPORTING), _Places(text, _FIRST_PERSON)
    for match in page.phrases(RESIDUE):
        quoted = bool(page.quoted[match.first : match.last].all())
        weight = match.weight * (RESIDUE_LIMITS.quoted if quoted else 1.0)  # a report that quotes a program
        sentence = int(text.token_sentence[match.first])
        around = text.sentence_token[sentence : sentence + 2].tolist()
        if match.weight >= RESIDUE_LIMITS.strong and reporting.beside(match, *around):
            if on_programs is None:
                on_programs = len(_SUBJECT.findall(text.raw)) >= RESIDUE_LIMITS.on_programs
            if on_programs or not speaking.beside(match, *around):
                weight *= RESIDUE_LIMITS.reported
        place = Place(*page.token_span(match.first, match.last), weight)
        groups.setdefault(_remark(page, match, place), []).append(place)
    hits = []
    for span, found in groups.items():
        innocent = 1.0
        for place in found:
            innocent *= 1 - place.confidence
        confidence = 1 - innocent
        if confidence < 0.3:
            continue
        hits.append(
            Hit(
                span.start,
                span.end,
                confidence,
                _MESSAGE,
                None if confidence >= 0.8 else "low" if confidence < 0.7 else "medium",
                places=tuple(place._replace(confidence=confidence) for place in found),
                flagged=confidence >= RESIDUE_LIMITS.flag_at,
            )
        )
    told = {hit.start for hit in hits if hit.flagged}
    return hits + [hit for hit in (*_marks(page), *_lines(page), *_talk(page, told)) if hit.start not in told]


def _talk(page: Page, told: set[int]) -> list[Hit]:
    """Sentences about the text as a task, near its ends, where such remarks stand, or as lines of their own."""
    text = page.text
    hits: list[Hit] = []
    if not may_hold_task_talk(text.lower):
        return hits
    last = len(page.lines) - 1
    bounds = text.sentence_token.tolist()
    for n in range(len(page.lines)):
        if not (
            n <= RESIDUE_LIMITS.near_ends
            or n >= last - RESIDUE_LIMITS.near_ends
            or page.line_words[n] <= RESIDUE_LIMITS.short_remark
        ):
            continue
        first, stop = int(page.line_token[n]), int(page.line_token[n + 1])
        for i in range(int(text.token_sentence[first]), int(text.token_sentence[stop - 1]) + 1):
            start, end = int(text.sentence_start[i]), int(text.sentence_end[i])
            a, b = bounds[i], bounds[i + 1]
            words = text.lower[a:b]
            chance = task_talk(text.raw[start:end], words)
            if not chance or start in told or not _REPORTING.isdisjoint(words):
                continue
            if page.quoted[a:b].mean() <= RESIDUE_LIMITS.most_quoted:
                hits.append(Hit(start, end, chance, _MESSAGE))
    return hits


def _marks(page: Page) -> list[Hit]:
    """Citation tokens and control marks, each with the words around it."""
    lowered = page.text.raw.lower()
    cued = any(cue in lowered for cue in _MARK_CUES) or any(
        bracket in lowered and any(cue in lowered for cue in cues) for bracket, cues in _BRACKET_CUES.items()
    )
    if not cued and not ("turn" in lowered and _TURN.search(lowered)):
        return []
    raw = page.text.raw
    return [Hit(m.start(), m.end(), 0.95, "A mark that only a generating tool writes.") for m in _MARKS.finditer(raw)]


def _lines(page: Page) -> list[Hit]:
    """Labels of a chat, word counts and end marks, as lines of their own."""
    text = page.text
    hits: list[Hit] = []
    labelled: list[tuple[int, str]] = []
    last = len(page.lines) - 1
    for n, line in enumerate(page.lines):
        if len(line) <= RESIDUE_LIMITS.longest_end and (n >= last - 3 or n <= 4 or "ount" in line):
            if _END.match(line) and page.line_words[n] <= 8:
                hits.append(Hit(int(text.line_start[n]), int(text.line_end[n]), 0.85, _MESSAGE))
                continue
            if _COUNT.match(line) and n > 0:
                hits.append(
                    Hit(
                        int(text.line_start[n]),
                        int(text.line_end[n]),
                        0.8,
                        "The length of a text, as a task asks for it.",
                    )
                )
                continue
        if len(line) <= RESIDUE_LIMITS.longest_end and _OFFERS.match(line):
            hits.append(Hit(int(text.line_start[n]), int(text.line_end[n]), 0.85, _MESSAGE))
            continue
        if line[-1] == ":" and _HANDS_OVER.match(line):
            hits.append(Hit(int(text.line_start[n]), int(text.line_end[n]), 0.9, _MESSAGE))
            continue
        if ":" in line[:40]:
            label = _LABEL.match(line)
            if label and _ASKS.match(line[label.end() :].lstrip()):
                labelled.append((n, "User asks"))
            elif label:
                labelled.append((n, label["who"]))
    told = {who for _, who in labelled}
    if len(labelled) <= RESIDUE_LIMITS.most_labels and (
        any(who.startswith(_SURE_LABELS) for who in told) or len(told) > 1
    ):
        for n, _ in labelled:
            end = min(int(text.line_end[n]), int(text.line_start[n]) + 160)
            hits.append(Hit(int(text.line_start[n]), end, 0.8, "The label of a chat with a generating tool."))
    return hits


def _remark(page: Page, match: Match, place: Place) -> Span:
    """The remark around a phrase: the parenthesis that holds it, or its sentence."""
    sentence = Span(page.sentence_of(match.first).start, page.sentence_of(match.last - 1).end)
    raw = page.text.raw
    far = RESIDUE_LIMITS.parenthesis
    opened = raw.rfind("(", max(sentence.start, place.start - far), place.start + 1)
    if opened >= 0 and raw.find(")", opened, place.start) < 0:
        closed = raw.find(")", place.end, min(sentence.end, place.end + far))
        if closed >= 0:
            return Span(opened, closed + 1)
    return sentence


EXAMPLES = (
    Example(
        KIND.id,
        "The dam was finished last spring (as mentioned in the source text). Farmers downstream have complained.",
        True,
        "as mentioned in the source",
    ),
    Example(
        KIND.id,
        "Certainly! Here is a rewritten version of the article.\n\nThe port reopened on Friday, officials said.",
        True,
        "rewritten version",
    ),
    Example(
        KIND.id,
        "As an AI language model, I cannot browse the internet, but the election was held in May.",
        True,
        "AI language model",
    ),
    Example(
        KIND.id,
        "The essay gave itself away with the words “As an AI language model, I cannot browse the internet”, the "
        "teacher said. The school has changed its rules.",
        False,
    ),
    Example(
        KIND.id,
        "The census of 4 March (presumably of the same year as the source) counted nine hundred people.",
        True,
        "presumably of the same year",
    ),
    Example(
        KIND.id,
        "A coin (presumably of Roman make) and a shard (presumably from the north) lay in the pit.",
        False,
    ),
    Example(
        KIND.id,
        "According to the data provided by the ministry, exports fell by a tenth. The source of the leak has not "
        "been found.",
        False,
    ),
    Example(
        KIND.id,
        "The company trains a large language model on court records. Its knowledge of tax law is thin, a judge said.",
        False,
    ),
)
