/* The loops that differ by instruction set; included once for each with NAME and TARGET. */

/* `count` rows and `blocks` blocks at once; both are known when it is compiled, so the sums stay in registers. */
INLINE TARGET void NAME(tile)(
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
        sum[row][half] = NAME(added)(sum[row][half], w, pair_at(inputs + row * stride + 2 * pair));
    }
  }
#pragma unroll
  for (long row = 0; row < count; row++)
#pragma unroll
    for (long half = 0; half < 2 * blocks; half++)
      _mm256_storeu_si256((__m256i *)(sums + row * outputs + 8 * half), sum[row][half]);
}

static TARGET void NAME(products)(
    const int8_t *weights, const int16_t *inputs, long rows, long stride, long pairs, long outputs, int32_t *sums) {
  long blocks = outputs / DEID_LINE_BLOCK, each = pairs * 2 * DEID_LINE_BLOCK, row = 0;
  for (; row + 4 <= rows; row += 4)
    for (long block = 0; block < blocks; block++)
      NAME(tile)(
          weights + block * each, inputs + row * stride, 4, 1, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
  for (; row < rows; row++) {
    long block = 0;
    for (; block + 4 <= blocks; block += 4)
      NAME(tile)(
          weights + block * each, inputs + row * stride, 1, 4, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
    for (; block < blocks; block++)
      NAME(tile)(
          weights + block * each, inputs + row * stride, 1, 1, stride, pairs, outputs,
          sums + row * outputs + block * DEID_LINE_BLOCK);
  }
}

static TARGET void NAME(edges)(
    const int8_t *weights, const int16_t *columns, long stride, long across, long down, long pool, long outputs,
    int32_t *most) {
  for (long half = 0; half < outputs / 8; half++) {
    __m256i w[6];
    for (long pair = 0; pair < 6; pair++)
      w[pair] = weights_at(weights + (half / 2 * 6 + pair) * 2 * DEID_LINE_BLOCK + half % 2 * 16);
    for (long square = 0; square < across * down; square++) {
      const int16_t *corner = columns + square % across * pool * stride + square / across * pool;
      __m256i greatest = _mm256_set1_epi32(INT32_MIN);
      for (long x = 0; x < pool; x++) {
        for (long y = 0; y < pool; y++) {
          const int16_t *at = corner + x * stride + y;
          __m256i sum = _mm256_setzero_si256();
#pragma unroll
          for (long pair = 0; pair < 6; pair++)
            sum = NAME(added)(sum, w[pair], pair_at(at + pair / 2 * stride + pair % 2 * 2));
          greatest = _mm256_max_epi32(greatest, sum);
        }
      }
      _mm256_storeu_si256((__m256i *)(most + square * outputs + 8 * half), greatest);
    }
  }
}
