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

static void plain_edges(
    const int8_t *weights, const int16_t *columns, long stride, long across, long down, long pool, long outputs,
    int32_t *most) {
  for (long square = 0; square < across * down; square++) {
    const int16_t *corner = columns + square % across * pool * stride + square / across * pool;
    for (long output = 0; output < outputs; output++) {
      const int8_t *w = weights + output / DEID_LINE_BLOCK * 12 * DEID_LINE_BLOCK + output % DEID_LINE_BLOCK * 2;
      int32_t greatest = INT32_MIN;
      for (long place = 0; place < pool * pool; place++) {
        const int16_t *at = corner + place / pool * stride + place % pool;
        int32_t sum = 0;
        for (long i = 0; i < 12; i++) sum += w[i / 2 * 2 * DEID_LINE_BLOCK + i % 2] * at[i / 4 * stride + i % 4];
        if (sum > greatest) greatest = sum;
      }
      most[square * outputs + output] = greatest;
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
#define VNNI __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512vnni")))

INLINE AVX2 __m256i weights_at(const int8_t *w) { return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)w)); }

INLINE AVX2 __m256i pair_at(const int16_t *inputs) {
  int32_t pair;
  memcpy(&pair, inputs, sizeof pair);
  return _mm256_set1_epi32(pair);
}

INLINE AVX2 __m256i avx2_added(__m256i sum, __m256i weights, __m256i pair) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(weights, pair));
}

INLINE VNNI __m256i vnni_added(__m256i sum, __m256i weights, __m256i pair) {
  return _mm256_dpwssd_epi32(sum, weights, pair);
}

#define NAME(name) avx2_##name
#define TARGET AVX2
#include "loops.h"
#undef NAME
#undef TARGET
#define NAME(name) vnni_##name
#define TARGET VNNI
#include "loops.h"

static AVX2 void avx2_cells(
    const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride) {
  for (long row = 0; row < rows; row++)
    cells_of_a_row(sums + row * outputs, scales, biases, cells, states + row * cells, said + row * stride);
}

static AVX2 void avx2_tangents(
    const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said,
    long stride) {
  for (long row = 0; row < rows; row++)
    tangents_of_a_row(sums + row * outputs, scales, biases, outputs, said + row * stride);
}

int deid_line_best(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vnni")
             ? 2
             : 1;
}

#define CHOOSE(two, one, none, ...) (kind == 2 ? two(__VA_ARGS__) : kind == 1 ? one(__VA_ARGS__) : none(__VA_ARGS__))
#else
int deid_line_best(void) { return 0; }

#define CHOOSE(two, one, none, ...) ((void)kind, none(__VA_ARGS__))
#endif

void deid_line_products(
    int kind, const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums) {
  CHOOSE(vnni_products, avx2_products, plain_products, weights, inputs, rows, stride, pairs, outputs, sums);
}

void deid_line_cells(
    int kind, const int32_t *sums, const float *scales, const float *biases, long rows, long cells, long outputs, float *states,
    int16_t *said, long stride) {
  CHOOSE(avx2_cells, avx2_cells, plain_cells, sums, scales, biases, rows, cells, outputs, states, said, stride);
}

void deid_line_tangents(
    int kind, const int32_t *sums, const float *scales, const float *biases, long rows, long outputs, int16_t *said,
    long stride) {
  CHOOSE(avx2_tangents, avx2_tangents, plain_tangents, sums, scales, biases, rows, outputs, said, stride);
}

void deid_line_edges(
    int kind, const int8_t *weights, const int16_t *columns, long stride, long across, long down, long pool, long outputs,
    int32_t *most) {
  CHOOSE(vnni_edges, avx2_edges, plain_edges, weights, columns, stride, across, down, pool, outputs, most);
}
