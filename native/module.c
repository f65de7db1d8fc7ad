/* The module scorer._native. What each function gives is told by the Python code that it stands in for. */
#include "native.h"

void
release_all(Py_buffer *buffers, int n)
{
    while (n--)
        PyBuffer_Release(buffers + n);
}

PyObject *
finish(Py_buffer *buffers, int n, const char *wrong)
{
    release_all(buffers, n);
    if (wrong == NULL)
        return Py_NewRef(Py_None);
    PyErr_SetString(PyExc_ValueError, wrong);
    return NULL;
}

static PyMethodDef methods[] = {
    {"read_text", read_text, METH_VARARGS, "The parts of a text: see scorer.text.reader."},
    {"index_words", index_words, METH_VARARGS, "A hash table of words: see scorer.text.words."},
    {"number_words", number_words, METH_VARARGS, "The numbers of the words of a text: see scorer.text.reader."},
    {"look_up", look_up, METH_VARARGS, "What a table has for the words of a text: see scorer.text.words."},
    {"read_network", read_network, METH_VARARGS, "The outputs of a network: see scorer.signals.attribution.network."},
    {"weigh_words", weigh_words, METH_VARARGS, "The weights of words and n-grams: see scorer.signals.ngrams."},
    {"sum_sentences", sum_sentences, METH_VARARGS, "Weights by sentence: see scorer.signals.ngrams."},
    {"three_highest", three_highest, METH_VARARGS, "The highest by sentence: see scorer.signals.ngrams."},
    {NULL, NULL, 0, NULL},
};

static int
prepare(PyObject *module)
{
    ((State *)PyModule_GetState(module))->wide = has_wide_vectors();
    int failed = PyModule_AddIntConstant(module, "INTERFACE", INTERFACE) < 0;
    return failed || PyModule_AddIntConstant(module, "WIDTH", WIDTH) < 0 ? -1 : 0;
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, prepare},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_size = sizeof(State),
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__native(void);

PyMODINIT_FUNC
PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
