#include "line_network.h"

#define INLINE static inline __attribute__((always_inline))

/* Less than 0.0002 from the tangent (a continued fraction, cut off). */
INLINE float tangent(float x) {
  x = x > 4.95f ? 4.95f : x < -4.95f ? -4.95f : x;
  float s = x * x;
  float over = x * (135135.0f + s * (17325.0f + s * (378.0f + s)));
  float under = 135135.0f + s * (62370.0f + s * (3150.0f + s * 28.0f));
  return over / under;
}

INLINE float logistic(float x) { return 0.5f + 0.5f * tangent(0.5f * x); }

INLINE void cells_of_a_row(
    const int32_t *restrict sums, const float *restrict scales, const float *restrict biases, long cells,
    float *restrict states, int16_t *restrict said) {
  for (long i = 0; i < cells; i++) {
    float in = tangent((float)sums[i] * scales[i] + biases[i]);
    float let = logistic((float)sums[cells + i] * scales[cells + i] + biases[cells + i]);
    float keep = logistic((float)sums[2 * cells + i] * scales[2 * cells + i] + biases[2 * cells + i]);
    float out = logistic((float)sums[3 * cells + i] * scales[3 * cells + i] + biases[3 * cells + i]);
    float state = states[i] * keep + in * let;
    state = state > 100.0f ? 100.0f : state < -100.0f ? -100.0f : state;
    states[i] = state;
    said[i] = (int16_t)(tangent(state) * out * DEID_LINE_ONE);
  }
}

INLINE void tangents_of_a_row(
    const int32_t *restrict sums, const float *restrict scales, const float *restrict biases, long outputs,
    int16_t *restrict said) {
  for (long i = 0; i < outputs; i++)
    said[i] = (int16_t)(tangent((float)sums[i] * scales[i] + biases[i]) * DEID_LINE_ONE);
}

static void plain_products(
    const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums) {
  for (long row = 0; row < rows; row++) {
    for (long block = 0; block < outputs / DEID_LINE_BLOCK; block++) {
      const int8_t *w = weights + block * pairs * 2 * DEID_LINE_BLOCK;
      int32_t *sum = sums + row * outputs + block * DEID_LINE_BLOCK;
      for (long pair = 0; pair < pairs; pair++, w += 2 * DEID_LINE_BLOCK) {
        int32_t one = inputs[row * stride + 2 * pair], two = inputs[row * stride + 2 * pair + 1];
        for (long i = 0; i < DEID_LINE_BLOCK; i++) sum[i] += w[2 * i] * one + w[2 * i + 1] * two;
      }
    }
  }
}

static void plain_cells(
    const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride) {
  for (long row = 0; row < rows; row++)
    cells_of_a_row(sums + row * outputs, scales, biases, cells, states + row * cells, said + row * stride);
}

static void plain_tangents(
    const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said,
    long stride) {
  for (long row = 0; row < rows; row++)
    tangents_of_a_row(sums + row * outputs, scales, biases, outputs, said + row * stride);
}

#ifdef __x86_64__
#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2,fma")))

INLINE AVX2 __m256i weights_at(const int8_t *w) { return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)w)); }

INLINE AVX2 __m256i pair_at(const int16_t *inputs) {
  int32_t pair;
  memcpy(&pair, inputs, sizeof pair);
  return _mm256_set1_epi32(pair);
}

INLINE AVX2 __m256i added(__m256i sum, __m256i weights, __m256i pair) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(weights, pair));
}

/* `count` rows and `blocks` blocks at once; both are known when it is compiled, so the sums stay in registers. */
INLINE AVX2 void tile(
    const int8_t *weights, const int16_t *inputs, long count, long blocks, long stride, long pairs, long outputs,
    int32_t *sums) {
  __m256i sum[4][8];
#pragma unroll
  for (long row = 0; row < count; row++)
#pragma unroll
    for (long half = 0; half < 2 * blocks; half++)
      sum[row][half] = _mm256_loadu_si256((const __m256i *)(sums + row * outputs + 8 * half));
  for (long pair = 0; pair < pairs; pair++) {
#pragma unroll
    for (long half = 0; half < 2 * blocks; half++) {
      __m256i w = weights_at(weights + (half / 2 * pairs + pair) * 2 * DEID_LINE_BLOCK + half % 2 * 16);
#pragma unroll
      for (long row = 0; row < count; row++)
        sum[row][half] = added(sum[row][half], w, pair_at(inputs + row * stride + 2 * pair));
    }
  }
#pragma unroll
  for (long row = 0; row < count; row++)
#pragma unroll
    for (long half = 0; half < 2 * blocks; half++)
      _mm256_storeu_si256((__m256i *)(sums + row * outputs + 8 * half), sum[row][half]);
}

static AVX2 void fast_products(
    const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums) {
  long blocks = outputs / DEID_LINE_BLOCK, each = pairs * 2 * DEID_LINE_BLOCK, row = 0;
  for (; row + 4 <= rows; row += 4)
    for (long block = 0; block < blocks; block++)
      tile(
          weights + block * each, inputs + row * stride, 4, 1, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
  for (; row < rows; row++) {
    long block = 0;
    for (; block + 4 <= blocks; block += 4)
      tile(
          weights + block * each, inputs + row * stride, 1, 4, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
    for (; block < blocks; block++)
      tile(
          weights + block * each, inputs + row * stride, 1, 1, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
  }
}

static AVX2 void fast_cells(
    const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride) {
  for (long row = 0; row < rows; row++)
    cells_of_a_row(sums + row * outputs, scales, biases, cells, states + row * cells, said + row * stride);
}

static AVX2 void fast_tangents(
    const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said,
    long stride) {
  for (long row = 0; row < rows; row++)
    tangents_of_a_row(sums + row * outputs, scales, biases, outputs, said + row * stride);
}

int deid_line_has_fast(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

#define CHOOSE(name, ...) (is_fast ? fast_##name(__VA_ARGS__) : plain_##name(__VA_ARGS__))
#else
int deid_line_has_fast(void) { return 0; }

#define CHOOSE(name, ...) ((void)is_fast, plain_##name(__VA_ARGS__))
#endif

void deid_line_products(
    int is_fast, const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums) {
  CHOOSE(products, weights, inputs, rows, stride, pairs, outputs, sums);
}

void deid_line_cells(
    int is_fast, const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride) {
  CHOOSE(cells, sums, scales, biases, rows, cells, outputs, states, said, stride);
}

void deid_line_tangents(
    int is_fast, const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said,
    long stride) {
  CHOOSE(tangents, sums, scales, biases, rows, outputs, said, stride);
}
