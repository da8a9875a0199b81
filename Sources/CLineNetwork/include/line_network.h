#ifndef DEID_LINE_NETWORK_H
#define DEID_LINE_NETWORK_H

#include <stdint.h>

/* The inner loops of a network that reads lines of text. They are in C since Swift compiles a whole program for one
   processor: these are compiled several times, and run with the best instructions that the processor has. */

/* Values of a layer are whole numbers: this many are 1. Weights are from -127 to 127. */
#define DEID_LINE_ONE 4096
/* Weights lie in blocks of so many outputs: for each pair of inputs the two weights of each of them. */
#define DEID_LINE_BLOCK 16

/* The best of what the loops can be run with: 0 for what all processors have, 1 for AVX2 and FMA, 2 for VNNI as well. All
   of them take such a number, and a processor that has that much. */
int deid_line_best(void);

/* Adds to sums[row][output] the products of the weights with the inputs of each row. `outputs` is a multiple of
   DEID_LINE_BLOCK; rows of inputs are `stride` apart and have 2 * `pairs` of them. */
void deid_line_products(
    int kind, const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums);

/* The greatest sums of each square of `pool` × `pool` places of a picture, whose columns lie after each other, `stride`
   apart, with a frame of 1 around them and one more row below. A place is seen with its neighbours: 3 columns of 4 rows
   each, from the one above it; the weights of the last row are 0. Squares are written row by row. */
void deid_line_edges(
    int kind, const int8_t *weights, const int16_t *columns, long stride, long across, long down, long pool, long outputs,
    int32_t *most);

/* One step of `rows` sequences of cells, from the sums of their four gates (input, its gate, what is kept, output), each
   scaled and with its bias added. Rows of sums are `outputs` apart. Changes the states, and writes what the cells say. */
void deid_line_cells(
    int kind, const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride);

/* Hyperbolic tangents of scaled sums with their biases added. */
void deid_line_tangents(
    int kind, const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said, long stride);

#endif
