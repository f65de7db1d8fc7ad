/* What the files of the extension share. Only the limited API is used, so one build serves every Python from 3.11. */
#ifndef SCORER_NATIVE_H
#define SCORER_NATIVE_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030b0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Raised with every change of what a function takes or gives; scorer/native.py asks for the same number. */
#define INTERFACE 5

/* How many numbers a state of the attribution network has. */
#define WIDTH 48

typedef uint32_t Code; /* a code point */

/* What is known of a character: the answers of Python's own methods, asked once for each character. */
enum {
    KNOWN = 1,     /* it has been asked about */
    SPACE = 2,     /* isspace */
    ALNUM = 4,     /* isalnum */
    UPPER = 8,     /* isupper */
    LOWER = 16,    /* islower */
    DECIMAL = 32,  /* isdecimal */
    DIGIT = 64,    /* isdigit */
    CHANGES = 128, /* lower() gives something else */
};

typedef struct {
    uint8_t traits[0x110000];
    int wide; /* whether there are vectors of 256 bits */
} State;

/* A growing array of 64-bit numbers. */
typedef struct {
    int64_t *at;
    Py_ssize_t n, room;
} Numbers;

/* Quotation marks have a kind each: their own character, or one of these. */
enum { NO_MARK = 0, TWO_SINGLE = 1, TWO_BACK = 2, OPENING = 0xAB, CLOSING = 0xBB };

/* What is found in a text: code has its n characters, line_token the end of each line's tokens; mark, is_word,
 * is_capital and quoted are parts of one block, a byte for each token. */
typedef struct {
    const uint8_t *traits;
    Code *code;
    Py_ssize_t n;
    Numbers line_start, line_end, line_token, sentence_start, sentence_end, sentence_line, sentence_token;
    Numbers token_start, token_end, quote;
    uint8_t *mark, *is_word, *is_capital, *quoted;
} Reading;

/* What scorer/text/sentences.py tells: whether a stop ends a sentence, and after which words it may not. */
typedef struct {
    PyObject *raw, *ends, *abbreviations;
} Rules;

#define IS(r, i, trait) ((r)->traits[(r)->code[i]] & (trait))

static inline int
is_letter(Code code)
{
    return (code | 32) - 'a' < 26;
}

/* The parts of a reading, in their order. All give -1 after an error. */
int push(Numbers *numbers, int64_t value);
Code *straight_codes(PyObject *raw, uint8_t *traits, Py_ssize_t n, int *changed);
int read_tokens(Reading *r, Py_ssize_t start, Py_ssize_t end);
Py_ssize_t run_of(const Reading *r, Py_ssize_t i, int trait);
int read_sentences(Reading *r, const Rules *rules, Py_ssize_t start, Py_ssize_t end);
int read_quotations(Reading *r);

/* What ends a function that fills arrays: lets go of them; gives None, or raises ValueError where something is wrong. */
void release_all(Py_buffer *buffers, int n);
PyObject *finish(Py_buffer *buffers, int n, const char *wrong);

PyObject *read_text(PyObject *module, PyObject *args);
int has_wide_vectors(void);

PyObject *index_words(PyObject *module, PyObject *args);
PyObject *number_words(PyObject *module, PyObject *args);
PyObject *look_up(PyObject *module, PyObject *args);
PyObject *read_network(PyObject *module, PyObject *args);
PyObject *weigh_words(PyObject *module, PyObject *args);
PyObject *sum_sentences(PyObject *module, PyObject *args);
PyObject *three_highest(PyObject *module, PyObject *args);

#endif
