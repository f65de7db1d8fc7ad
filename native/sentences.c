/* Sentences as scorer/text/sentences.py finds them. Whether a stop after an abbreviation ends one is left to the Python
 * code, so that its lists of words are there alone. */
#include "native.h"

static int
is_end_mark(Code code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x2026;
}

static int
is_closer(Code code)
{
    return code == '"' || code == '\'' || code == CLOSING || code == ')' || code == ']';
}

/* 1 where the stop at mark stands after an ordinary word, 0 where its word has to be looked at, -1 after an error. */
static int
after_plain_word(const Reading *r, const Rules *rules, Py_ssize_t begin, Py_ssize_t mark)
{
    Py_ssize_t i = mark;
    int letters = 1;
    for (; i > begin && !IS(r, i - 1, SPACE); i--) {
        Code code = r->code[i - 1];
        if (code >= 0x80 || code == '.' || code == '(' || code == '[' || code == '"' || code == '\'')
            return 0;
        letters = letters && is_letter(code);
    }
    if (mark - i == 1)
        return 0;
    if (!letters || mark == i)
        return 1;
    PyObject *word = PyUnicode_Substring(rules->raw, i, mark), *lower = NULL;
    int found = -1;
    if (word != NULL && (lower = PyObject_CallMethod(word, "lower", NULL)) != NULL)
        found = PySet_Contains(rules->abbreviations, lower);
    Py_XDECREF(word);
    Py_XDECREF(lower);
    return found < 0 ? -1 : !found;
}

static int
ends_sentence(const Reading *r, const Rules *rules, Py_ssize_t begin, Py_ssize_t mark, Py_ssize_t stop, Py_ssize_t next)
{
    if (IS(r, next, LOWER) || (r->code[mark] == '?' && mark && r->code[mark - 1] == ','))
        return 0;
    if (r->code[mark] != '.' || stop - mark > 1)
        return 1;
    int plain = after_plain_word(r, rules, begin, mark);
    if (plain)
        return plain;
    PyObject *answer = PyObject_CallFunction(rules->ends, "Onnnn", rules->raw, begin, mark, stop, next);
    if (answer == NULL)
        return -1;
    int yes = PyObject_IsTrue(answer);
    Py_DECREF(answer);
    return yes;
}

static int
push_sentence(Reading *r, Py_ssize_t start, Py_ssize_t end)
{
    int64_t line = r->line_start.n - 1;
    return push(&r->sentence_start, start) < 0 || push(&r->sentence_end, end) < 0 || push(&r->sentence_line, line) < 0
               ? -1
               : 0;
}

/* The sentences of the line [start, end), which neither begins nor ends with white space. */
int
read_sentences(Reading *r, const Rules *rules, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t begin = start;
    for (Py_ssize_t i = start; i < end; i++) {
        if (!is_end_mark(r->code[i]))
            continue;
        Py_ssize_t mark = i, stop = i;
        while (stop < end && is_end_mark(r->code[stop]))
            stop++;
        i = stop - 1;
        while (stop < end && is_closer(r->code[stop]))
            stop++;
        if (stop >= end || !IS(r, stop, SPACE))
            continue;
        Py_ssize_t next = run_of(r, stop, SPACE);
        i = next - 1;
        int ends = ends_sentence(r, rules, begin, mark, stop, next);
        if (ends < 0 || (ends && push_sentence(r, begin, stop) < 0))
            return -1;
        if (ends)
            begin = next;
    }
    return begin < end ? push_sentence(r, begin, end) : 0;
}
