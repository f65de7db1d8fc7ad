"""Sentences in which a tool speaks of the text as of a task, whatever their wording: it hands something over, names the
text, and says how it was asked for. Used by :mod:`.machine_residue`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scorer.signals.junk.limits import RESIDUE_LIMITS
from scorer.text.late import late

#: It hands over, offers or reports what it did.
_HANDS = late(
    r"\b(?:here(?:['’]s|\sis|\sare)|below(?:\sis|\sare|,?\syou(?:['’]ll|\swill)\sfind)"
    r"|in\sthis\s(?:rewrite|version|draft|response)"
    r"|i(?:['’]ve|\shave|\swill|['’]ll|\scan|\stried|\saimed|\smade|\skept)|would\syou\s(?:like"
    r"|prefer)|do\syou\swant|shall\si"
    r"|let\sme\sknow|feel\sfree|tell\sme|sure(?:\sthing)?[,!]|certainly[,!]|of\scourse!"
    r"|absolutely[,!]|note\sto\s(?:the\s)?editor)",
    re.I,
)
#: The thing that was asked for.
_THING = late(
    r"\b(?:articles?|texts?|drafts?|versions?|pieces?|rewrite|summary|headlines?|titles?|story"
    r"|report|post|paragraphs?|leads?"
    r"|language|wording|content|prompt|response|answer|introduction|conclusion|tone)\b",
    re.I,
)
#: How it was asked for, which nobody tells a reader.
_ORDERED = late(
    r"\b(?:as\s(?:you\s)?(?:requested|instructed|asked|specified)|(?:that\s|which\s)?you\s(?:asked"
    r"|requested|wanted|provided"
    r"|gave|shared|supplied|specified|described|need)|your\s(?:request|needs|requirements"
    r"|instructions|prompt|notes|draft"
    r"|guidelines|preferences?|text|outline)"
    r"|(?:\d{2,5}|two|three|four|five)[\s-](?:hundred[\s-])?words?\b|word\s(?:count|limit)"
    r"|(?:under|within|about|around)\s\d{2,4}\swords"
    r"|(?:neutral|formal|informal|casual|professional|journalistic|conversational|engaging|objective|friendly)\s"
    r"(?:\w+\s)?(?:tone|style|voice)"
    r"|rewritten|rephrased|reworded|paraphrased|simplified|condensed|shorter|longer"
    r"|keeping\sthe\s(?:facts|key|main|original)"
    r"|(?:more|less)\s(?:formal|engaging|concise|detailed|neutral|casual)|seo|keywords?"
    r"|in\sthe\sstyle\sof|stronger\slead"
    r"|(?:alternative|revised|polished|updated)\s(?:version|draft|headline|article|text))\b",
    re.I,
)
_ASIDE = late(
    r"\bis\sthere\sanything\selse\s(?:i\scan|you(?:['’]d|\swould)?)"
    r"|\bthe\suser\s(?:wants|asked|asks|requested|requests|would\slike|has\sasked|is\sasking"
    r"|needs)\s(?:a|an|for|me|to|the|this)\b"
    r"|\bas\san\sai[\s-](?:powered|driven|based|generated|assisted)\s(?:\w+\s?){1,3},?\si\b"
    r"|\bi\s(?:do\snot|don['’]t)\shave\s(?:any\s)?(?:information|knowledge|data)\s"
    r"(?:on|about|of|regarding|beyond|after)\b[^.]{0,40}\b(?:events?|after|beyond|since|developments?|\d{4})"
    r"|\bthe\s(?:text|article|material|information|document|passage)\s(?:you\s)?(?:provided|supplied|given)\s"
    r"(?:contain|had|has|lack|did|does|is|was|mention|only|include)\w*"
    r"|^\W{0,4}(?:re)?generate\s(?:another|a\snew|new)\s(?:response|answer|version|article)"
    r"|\bthis\sis\sa\s(?:sample|fictional|mock|hypothetical|simulated)\s(?:news\s)?(?:article|story"
    r"|report|text|piece)\b"
    r"|\bshould\sbe\s(?:fact-checked|verified|proofread)\s(?:and\s\w+\s)?before\s(?:publication"
    r"|publishing|it\sis\spublished|use)\b"
    r"|\bnote\sto\s(?:the\s)?(?:editor|user)\b[^.]{0,80}\b(?:text|article|prompt|source|placeholder)",
    re.I,
)
#: What a tool says it cannot do or may get wrong, and places it leaves to fill in.
_NOTICE = late(
    r"\bi(?:['’]m|\sam)\s(?:not\sable|unable)\sto\s(?:provide|generate|fabricate|invent|create|produce|verify)\s[^.]{0,40}"
    r"\b(?:real|actual|specific|direct|quotes?|sources?|information|content|texts?|figures?)\b"
    r"|\b(?:chatgpt|claude|gemini|copilot|perplexity|(?:this|the)\s(?:ai|chatbot|assistant))\s(?:can|may)\s"
    r"(?:make\smistakes|display\sinaccurate|give\s(?:wrong|inaccurate))"
    r"|\bthis\s(?:article|text|story|response|summary|draft)\b[^.]{0,80}\b(?:in|from|on)\s(?:the|your)\s"
    r"(?:prompt|input|source\smaterial)\b"
    r"|^[\W_]{0,4}[(\[]\s?(?:insert|add|include)\s(?:a|an|the|your|more|some|here|relevant|quotes?)\b[^)\]\n]{2,80}[)\]]",
    re.I,
)
#: Words of which a sentence that hands something over has one of each row, and an aside one of the last.
_HANDING = frozenset(
    "here here's here’s below rewrite version draft response i i've i’ve would do shall let feel tell sure certainly "
    "absolutely course note".split()
)
_THINGS = frozenset(
    "article articles text texts draft drafts version versions piece pieces rewrite summary headline headlines title "
    "titles story report post paragraph paragraphs lead leads language wording content prompt response answer "
    "introduction conclusion tone".split()
)
_ASIDES = frozenset(
    "user generate regenerate provided supplied given ai ai-powered ai-driven ai-based ai-generated ai-assisted "
    "fact-checked verified proofread sample fictional mock hypothetical simulated else have editor".split()
)
_NOTICES = frozenset("mistakes inaccurate prompt insert unable able".split())


def may_hold_task_talk(words: Iterable[str]) -> bool:
    """Whether a text of these words, in lower case, holds those of which such a sentence has one at least."""
    known = frozenset(words)
    return not (known.isdisjoint(_ASIDES) and (known.isdisjoint(_THINGS) or known.isdisjoint(_HANDING)))


def task_talk(sentence: str, words: Sequence[str]) -> float:
    """The chance that a sentence is such talk: 0, or one that is enough for a flag; ``words`` are its tokens in lower
    case."""
    if len(sentence) > RESIDUE_LIMITS.longest_remark:
        return 0.0
    if not _NOTICES.isdisjoint(words) and _NOTICE.search(sentence):
        return RESIDUE_LIMITS.sure_remark
    if not _ASIDES.isdisjoint(words) and _ASIDE.search(sentence):
        return RESIDUE_LIMITS.sure_remark
    if _THINGS.isdisjoint(words) or _HANDING.isdisjoint(words):
        return 0.0
    if _ORDERED.search(sentence) and _HANDS.search(sentence) and _THING.search(sentence):
        return RESIDUE_LIMITS.likely_remark
    return 0.0
