/* Weights of words and of neighbouring words, and their sums over sentences: scorer/signals/ngrams.py. All is added in
 * the order in which numpy adds it there, so that every rounding is the same. */
#include "native.h"

#include <math.h>

/* n-grams of one length: their keys, rising, and what each gives to every one of its words. */
typedef struct {
    const int64_t *keys;
    const double *shares;
    Py_ssize_t n;
    int order, bit; /* the bit of the first word's place; those of the others follow */
} Grams;

/* Adds the n-grams' shares to the tokens' weights (n, width), from the last token to the first: what begins at a token
 * is added to it before what began earlier. */
static void
add_grams(const Grams *grams, double *weights, Py_ssize_t width, const int64_t *ids, const int64_t *group,
          Py_ssize_t n, const uint8_t *stands, int64_t base)
{
    int last = grams->order - 1;
    for (Py_ssize_t i = n - grams->order; i >= 0; i--) {
        int64_t key = 0;
        int k = 0;
        for (; k <= last && stands[ids[i + k]] & (grams->bit << k); k++)
            key = key * base + ids[i + k];
        if (k <= last || group[i] != group[i + last])
            continue;
        Py_ssize_t low = 0, size = grams->n;
        for (; size > 1; size -= size / 2)
            low += grams->keys[low + size / 2] <= key ? size / 2 : 0;
        if (size == 0 || grams->keys[low] != key)
            continue;
        for (k = 0; k <= last; k++)
            for (Py_ssize_t j = 0; j < width; j++)
                weights[(i + k) * width + j] += grams->shares[low * width + j];
    }
}

/* (weights, ids, group, word_weight, stands, keys and shares of pairs, of triples): fills weights, see
 * NgramModel.id_weights. */
PyObject *
weigh_words(PyObject *module, PyObject *args)
{
    enum { WEIGHTS, IDS, GROUP, OF_WORDS, STANDS, PAIRS, PAIR_SHARES, TRIPLES, TRIPLE_SHARES, ALL };
    Py_buffer b[ALL];
    (void)module;
    if (!PyArg_ParseTuple(args, "w*y*y*y*y*y*y*y*y*", b, b + IDS, b + GROUP, b + OF_WORDS, b + STANDS, b + PAIRS,
                          b + PAIR_SHARES, b + TRIPLES, b + TRIPLE_SHARES))
        return NULL;
    Py_ssize_t n = b[IDS].len / 8, base = b[STANDS].len, width = base ? b[OF_WORDS].len / 4 / base : 0;
    const int64_t *ids = b[IDS].buf;
    const float *of_words = b[OF_WORDS].buf;
    double *weights = b[WEIGHTS].buf;
    if (b[GROUP].len != b[IDS].len || b[WEIGHTS].len != n * width * 8 || b[OF_WORDS].len != base * width * 4 ||
        b[PAIR_SHARES].len != b[PAIRS].len * width || b[TRIPLE_SHARES].len != b[TRIPLES].len * width)
        return finish(b, ALL, "arrays that do not fit together");
    for (Py_ssize_t i = 0; i < n; i++) {
        if (ids[i] < 0 || ids[i] >= base)
            return finish(b, ALL, "no such word");
        for (Py_ssize_t j = 0; j < width; j++)
            weights[i * width + j] = of_words[ids[i] * width + j];
    }
    const Grams pairs = {b[PAIRS].buf, b[PAIR_SHARES].buf, b[PAIRS].len / 8, 2, 1};
    const Grams triples = {b[TRIPLES].buf, b[TRIPLE_SHARES].buf, b[TRIPLES].len / 8, 3, 4};
    add_grams(&pairs, weights, width, ids, b[GROUP].buf, n, b[STANDS].buf, base);
    add_grams(&triples, weights, width, ids, b[GROUP].buf, n, b[STANDS].buf, base);
    return finish(b, ALL, NULL);
}

/* (weights, own, at, spread, whole, length, token, total, sums): fills the last four, see sum_sentences. */
PyObject *
sum_sentences(PyObject *module, PyObject *args)
{
    enum { WEIGHTS, OWN, AT, LENGTH, TOKEN, TOTAL, SUMS, ALL };
    Py_buffer b[ALL];
    Py_ssize_t spread, whole;
    (void)module;
    if (!PyArg_ParseTuple(args, "y*y*y*nnw*w*w*w*", b, b + OWN, b + AT, &spread, &whole, b + LENGTH, b + TOKEN,
                          b + TOTAL, b + SUMS))
        return NULL;
    Py_ssize_t tokens = b[OWN].len, n = b[LENGTH].len / 8, width = n ? b[SUMS].len / 8 / n : 0;
    const double *weights = b[WEIGHTS].buf;
    const uint8_t *own = b[OWN].buf;
    const int64_t *at = b[AT].buf;
    double *length = b[LENGTH].buf, *token = b[TOKEN].buf, *total = b[TOTAL].buf, *sums = b[SUMS].buf;
    if (b[AT].len != tokens * 8 || b[TOKEN].len != tokens * 8 || b[TOTAL].len != n * 8 || b[SUMS].len != n * width * 8 ||
        b[WEIGHTS].len != tokens * width * 8 || spread < 0 || spread >= width || whole < 0 || whole >= width)
        return finish(b, ALL, n || tokens ? "arrays that do not fit together" : NULL);
    memset(length, 0, (size_t)b[LENGTH].len);
    memset(total, 0, (size_t)b[TOTAL].len);
    memset(sums, 0, (size_t)b[SUMS].len);
    for (Py_ssize_t i = 0; i < tokens; i++) {
        if (at[i] < 0 || at[i] >= n)
            return finish(b, ALL, "no such sentence");
        length[at[i]] += own[i];
        for (Py_ssize_t j = 0; j < width; j++)
            sums[at[i] * width + j] += weights[i * width + j];
    }
    for (Py_ssize_t i = 0; i < tokens; i++) {
        double root = sqrt(length[at[i]] < 1 ? 1 : length[at[i]]);
        token[i] = weights[i * width + spread] / root + weights[i * width + whole];
        total[at[i]] += token[i];
    }
    return finish(b, ALL, NULL);
}

/* (values, at, highest): fills highest (n, 3), see three_highest. */
PyObject *
three_highest(PyObject *module, PyObject *args)
{
    enum { VALUES, AT, HIGHEST, ALL };
    Py_buffer b[ALL];
    (void)module;
    if (!PyArg_ParseTuple(args, "y*y*w*", b, b + AT, b + HIGHEST))
        return NULL;
    const double *values = b[VALUES].buf;
    const int64_t *at = b[AT].buf;
    Py_ssize_t n = b[HIGHEST].len / 24;
    if (b[VALUES].len != b[AT].len)
        return finish(b, ALL, "arrays that do not fit together");
    memset(b[HIGHEST].buf, 0, (size_t)b[HIGHEST].len);
    for (Py_ssize_t i = 0; i < b[AT].len / 8; i++) {
        if (at[i] < 0 || at[i] >= n)
            return finish(b, ALL, "no such sentence");
        double *top = (double *)b[HIGHEST].buf + 3 * at[i];
        if (!(values[i] > top[2]))
            continue;
        top[2] = values[i];
        for (int k = 2; k && top[k] > top[k - 1]; k--) {
            double lower = top[k - 1];
            top[k - 1] = top[k];
            top[k] = lower;
        }
    }
    return finish(b, ALL, NULL);
}
