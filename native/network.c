/* The network of scorer/signals/attribution/network.py in whole numbers: sums are exact, so their order is free. */
#include "native.h"

#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#define WIDER 1 /* there may be vectors of 256 bits */
#define PART static inline __attribute__((always_inline))
#else
#define WIDER 0
#define PART static inline
#endif

enum { PAIRS = WIDTH / 2, LAYERS = 9, NEAR_0 = 0, NEAR_1, DOWN, FAR_0, FAR_1, FAR_2, UP, LAST_0, OUT };
enum { TOGETHER = 3 }; /* so many states are read at once: weights are loaded once for all of them */

/* Weights in the order [tap][pair of inputs][output][input of the pair]; biases, then powers of two. */
typedef struct {
    int reach, taps;
    const int16_t *weights;
    const int32_t *bias, *shift;
} Layer;

/* (n, WIDTH) states of n tokens, and room for the next ones; of their blocks as well. */
typedef struct {
    const Layer *layers;
    Py_ssize_t n, blocks;
    int block, limit;
    int16_t *state, *next, *far, *far_next;
} Network;

/* Adds to sums (TOGETHER, WIDTH) what the inputs (TOGETHER, taps, WIDTH) give, which lie ``step`` apart. */
typedef void Products(const Layer *layer, const int16_t *input, Py_ssize_t step, int32_t *sums);

PART void
add_products(const Layer *layer, const int16_t *input, Py_ssize_t step, int32_t *sums)
{
    for (int t = 0; t < TOGETHER; t++, sums += WIDTH) {
        const int16_t *w = layer->weights;
        for (int tap = 0; tap < layer->taps; tap++)
            for (int pair = 0; pair < PAIRS; pair++, w += 2 * WIDTH) {
                const int16_t *x = input + t * WIDTH + tap * step + 2 * pair;
                for (int k = 0; k < WIDTH; k++)
                    sums[k] += x[0] * w[2 * k] + x[1] * w[2 * k + 1];
            }
    }
}

#if WIDER
__attribute__((target("avx2"))) static inline void
add_products_wide(const Layer *layer, const int16_t *input, Py_ssize_t step, int32_t *sums)
{
    enum { VECTORS = WIDTH / 8 };
    const int16_t *w = layer->weights;
    __m256i sum[TOGETHER][VECTORS], x[TOGETHER];
    for (int t = 0; t < TOGETHER; t++)
        for (int k = 0; k < VECTORS; k++)
            sum[t][k] = _mm256_loadu_si256((const __m256i *)(sums + t * WIDTH + 8 * k));
    for (int tap = 0; tap < layer->taps; tap++)
        for (int pair = 0; pair < PAIRS; pair++, w += 2 * WIDTH) {
            for (int t = 0; t < TOGETHER; t++) {
                int32_t both;
                memcpy(&both, input + t * WIDTH + tap * step + 2 * pair, sizeof both);
                x[t] = _mm256_set1_epi32(both);
            }
            for (int k = 0; k < VECTORS; k++) {
                __m256i weights = _mm256_loadu_si256((const __m256i *)(w + 16 * k));
                for (int t = 0; t < TOGETHER; t++)
                    sum[t][k] = _mm256_add_epi32(sum[t][k], _mm256_madd_epi16(x[t], weights));
            }
        }
    for (int t = 0; t < TOGETHER; t++)
        for (int k = 0; k < VECTORS; k++)
            _mm256_storeu_si256((__m256i *)(sums + t * WIDTH + 8 * k), sum[t][k]);
}
#endif

/* The outputs of a layer for TOGETHER states, rounded down, before they are bounded. */
PART void
read_layer(const Layer *layer, const int16_t *input, Py_ssize_t step, Products *products, int32_t *sums)
{
    for (int t = 0; t < TOGETHER; t++)
        memcpy(sums + t * WIDTH, layer->bias, WIDTH * sizeof *sums);
    products(layer, input, step, sums);
    for (int t = 0; t < TOGETHER; t++)
        for (int k = 0; k < WIDTH; k++)
            sums[t * WIDTH + k] >>= layer->shift[k];
}

PART int16_t
bounded(int32_t value, int32_t least, int32_t most)
{
    value = value < least ? least : value;
    return (int16_t)(value > most ? most : value);
}

/* The states of n columns after one more layer, written to next. */
PART void
add_layer(const Layer *layer, Py_ssize_t n, int limit, const int16_t *state, int16_t *next, Products *products)
{
    Py_ssize_t step = layer->reach * WIDTH;
    int32_t sums[TOGETHER * WIDTH];
    for (Py_ssize_t i = 0; i < n; i += TOGETHER) {
        Py_ssize_t at = i * WIDTH, size = (n - i < TOGETHER ? n - i : TOGETHER) * WIDTH;
        read_layer(layer, state + at - step, step, products, sums);
        for (Py_ssize_t k = 0; k < size; k++)
            next[at + k] = bounded(state[at + k] + (sums[k] > 0 ? sums[k] : 0), -limit, limit);
    }
}

/* From the states of the tokens to those of their blocks. */
PART void
read_blocks(const Network *net, Products *products)
{
    int32_t sums[TOGETHER * WIDTH];
    for (Py_ssize_t i = 0; i < net->blocks; i++) {
        int16_t pooled[TOGETHER * WIDTH] = {0};
        for (int t = 0; t < net->block; t++)
            for (int k = 0; k < WIDTH; k++)
                pooled[k] = (int16_t)(pooled[k] + net->state[(i * net->block + t) * WIDTH + k]);
        read_layer(net->layers + DOWN, pooled, 0, products, sums);
        for (int k = 0; k < WIDTH; k++)
            net->far[i * WIDTH + k] = bounded(sums[k], 0, net->limit);
    }
}

/* And back. */
PART void
add_blocks(const Network *net, const int16_t *far, Products *products)
{
    int32_t sums[TOGETHER * WIDTH];
    for (Py_ssize_t i = 0; i < net->n; i++) {
        if (i % net->block == 0)
            read_layer(net->layers + UP, far + i / net->block * WIDTH, 0, products, sums);
        int16_t *state = net->state + i * WIDTH;
        for (int k = 0; k < WIDTH; k++)
            state[k] = bounded(state[k] + sums[k], -net->limit, net->limit);
    }
}

PART void
write_out(const Layer *layer, Py_ssize_t n, int parts, const int16_t *state, int32_t *out)
{
    for (Py_ssize_t i = 0; i < n; i++)
        for (int part = 0; part < parts; part++) {
            const int16_t *w = layer->weights + part * WIDTH, *x = state + i * WIDTH;
            int32_t sum = 0;
            for (int k = 0; k < WIDTH; k++)
                sum += w[k] * x[k];
            out[i * parts + part] = layer->bias[part] + sum;
        }
}

/* From word vectors to the sums of each token's parts. */
PART void
read_states(const Network *net, int parts, int32_t *out, Products *products)
{
    const Layer *layers = net->layers;
    add_layer(layers + NEAR_0, net->n, net->limit, net->state, net->next, products);
    add_layer(layers + NEAR_1, net->n, net->limit, net->next, net->state, products);
    read_blocks(net, products);
    add_layer(layers + FAR_0, net->blocks, net->limit, net->far, net->far_next, products);
    add_layer(layers + FAR_1, net->blocks, net->limit, net->far_next, net->far, products);
    add_layer(layers + FAR_2, net->blocks, net->limit, net->far, net->far_next, products);
    add_blocks(net, net->far_next, products);
    add_layer(layers + LAST_0, net->n, net->limit, net->state, net->next, products);
    write_out(layers + OUT, net->n, parts, net->next, out);
}

static void
read_states_plainly(const Network *net, int parts, int32_t *out)
{
    read_states(net, parts, out, add_products);
}

#if WIDER
__attribute__((target("avx2"))) static void
read_states_widely(const Network *net, int parts, int32_t *out)
{
    read_states(net, parts, out, add_products_wide);
}
#endif

/* Whether the processor and the system know vectors of 256 bits (AVX2). */
int
has_wide_vectors(void)
{
#if WIDER
    unsigned a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & (1u << 27)))
        return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & 6) == 6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 5));
#else
    return 0;
#endif
}

static int
find_layers(PyObject *given, Layer *layers, int parts)
{
    if (!PyTuple_Check(given) || PyTuple_Size(given) != LAYERS)
        goto wrong;
    for (int i = 0; i < LAYERS; i++) {
        const char *weights, *rest;
        Py_ssize_t size, rest_size;
        Layer *layer = layers + i;
        if (!PyArg_ParseTuple(PyTuple_GetItem(given, i), "iy#y#", &layer->reach, &weights, &size, &rest, &rest_size))
            return -1;
        layer->taps = layer->reach ? 3 : 1;
        int outputs = i == OUT ? parts : WIDTH;
        if (size != (Py_ssize_t)sizeof(int16_t) * layer->taps * WIDTH * outputs || layer->reach < 0 ||
            rest_size != (Py_ssize_t)sizeof(int32_t) * 2 * outputs)
            goto wrong;
        layer->weights = (const int16_t *)weights;
        layer->bias = (const int32_t *)rest;
        layer->shift = layer->bias + outputs;
    }
    return 0;
wrong:
    PyErr_SetString(PyExc_ValueError, "not the layers of this network");
    return -1;
}

/* (words, places, layers, parts, block, limit, rows, codes) -> (n, parts) sums, all arrays as bytes. */
PyObject *
read_network(PyObject *module, PyObject *args)
{
    const char *words, *places, *rows_given, *codes_given;
    Py_ssize_t words_size, places_size, rows_size, codes_size;
    PyObject *given, *result = NULL;
    Layer layers[LAYERS];
    int parts, block, limit;
    if (!PyArg_ParseTuple(args, "y#y#Oiiiy#y#", &words, &words_size, &places, &places_size, &given, &parts, &block,
                          &limit, &rows_given, &rows_size, &codes_given, &codes_size) ||
        find_layers(given, layers, parts) < 0)
        return NULL;
    const int64_t *rows = (const int64_t *)rows_given, *codes = (const int64_t *)codes_given;
    Py_ssize_t row = WIDTH * sizeof(int16_t), n = rows_size / (Py_ssize_t)sizeof(int64_t);
    Py_ssize_t blocks = (n + block - 1) / block, pad = block; /* zeros before and after, as far as a layer reaches */
    for (int i = 0; i < LAYERS; i++)
        pad = layers[i].reach > pad ? layers[i].reach : pad;
    pad += TOGETHER;
    int16_t *space = PyMem_Calloc((size_t)(2 * (n + blocks + 4 * pad)), (size_t)row);
    if (space == NULL)
        return PyErr_NoMemory();
    Network net = {.layers = layers, .n = n, .blocks = blocks, .block = block, .limit = limit};
    net.state = space + pad * WIDTH;
    net.next = net.state + (n + 2 * pad) * WIDTH;
    net.far = net.next + (n + 2 * pad) * WIDTH;
    net.far_next = net.far + (blocks + 2 * pad) * WIDTH;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (rows[i] < 0 || rows[i] >= words_size / row || codes[i] < 0 || codes[i] >= places_size / row) {
            PyErr_SetString(PyExc_IndexError, "no such row");
            goto end;
        }
        const int16_t *word = (const int16_t *)words + rows[i] * WIDTH;
        const int16_t *place = (const int16_t *)places + codes[i] * WIDTH;
        for (int k = 0; k < WIDTH; k++)
            net.state[i * WIDTH + k] = bounded(word[k] + place[k], -limit, limit);
    }
    result = PyBytes_FromStringAndSize(NULL, n * parts * (Py_ssize_t)sizeof(int32_t));
    if (result == NULL)
        goto end;
    int32_t *out = (int32_t *)PyBytes_AsString(result);
#if WIDER
    if (((State *)PyModule_GetState(module))->wide)
        read_states_widely(&net, parts, out);
    else
#endif
        read_states_plainly(&net, parts, out);
end:
    PyMem_Free(space);
    return result;
}
