#ifndef DEID_LINE_NETWORK_H
#define DEID_LINE_NETWORK_H

#include <stdint.h>

/* The inner loops of a network that reads lines of text. They are in C since Swift compiles a whole program for one
   processor: these are compiled twice, and the faster ones run where the processor has the instructions (AVX2). */

/* Values of a layer are whole numbers: this many are 1. Weights are from -127 to 127. */
#define DEID_LINE_ONE 4096
/* Weights lie in blocks of so many outputs: for each pair of inputs the two weights of each of them. */
#define DEID_LINE_BLOCK 16

/* Whether the processor has the instructions of the faster loops. */
int deid_line_has_fast(void);

/* All of these run the faster loops if `is_fast` is not 0; then the processor has to have their instructions. */

/* Adds to sums[row][output] the products of the weights with the inputs of each row. `outputs` is a multiple of
   DEID_LINE_BLOCK; rows of inputs are `stride` apart and have 2 * `pairs` of them. */
void deid_line_products(
    int is_fast, const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums);

/* One step of `rows` sequences of cells, from the sums of their four gates (input, its gate, what is kept, output), each
   scaled and with its bias added. Rows of sums are `outputs` apart. Changes the states, and writes what the cells say. */
void deid_line_cells(
    int is_fast, const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride);

/* Hyperbolic tangents of scaled sums with their biases added. */
void deid_line_tangents(
    int is_fast, const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said, long stride);

#endif
