/* The numbers of words: scorer/text/words.py's among the common words, and their places among those of a text. */
#include "native.h"

/* A hash table with open addressing that is built once and only read after. Number 0 marks a free slot. */
typedef struct {
    uint32_t hash, start, length;
    int32_t number;
} Slot;

typedef struct {
    size_t mask;
    int32_t n;
    Slot *slots;
    char *words; /* all of them, one after another */
} Index;

static const char NAME[] = "scorer._native.Index";

static void
free_index(PyObject *capsule)
{
    Index *index = PyCapsule_GetPointer(capsule, NAME);
    PyMem_Free(index->slots);
    PyMem_Free(index->words);
    PyMem_Free(index);
}

static uint32_t
hash_of(const char *word, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)word[i]) * 16777619u;
    return hash;
}

/* The slot that holds a word, or that it would fill. */
static Slot *
slot_of(const Index *index, uint32_t hash, const char *word, size_t length)
{
    for (size_t at = hash ^ (hash >> 15);; at++) {
        Slot *slot = index->slots + (at & index->mask);
        if (slot->number == 0)
            return slot;
        if (slot->hash == hash && slot->length == length && memcmp(index->words + slot->start, word, length) == 0)
            return slot;
    }
}

/* (lists,) -> an index and the number of its words. A list is of words in UTF-8, joined by line ends. */
PyObject *
index_words(PyObject *module, PyObject *args)
{
    PyObject *lists;
    if (!PyArg_ParseTuple(args, "O!", &PyTuple_Type, &lists))
        return NULL;
    size_t size = 0, most = 1, room = 1;
    for (Py_ssize_t i = 0; i < PyTuple_Size(lists); i++) {
        const char *list = PyBytes_AsString(PyTuple_GetItem(lists, i));
        if (list == NULL)
            return NULL;
        size_t length = (size_t)PyBytes_Size(PyTuple_GetItem(lists, i));
        size += length;
        most++;
        for (size_t at = 0; at < length; at++)
            most += list[at] == '\n';
    }
    while (room < 2 * most)
        room *= 2;
    Index *index = PyMem_Calloc(1, sizeof *index);
    PyObject *capsule = index == NULL ? PyErr_NoMemory() : PyCapsule_New(index, NAME, free_index);
    if (capsule == NULL) {
        PyMem_Free(index);
        return NULL;
    }
    index->mask = room - 1;
    index->slots = PyMem_Calloc(room, sizeof *index->slots);
    index->words = PyMem_Malloc(size + 1);
    if (index->slots == NULL || index->words == NULL || size > UINT32_MAX) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    char *end = index->words;
    for (Py_ssize_t i = 0; i < PyTuple_Size(lists); i++) {
        const char *word = PyBytes_AsString(PyTuple_GetItem(lists, i));
        const char *stop = word + PyBytes_Size(PyTuple_GetItem(lists, i));
        while (word < stop) {
            const char *line_end = memchr(word, '\n', (size_t)(stop - word));
            size_t length = (size_t)((line_end ? line_end : stop) - word);
            uint32_t hash = hash_of(word, length);
            Slot *slot = slot_of(index, hash, word, length);
            if (slot->number == 0) {
                slot->hash = hash;
                slot->number = ++index->n;
                slot->start = (uint32_t)(end - index->words);
                slot->length = (uint32_t)length;
                memcpy(end, word, length);
                end += length;
            }
            word += length + 1;
        }
    }
    return Py_BuildValue("Ni", capsule, index->n);
}

static int32_t
number_of(const Index *index, PyObject *word)
{
    Py_ssize_t length;
    const char *utf8 = PyUnicode_AsUTF8AndSize(word, &length);
    if (utf8 == NULL) { /* half a character: no word has one */
        PyErr_Clear();
        return 0;
    }
    return slot_of(index, hash_of(utf8, (size_t)length), utf8, (size_t)length)->number;
}

/* (index, lower) -> place, number, common: see number_words of scorer/text/reader.py. */
PyObject *
number_words(PyObject *module, PyObject *args)
{
    PyObject *capsule, *lower;
    Numbers common = {0};
    if (!PyArg_ParseTuple(args, "OO!", &capsule, &PyList_Type, &lower))
        return NULL;
    const Index *index = PyCapsule_GetPointer(capsule, NAME);
    if (index == NULL)
        return NULL;
    Py_ssize_t n = PyList_Size(lower);
    PyObject *place = PyDict_New(), *number = PyBytes_FromStringAndSize(NULL, n * (Py_ssize_t)sizeof(int64_t));
    if (place == NULL || number == NULL)
        goto error;
    int64_t *numbers = (int64_t *)PyBytes_AsString(number);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *word = PyList_GetItem(lower, i), *known = PyDict_GetItemWithError(place, word);
        if (known != NULL) {
            numbers[i] = PyLong_AsLongLong(known);
            continue;
        }
        if (PyErr_Occurred() || push(&common, number_of(index, word)) < 0)
            goto error;
        numbers[i] = common.n - 1;
        PyObject *value = PyLong_FromLongLong(numbers[i]);
        int set = value == NULL ? -1 : PyDict_SetItem(place, word, value);
        Py_XDECREF(value);
        if (set < 0)
            goto error;
    }
    PyObject *of_distinct =
        PyBytes_FromStringAndSize((const char *)common.at, common.n * (Py_ssize_t)sizeof(int64_t));
    PyMem_Free(common.at);
    return Py_BuildValue("NNN", place, number, of_distinct);
error:
    PyMem_Free(common.at);
    Py_XDECREF(place);
    Py_XDECREF(number);
    return NULL;
}

/* (out, known, unasked, common, number, words, of): fills out, see WordTable.of_tokens of scorer/text/words.py. */
PyObject *
look_up(PyObject *module, PyObject *args)
{
    enum { OUT, KNOWN, COMMON, NUMBER, ALL };
    Py_buffer b[ALL];
    long long unasked;
    PyObject *words, *of;
    (void)module;
    if (!PyArg_ParseTuple(args, "w*w*Ly*y*O!O", b, b + KNOWN, &unasked, b + COMMON, b + NUMBER, &PyList_Type, &words,
                          &of))
        return NULL;
    Py_ssize_t n = b[NUMBER].len / 8, distinct = b[COMMON].len / 8, size = b[KNOWN].len / 8;
    int64_t *out = b[OUT].buf, *known = b[KNOWN].buf, *found = PyMem_Malloc((size_t)distinct * 8 + 1);
    const int64_t *common = b[COMMON].buf, *number = b[NUMBER].buf;
    const char *wrong = NULL;
    if (found == NULL) {
        PyErr_NoMemory();
        goto error;
    }
    if (b[OUT].len != b[NUMBER].len || PyList_Size(words) != distinct)
        wrong = "arrays that do not fit together";
    for (Py_ssize_t i = 0; !wrong && i < distinct; i++) {
        if (common[i] < 0 || common[i] >= size) {
            wrong = "no such word";
            break;
        }
        found[i] = known[common[i]];
        if (found[i] != unasked)
            continue;
        PyObject *answer = PyObject_CallFunctionObjArgs(of, PyList_GetItem(words, i), NULL);
        if (answer == NULL)
            goto error;
        found[i] = answer == Py_None ? 0 : PyLong_AsLongLong(answer);
        Py_DECREF(answer);
        if (PyErr_Occurred())
            goto error;
        if (common[i])
            known[common[i]] = found[i];
    }
    for (Py_ssize_t i = 0; !wrong && i < n; i++) {
        if (number[i] < 0 || number[i] >= distinct)
            wrong = "no such word";
        else
            out[i] = found[number[i]];
    }
    PyMem_Free(found);
    return finish(b, ALL, wrong);
error:
    PyMem_Free(found);
    release_all(b, ALL);
    return NULL;
}
