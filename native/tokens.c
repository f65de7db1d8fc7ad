/* Tokens as _TOKEN of scorer/text/reader.py matches them: alternative by alternative, in their order. */
#include "native.h"

/* What joins the parts of a word; curly marks are straight by now. */
static int
is_joiner(Code code)
{
    return code == '\'' || code == '-' || code == 0x2011;
}

Py_ssize_t
run_of(const Reading *r, Py_ssize_t i, int trait)
{
    while (i < r->n && IS(r, i, trait))
        i++;
    return i;
}

static int
follows(const Reading *r, Py_ssize_t i, const char *ascii)
{
    for (; *ascii; i++, ascii++)
        if (i >= r->n || r->code[i] != (Code)*ascii)
            return 0;
    return 1;
}

static int
ends_word(const Reading *r, Py_ssize_t i)
{
    return i >= r->n || !IS(r, i, ALNUM);
}

/* Where the number that begins at i ends; i where none does. */
static Py_ssize_t
number_end(const Reading *r, Py_ssize_t i)
{
    static const char *ENDINGS[] = {"st", "nd", "rd", "th", "s", "%"};
    Py_ssize_t before = i, end = run_of(r, i, DECIMAL); /* before: where the last part but one ends */
    while (end + 1 < r->n && (r->code[end] == '.' || r->code[end] == ',' || r->code[end] == ':') &&
           IS(r, end + 1, DECIMAL)) {
        before = end;
        end = run_of(r, end + 1, DECIMAL);
    }
    for (size_t k = 0; k < sizeof ENDINGS / sizeof *ENDINGS; k++) {
        Py_ssize_t after = end + (Py_ssize_t)strlen(ENDINGS[k]);
        if (follows(r, end, ENDINGS[k]) && ends_word(r, after))
            return after;
    }
    return ends_word(r, end) ? end : before;
}

static Py_ssize_t
token_end(const Reading *r, Py_ssize_t i)
{
    const Code *code = r->code, first = code[i];
    Py_ssize_t n = r->n, end = i;
    if (is_letter(first)) {
        do
            end++;
        while (end < n && is_letter(code[end]));
        if (end - i > 1 && (end == n || (!is_joiner(code[end]) && code[end] != '_' && !IS(r, end, ALNUM))))
            return end;
        for (end = i; end + 1 < n && is_letter(code[end]) && code[end + 1] == '.';)
            end += 2;
        if (end - i >= 4)
            return end;
    }
    if (IS(r, i, DECIMAL) && (end = number_end(r, i)) > i)
        return end;
    if (IS(r, i, ALNUM)) {
        end = run_of(r, i, ALNUM);
        while (end + 1 < n && is_joiner(code[end]) && IS(r, end + 1, ALNUM))
            end = run_of(r, end + 1, ALNUM);
        return end;
    }
    if (follows(r, i, "''") || follows(r, i, "``"))
        return i + 2;
    if (follows(r, i, "\"\"")) {
        int open = i == 0 || IS(r, i - 1, SPACE) || code[i - 1] == '(' || code[i - 1] == '[';
        int beside = i > 0 && !IS(r, i - 1, SPACE) && code[i - 1] != '=';
        if (open || (beside && ends_word(r, i + 2) && !follows(r, i + 2, "_")))
            return i + 2;
    }
    return i + 1;
}

int
read_tokens(Reading *r, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t i = start; i < end;) {
        if (IS(r, i, SPACE)) {
            i++;
            continue;
        }
        if (push(&r->token_start, i) < 0)
            return -1;
        i = token_end(r, i);
        if (push(&r->token_end, i) < 0)
            return -1;
    }
    return push(&r->line_token, r->token_start.n);
}
