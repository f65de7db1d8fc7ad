/* The reader of scorer/text/reader.py: the same lines, sentences, tokens and quotations. */
#include "native.h"

static void
release(Reading *r)
{
    Numbers *all[] = {&r->line_start,    &r->line_end,       &r->line_token,  &r->sentence_start, &r->sentence_end,
                      &r->sentence_line, &r->sentence_token, &r->token_start, &r->token_end,      &r->quote};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        PyMem_Free(all[i]->at);
    PyMem_Free(r->code);
    PyMem_Free(r->mark);
}

static int
is_line_break(Code code)
{
    return (code >= '\n' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static int
read_lines(Reading *r, const Rules *rules)
{
    for (Py_ssize_t i = 0; i < r->n; i++) {
        Py_ssize_t start = i;
        while (i < r->n && !is_line_break(r->code[i]))
            i++;
        Py_ssize_t end = i;
        while (start < end && IS(r, start, SPACE))
            start++;
        while (start < end && IS(r, end - 1, SPACE))
            end--;
        if (start == end)
            continue;
        if (push(&r->line_start, start) < 0 || push(&r->line_end, end) < 0 || read_tokens(r, start, end) < 0 ||
            read_sentences(r, rules, start, end) < 0)
            return -1;
    }
    return 0;
}

/* What tokens begin with, and which kind of quotation mark they are. */
static int
look_at_tokens(Reading *r)
{
    Py_ssize_t n = r->token_start.n;
    r->mark = PyMem_Calloc((size_t)n + 1, 4);
    if (r->mark == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    r->is_word = r->mark + n;
    r->is_capital = r->is_word + n;
    r->quoted = r->is_capital + n;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_ssize_t start = r->token_start.at[i];
        Code first = r->code[start];
        int two = r->token_end.at[i] - start == 2;
        r->is_word[i] = IS(r, start, ALNUM) != 0;
        r->is_capital[i] = IS(r, start, UPPER) != 0;
        if (first == '"' || first == '?' || first == OPENING || first == CLOSING)
            r->mark[i] = (uint8_t)first;
        else if (first == '\'')
            r->mark[i] = two ? TWO_SINGLE : '\'';
        else if (first == '`' && two)
            r->mark[i] = TWO_BACK;
    }
    return 0;
}

/* Fills the lists of tokens, as written and in lower case. */
static int
read_words(const Reading *r, PyObject *raw, PyObject *tokens, PyObject *lower)
{
    PyObject *one_mark = PyUnicode_FromString("\"");
    if (one_mark == NULL)
        return -1;
    int failed = 0;
    for (Py_ssize_t i = 0; i < r->token_start.n && !failed; i++) {
        Py_ssize_t start = r->token_start.at[i], end = r->token_end.at[i], at = start;
        PyObject *token = PyUnicode_Substring(raw, start, end), *low = NULL;
        while (at < end && !IS(r, at, CHANGES))
            at++;
        if (token != NULL)
            low = at < end ? PyObject_CallMethod(token, "lower", NULL) : Py_NewRef(r->mark[i] == '"' ? one_mark : token);
        failed = low == NULL;
        PyList_SetItem(tokens, i, token);
        PyList_SetItem(lower, i, low);
    }
    Py_DECREF(one_mark);
    return failed ? -1 : 0;
}

static PyObject *
from_codes(const Code *codes, Py_ssize_t n)
{
    const union {
        uint16_t number;
        uint8_t first;
    } order = {1};
    int byteorder = order.first ? -1 : 1;
    return PyUnicode_DecodeUTF32((const char *)codes, n * (Py_ssize_t)sizeof(Code), "surrogatepass", &byteorder);
}

/* Fills sentence_token, and what each token begins with and the sentence that holds it. */
static int
place_tokens(Reading *r, Code *first, int64_t *sentence)
{
    Py_ssize_t n = r->token_start.n, sentences = r->sentence_start.n;
    for (Py_ssize_t i = 0, s = -1; i < n; i++) {
        first[i] = r->code[r->token_start.at[i]];
        if (s + 1 < sentences && r->token_start.at[i] >= r->sentence_start.at[s + 1]) {
            s++;
            if (push(&r->sentence_token, i) < 0)
                return -1;
        }
        sentence[i] = s;
    }
    return push(&r->sentence_token, n);
}

static PyObject *
bytes_of(const Numbers *numbers)
{
    return PyBytes_FromStringAndSize((const char *)numbers->at, numbers->n * (Py_ssize_t)sizeof(int64_t));
}

/* (raw, ends, abbreviations) -> tokens, lower, and three tuples of arrays as bytes: numbers, then token_first,
 * then what is true or not of each token; see scorer/text/reader.py. */
PyObject *
read_text(PyObject *module, PyObject *args)
{
    uint8_t *traits = ((State *)PyModule_GetState(module))->traits;
    Reading r = {.traits = traits};
    Rules rules = {0};
    PyObject *given, *raw = NULL, *tokens = NULL, *lower = NULL, *sentence = NULL, *first = NULL, *result = NULL;
    int changed = 0;
    if (!PyArg_ParseTuple(args, "UOO!", &given, &rules.ends, &PyFrozenSet_Type, &rules.abbreviations))
        return NULL;
    r.n = PyUnicode_GetLength(given);
    if ((r.code = straight_codes(given, traits, r.n, &changed)) == NULL)
        return NULL;
    rules.raw = raw = changed ? from_codes(r.code, r.n) : Py_NewRef(given);
    if (raw == NULL || read_lines(&r, &rules) < 0 || look_at_tokens(&r) < 0 || read_quotations(&r) < 0)
        goto end;
    Py_ssize_t n = r.token_start.n;
    tokens = PyList_New(n);
    lower = PyList_New(n);
    sentence = PyBytes_FromStringAndSize(NULL, n * (Py_ssize_t)sizeof(int64_t));
    first = PyBytes_FromStringAndSize(NULL, n * (Py_ssize_t)sizeof(Code));
    if (!tokens || !lower || !sentence || !first ||
        place_tokens(&r, (Code *)PyBytes_AsString(first), (int64_t *)PyBytes_AsString(sentence)) < 0 ||
        read_words(&r, raw, tokens, lower) < 0)
        goto end;
    result = Py_BuildValue(
        "OO(NNNNNNONNN)O(y#y#y#)", tokens, lower, bytes_of(&r.line_start), bytes_of(&r.line_end),
        bytes_of(&r.sentence_start), bytes_of(&r.sentence_end), bytes_of(&r.sentence_line), bytes_of(&r.sentence_token),
        sentence, bytes_of(&r.token_start), bytes_of(&r.token_end), bytes_of(&r.quote), first, r.is_word, n,
        r.is_capital, n, r.quoted, n);
end:
    release(&r);
    Py_XDECREF(raw);
    Py_XDECREF(tokens);
    Py_XDECREF(lower);
    Py_XDECREF(sentence);
    Py_XDECREF(first);
    return result;
}
