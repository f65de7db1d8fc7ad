"""Limits of the room ``junk``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class JunkLimits(Limits):
    """Limits of the signal "junk" as a whole."""

    junk_share: float = limit(
        0.5, "share of a sentence's characters from which it is junk and left out of the body", BY_HAND
    )
    masking_at: float = limit(0.5, "confidence from which the characters of a place count as junk", BY_HAND)
    line_missing: float = limit(
        0.07, "share of the article missing beyond which a cut is a stub and its link a part of it", BY_HAND
    )
    sure_cut: float = limit(0.8, "confidence from which a cut is sure", BY_HAND)
    evidence_at: float = limit(0.03, "confidence; evidence below it is left out of a report", BY_HAND)
    presence: float = limit(0.7, "weight of one sure hit of a made-up kind, however short it is", BY_HAND)


JUNK_LIMITS = JunkLimits()


class AppendedLimits(Limits):
    """Limits of other articles run into this one."""

    sure: float = limit(0.9, "confidence that a line below such a break belongs to another article", BY_HAND)
    thread: float = limit(0.96, "the same for a readers' comment below the heading of a thread", BY_HAND)
    prose_words: int = limit(14, "words of a line of prose", BY_HAND)
    opening_lines: int = limit(3, "lines that open an article", BY_HAND)
    most_shared: float = limit(
        0.3, "share of the shorter story's words that two stories have in common at most", BY_HAND
    )
    least_words: int = limit(12, "words of a story that can be compared", BY_HAND)
    longest_count: int = limit(
        190, "characters of a heading that counts the comments on the article and names it", BY_HAND
    )
    article_words: int = limit(80, "words of the article above the next one", BY_HAND)
    own_below: float = limit(0.5, "probability of furniture below which a line above counts as the article's", BY_HAND)
    most_looks: int = limit(8, "places at which another story may begin that are compared with the article", BY_HAND)
    story_lines: int = limit(8, "lines below the next headline that are looked at", BY_HAND)
    story_prose: float = limit(0.5, "share of them that are paragraphs; of fewer it is a list of stories", BY_HAND)


APPENDED_LIMITS = AppendedLimits()


class ProfileLimits(Limits):
    """Limits of generated author profiles."""

    running: int = limit(3, "fields in a line of running text", BY_HAND)
    most_gap: int = limit(90, "tokens between the starts of two fields: a biography may stand between", BY_HAND)
    counted_together: int = limit(3, "kinds of counts (followers, posts) that make a profile together", BY_HAND)
    count_words: int = limit(24, "words of a line that holds such counts", BY_HAND)
    bars: int = limit(3, "bars in a line whose fields are set off by nothing else", BY_HAND)


PROFILE_LIMITS = ProfileLimits()


class EndingLimits(Limits):
    """Limits of how sentences, paragraphs and headlines end."""

    hardly: float = limit(
        -3.6, "log-odds, against the average word, below which a word hardly ends a sentence", BY_HAND
    )
    seldom: float = limit(
        -1.2,
        "log-odds below which it seldom does; asked at the end of the text alone, since captions often end so",
        BY_HAND,
    )
    whole: float = limit(
        0.75, "share of the paragraphs that end as sentences do, from which one that does not was cut", BY_HAND
    )
    small: float = limit(0.2, "share of function words in a statement", BY_HAND)
    capitals: float = limit(0.35, "share of words with capitals above which a line is a headline", BY_HAND)
    long: int = limit(16, "words of a line that is hardly a heading", BY_HAND)
    paragraph: int = limit(14, "words of a line that is no heading or caption", BY_HAND)


ENDING_LIMITS = EndingLimits()


class GarbledLimits(Limits):
    """Limits of encoding damage."""

    near: int = limit(40, "characters between two damaged ones that are shown in one piece", BY_HAND)
    most_pieces: int = limit(6, "pieces shown", BY_HAND)
    spoiled: int = limit(6, "characters that a damaged place weighs at least: it spoils its word", BY_HAND)


GARBLED_LIMITS = GarbledLimits()


class OtherHeadlineLimits(Limits):
    """Limits of headlines of other stories inside the text."""

    most_words: int = limit(24, "words of a headline", BY_HAND)
    least_words: int = limit(4, "words of a headline", BY_HAND)
    asking: int = limit(9, "words; shorter lines that begin with what, how, why are headings", BY_HAND)
    prose_words: int = limit(12, "words of a line of prose", BY_HAND)


OTHER_HEADLINE_LIMITS = OtherHeadlineLimits()


class LineLimits(Limits):
    """Shape of the features of the model of lines."""

    near: tuple[int, ...] = limit((1, 2, 4, 8, 20), "lines to either side whose guesses are averaged", BY_HAND)
    wide: tuple[int, ...] = limit((3, 10), "the same, over all features", BY_HAND)
    side: int = limit(6, "lines above and below that are averaged apart", BY_HAND)
    outside: float = limit(3.0, "log-odds taken before the first line and after the last", BY_HAND)
    limit: float = limit(9.0, "log-odds to which guesses are held", BY_HAND)


LINE_LIMITS = LineLimits()


class ResidueLimits(Limits):
    """Limits of AI leftovers."""

    flag_at: float = limit(
        0.6, "weight of the phrases of a sentence, counted together, from which it is flagged", BY_HAND
    )
    quoted: float = limit(0.15, "factor of a phrase in quotation marks", BY_HAND)
    reported: float = limit(0.3, "factor of a phrase in a sentence that reports what a program said", BY_HAND)
    parenthesis: int = limit(1000, "characters to either side of a phrase within which its parenthesis ends", BY_HAND)
    strong: float = limit(0.4, "weight from which a phrase is looked at for that", BY_HAND)
    on_programs: int = limit(3, "mentions of such programs from which an article is about them", BY_HAND)
    longest_end: int = limit(60, "characters of a closing line", BY_HAND)
    most_labels: int = limit(4, 'labels ("User:") beyond which a text is a printed conversation', BY_HAND)
    near_ends: int = limit(5, "lines from either end in which remarks on the task are looked for", BY_HAND)
    short_remark: int = limit(30, "words of a line in which they are looked for elsewhere", BY_HAND)
    most_quoted: float = limit(0.3, "share of a remark that is quoted at most", BY_HAND)
    longest_remark: int = limit(260, "characters of a remark", BY_HAND)
    sure_remark: float = limit(0.88, "confidence that an aside of a tool is one", BY_HAND)
    likely_remark: float = limit(0.85, "the same of a sentence that hands a text over as it was ordered", BY_HAND)


RESIDUE_LIMITS = ResidueLimits()


class OwnLineLimits(Limits):
    """Limits of short lines that are the article's own."""

    entry_words: int = limit(10, "words per entry of a live blog; shorter ones are menus", BY_HAND)
    turn_words: int = limit(5, "words per turn of a conversation", BY_HAND)
    item_gap: int = limit(4, "lines between two items of one list", BY_HAND)
    ended: float = limit(
        0.3, "share of a list's lines that end as sentences do; in fewer it may list other stories", BY_HAND
    )
    post_words: int = limit(5, "words of a quoted post above its signature", BY_HAND)
    values: int = limit(4, "labelled values that make a table or a box", BY_HAND)
    leading: int = limit(10, "words of a paragraph that leads to a list whose items need no full stops", BY_HAND)
    amounts: int = limit(3, "lines with an amount that make a recipe or a table", BY_HAND)
    name_lines: int = limit(8, "first lines of which the one above the text may be the author's bare name", BY_HAND)
    results: int = limit(3, "lines with a name and two figures or more that make a table of results", BY_HAND)
    scheduled: int = limit(3, "rising times of day that make a programme", BY_HAND)
    schedule_gap: int = limit(3, "lines between two of them", BY_HAND)
    note_heading: int = limit(5, "words of a heading above a note of correction", BY_HAND)


OWN_LINE_LIMITS = OwnLineLimits()


class FurnitureLimits(Limits):
    """Limits of page furniture."""

    flag_at: float = limit(0.5, "probability from which a line with a phrase that says so is flagged", BY_HAND)
    flag_unsaid_at: float = limit(
        0.65, "probability from which a line without one is; below it is left out of the body unflagged", BY_HAND
    )
    evidence_at: float = limit(0.02, "probability; less is no evidence", BY_HAND)
    sure_at: float = limit(0.8, "probability from which furniture is sure", BY_HAND)
    sure_without_phrase: float = limit(0.95, "the same without a phrase that says so", BY_HAND)
    telling: float = limit(
        0.65, "weight of a phrase that settles it at the start of a short line, whatever stands around it", BY_HAND
    )
    certain: float = limit(0.88, "weight of a phrase that settles it in a longer sentence", BY_HAND)
    short: int = limit(25, "words of a short line or sentence", BY_HAND)
    headline_at: float = limit(0.6, "probability from which a line is another story's headline", BY_HAND)
    sure_headline_at: float = limit(0.85, "the same where headings are many or the line is short", BY_HAND)
    many_headings: int = limit(4, "headings that are many", BY_HAND)
    few_lines: int = limit(6, "lines of a text with hardly a page around it", BY_HAND)
    page_lines: int = limit(60, "lines beyond which a text may be a whole page, which begins with menus", BY_HAND)
    few_around: int = limit(
        4, "lines of furniture outside conversations, live blogs and lists that may yet be no whole page", BY_HAND
    )
    most_around: float = limit(0.25, "their share of the lines there", BY_HAND)
    called: float = limit(0.85, "probability given to a line that calls on the reader", BY_HAND)
    longest_heading: int = limit(7, "words of a heading", BY_HAND)
    headed: int = limit(14, "words of the paragraphs around a heading", BY_HAND)
    credit: int = limit(14, "words of a line below a quotation that says whose it is", BY_HAND)
    announcing: int = limit(5, "words of a sentence that ends in a colon and announces a list", BY_HAND)
    longest_list: int = limit(120, "lines of such a list", BY_HAND)
    trifle: int = limit(
        14, "words; one line, or two of fewer words, is a trifle that many a good article carries", BY_HAND
    )
    long_line: int = limit(30, "words of a line that is no trifle", BY_HAND)
    most_listed: int = limit(14, "lines of a list of other stories", BY_HAND)
    boxed: float = limit(0.75, "probability given to a box of other stories without a heading that says so", BY_HAND)
    foreign: float = limit(0.34, "share of its words that such a box has in common with the article at most", BY_HAND)
    told_words: int = limit(7, "words of a sentence of the article that begins with a phrase of furniture", BY_HAND)
    told_characters: int = limit(400, "characters of such a sentence at most", BY_HAND)


FURNITURE_LIMITS = FurnitureLimits()


class PlaceholderLimits(Limits):
    """Limits of placeholder text."""

    latin_words: int = limit(4, "words of such Latin in a sentence", BY_HAND)
    sure: float = limit(0.96, "weight; a weaker phrase is placeholder text only where it stands alone", BY_HAND)
    latin_share: float = limit(0.55, "share of the sentence's words that are such Latin", BY_HAND)


PLACEHOLDER_LIMITS = PlaceholderLimits()


class RepeatedLimits(Limits):
    """Limits of repeated text."""

    least_words: int = limit(5, "words; a shorter line may well come twice", BY_HAND)
    least_characters: int = limit(24, "characters of such a line", BY_HAND)
    many: int = limit(4, "times that a shorter line must come", BY_HAND)
    long: int = limit(30, "words of a repeat that is never a slip", BY_HAND)
    far: int = limit(4, "sentences between two short ones that may well be said of two things", BY_HAND)
    short: int = limit(10, "words of such a sentence", BY_HAND)
    field: int = limit(9, "words of a field of a table", BY_HAND)
    header: int = limit(2, "first lines that may say nearly what the article says", BY_HAND)
    near_words: int = limit(9, "words of a near-repeat", BY_HAND)
    near_content: float = limit(0.8, "share of content words that near-repeats have in common", BY_HAND)
    near_runs: float = limit(0.3, "share of runs of three words that they have in common", BY_HAND)
    near_least_runs: int = limit(4, "runs of three words that they have in common", BY_HAND)
    pasted_groups: int = limit(3, "texts that come again in a text pasted twice", BY_HAND)
    pasted_share: float = limit(0.2, "their share of the whole", BY_HAND)


REPEATED_LIMITS = RepeatedLimits()


class FillerLimits(Limits):
    """Limits of search-engine filler."""

    flag_at: float = limit(0.6, "weight from which a sentence is flagged", BY_HAND)
    stuffed_times: int = limit(
        4, "times that two words come in a stuffed sentence; speeches, lists and captions stay below", BY_HAND
    )
    stuffed_words: int = limit(9, "words of such a sentence", BY_HAND)
    stuffed_share: float = limit(0.33, "share of its words that the two are", BY_HAND)
    document_times: int = limit(7, "times that a phrase comes in a stuffed text", BY_HAND)
    document_share: float = limit(0.11, "its share of the text's words", BY_HAND)
    reported: int = limit(3, "sentences that say who said so from which a text reports", BY_HAND)
    reported_share: float = limit(2.0, "times that share, for a text that reports", BY_HAND)
    paragraph_times: int = limit(4, "times that a phrase comes in a stuffed paragraph", BY_HAND)
    paragraph_words: int = limit(20, "words of such a paragraph", BY_HAND)
    paragraph_share: float = limit(0.24, "its share of the paragraph's words", BY_HAND)
    lines_share: float = limit(0.35, "share of the words of a run of lines that a phrase of two words takes", BY_HAND)
    listed_items: int = limit(5, "items of a list of keywords, set off by commas", BY_HAND)
    item_words: int = limit(6, "words of such an item at most", BY_HAND)
    sought_terms: int = limit(2, "items with a word that people type beside a keyword", BY_HAND)
    listed_share: float = limit(0.8, "share of the items that hold the keyword", BY_HAND)
    named: float = limit(
        0.5, "share of a phrase's places with a capital inside a sentence from which it is a name", BY_HAND
    )


FILLER_LIMITS = FillerLimits()


class StubLimits(Limits):
    """Limits of stubs and of how much is missing from one."""

    tail_lines: int = limit(
        16, "lines below the last prose line that are looked at: links, share buttons, feed notes", BY_HAND
    )
    longest_link: int = limit(18, "words of a line that links to the rest", BY_HAND)
    usual_words: int = limit(600, "words of an article where nothing says how long it is", BY_HAND)
    long_enough: int = limit(400, "words of a text that may be whole above a sure link to a rest", BY_HAND)
    short: int = limit(140, "words of a text that may be whole above an unsure one", BY_HAND)
    characters_per_word: float = limit(6.0, "characters per word, for stubs that count characters", BY_HAND)
    least: float = limit(0.35, "share of the article that is missing at least", BY_HAND)
    most: float = limit(0.9, "share that is missing at most", BY_HAND)
    trifle: float = limit(0.1, "share missing below which nothing is said", BY_HAND)


STUB_LIMITS = StubLimits()


class CutLimits(Limits):
    """Limits of truncated text."""

    not_junk_itself: float = limit(
        0.4, "confidence of what is left of a cut sentence as evidence of junk: it is still the article's", BY_HAND
    )
    cut_end: float = limit(0.06, "share of the article taken to be missing where its end or beginning is cut", BY_HAND)
    cut_inside: float = limit(0.04, "the same for a paragraph inside it", BY_HAND)
    doubtful_cut: float = limit(0.02, "the same where the cut is doubtful", BY_HAND)
    fragment: int = limit(
        4, "words of a last line that is read too, where it breaks off after a word that ends no sentence", BY_HAND
    )
    short: int = limit(250, "words; a shorter text that ends in dots is an excerpt", BY_HAND)
    beginning: int = limit(9, "words of a first paragraph", BY_HAND)
    least_words: int = limit(9, "words; shorter prose may be a heading, a caption or a credit", BY_HAND)


CUT_LIMITS = CutLimits()


class WallLimits(Limits):
    """Limits of paywalls."""

    flag_at: float = limit(0.6, "weight from which a wall is flagged", BY_HAND)
    goes_on: int = limit(60, "words of prose below a wall from which it is a banner of the page", BY_HAND)
    prose: int = limit(14, "words of a line of prose", BY_HAND)
    longest: int = limit(45, "words; a longer sentence that merely holds a phrase describes a wall", BY_HAND)
    least_missing: float = limit(0.45, "share of the article that is missing at least", BY_HAND)
    most_missing: float = limit(0.85, "share that is missing at most", BY_HAND)
    usual_words: int = limit(600, "words of an article of usual length", BY_HAND)
    asked: float = limit(
        0.85, "confidence where a last line asks for payment or a login and promises the rest", BY_HAND
    )
    hinted: float = limit(0.65, "the same where it promises no more than access", BY_HAND)
    last_lines: int = limit(4, "last lines that are looked at for it", BY_HAND)
    call_words: int = limit(30, "words of such a sentence at most", BY_HAND)


WALL_LIMITS = WallLimits()
