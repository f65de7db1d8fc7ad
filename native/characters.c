/* Characters: what Python says of them, and curly quotation marks made straight. */
#include "native.h"

int
push(Numbers *numbers, int64_t value)
{
    if (numbers->n == numbers->room) {
        Py_ssize_t room = numbers->room ? 2 * numbers->room : 256;
        int64_t *at = PyMem_Realloc(numbers->at, (size_t)room * sizeof(int64_t));
        if (at == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        numbers->at = at;
        numbers->room = room;
    }
    numbers->at[numbers->n++] = value;
    return 0;
}

static int
asked(PyObject *character, const char *method)
{
    PyObject *answer = PyObject_CallMethod(character, method, NULL);
    if (answer == NULL)
        return -1;
    int yes = PyObject_IsTrue(answer);
    Py_DECREF(answer);
    return yes;
}

static int
learn(uint8_t *traits, Code code)
{
    static const struct {
        const char *method;
        int trait;
    } QUESTIONS[] = {{"isspace", SPACE}, {"isalnum", ALNUM},     {"isupper", UPPER},
                     {"islower", LOWER}, {"isdecimal", DECIMAL}, {"isdigit", DIGIT}};
    PyObject *character = PyUnicode_FromOrdinal((int)code), *lower = NULL;
    int found = KNOWN, done = -1;
    if (character == NULL)
        return -1;
    for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++) {
        int yes = asked(character, QUESTIONS[i].method);
        if (yes < 0)
            goto end;
        found |= yes ? QUESTIONS[i].trait : 0;
    }
    lower = PyObject_CallMethod(character, "lower", NULL);
    if (lower == NULL)
        goto end;
    found |= PyUnicode_Compare(lower, character) ? CHANGES : 0;
    traits[code] = (uint8_t)found;
    done = 0;
end:
    Py_XDECREF(lower);
    Py_DECREF(character);
    return done;
}

/* The characters of raw with curly quotation marks made straight; NULL after an error. *changed: whether any was. */
Code *
straight_codes(PyObject *raw, uint8_t *traits, Py_ssize_t n, int *changed)
{
    Code *codes = PyMem_Malloc(((size_t)n + 1) * sizeof(Code));
    if (codes == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (PyUnicode_AsUCS4(raw, codes, n + 1, 1) == NULL)
        goto error;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (codes[i] >= 0x2018 && codes[i] <= 0x201F) {
            codes[i] = codes[i] < 0x201C ? '\'' : '"';
            *changed = 1;
        }
        if (!traits[codes[i]] && learn(traits, codes[i]) < 0)
            goto error;
    }
    return codes;
error:
    PyMem_Free(codes);
    return NULL;
}
