/* Quotations as _quotations of scorer/text/reader.py finds them. */
#include "native.h"

static int
touches_next(const Reading *r, Py_ssize_t token)
{
    return token + 1 < r->token_start.n && r->token_start.at[token + 1] == r->token_end.at[token];
}

static int
begins_word(const Reading *r, Py_ssize_t mark)
{
    return touches_next(r, mark) && !(mark > 0 && touches_next(r, mark - 1));
}

static int
opens(const Reading *r, Py_ssize_t i)
{
    switch (r->mark[i]) {
    case '"':
        return !(i > 0 && touches_next(r, i - 1) && IS(r, r->token_end.at[i - 1] - 1, DIGIT)) || touches_next(r, i);
    case '\'':
    case TWO_SINGLE:
    case '?':
        return begins_word(r, i);
    default:
        return 0;
    }
}

static int
close_quotation(Reading *r, Py_ssize_t first, Py_ssize_t end)
{
    memset(r->quoted + first, 1, (size_t)(end - first));
    return push(&r->quote, first) < 0 || push(&r->quote, end) < 0 ? -1 : 0;
}

/* Settles what is left open at the end of a line; goes_on: the next one begins with a mark. */
static int
end_line(Reading *r, Py_ssize_t opened, Py_ssize_t line, int goes_on, const Numbers *nested)
{
    if (opened < 0)
        return 0;
    if (r->mark[opened] == OPENING || (goes_on && r->mark[opened] == '"'))
        return close_quotation(r, opened, r->line_token.at[line]);
    for (Py_ssize_t k = 0; k < nested->n; k += 2)
        if (close_quotation(r, nested->at[k], nested->at[k + 1]) < 0)
            return -1;
    return 0;
}

int
read_quotations(Reading *r)
{
    Numbers nested = {0};                             /* the closed quotations inside the open one */
    Py_ssize_t opened = -1, inner = -1, line = -1, at = 0; /* at: the line of the token */
    int closer = 0, failed = 0;
    for (Py_ssize_t i = 0; i < r->token_start.n && !failed; i++) {
        int mark = r->mark[i];
        if (mark == NO_MARK)
            continue;
        while (r->line_token.at[at] <= i)
            at++;
        if (at != line) {
            int first_of_line = i == (at ? r->line_token.at[at - 1] : 0);
            failed |= end_line(r, opened, line, first_of_line && at == line + 1 && begins_word(r, i), &nested) < 0;
            opened = -1;
            line = at;
        }
        if (opened < 0) {
            inner = -1;
            nested.n = 0;
            if (mark == OPENING || mark == TWO_BACK || opens(r, i)) {
                opened = i;
                closer = mark == OPENING ? CLOSING : mark == TWO_BACK ? TWO_SINGLE : mark;
            }
        } else if (r->mark[opened] == '?' && (mark == '"' || (mark == '?' && begins_word(r, i)))) {
            opened = i;
            closer = mark;
        } else if (mark == closer && mark == '"' && inner < 0 && begins_word(r, i)) {
            inner = i;
        } else if (mark == closer && mark == '"' && inner >= 0) {
            failed |= push(&nested, inner) < 0 || push(&nested, i + 1) < 0;
            inner = -1;
        } else if (mark == closer && !(mark == '?' && touches_next(r, i) && r->is_word[i + 1])) {
            failed |= close_quotation(r, opened, i + 1) < 0;
            opened = -1;
        } else if (mark == '"' && r->mark[opened] == '\'') {
            opened = i;
            closer = mark;
        }
    }
    failed |= end_line(r, opened, line, 0, &nested) < 0;
    PyMem_Free(nested.at);
    return failed ? -1 : 0;
}
