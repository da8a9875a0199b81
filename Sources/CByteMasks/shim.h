// Compares 16 bytes at once and makes a bit of each comparison. Swift has no way to the instruction that gathers the
// bits, and what the compiler makes of the same in Swift takes ten times as long.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Bit n of each mask speaks of byte n of 64.
struct byte_masks {
  uint64_t letters;  // of ASCII
  uint64_t digits;   // of ASCII
  uint64_t high;     // from 80 on
  uint64_t marks;    // + and /, which base64 has beside letters and digits
  uint64_t zeros;
  uint64_t digest_lengths;  // 16, 20 or 32 as a number of two bytes, the least significant first, from an even place on
};

#if defined(__SSE2__)
#include <emmintrin.h>

static inline struct byte_masks byte_masks_of(const uint8_t *bytes) {
  struct byte_masks masks = {0, 0, 0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    const __m128i x = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i folded = _mm_or_si128(x, _mm_set1_epi8(0x20));
    // Bytes from 80 on are negative here, and so are no letters and no digits.
    const __m128i letters =
        _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8(0x60)), _mm_cmplt_epi8(folded, _mm_set1_epi8(0x7B)));
    const __m128i digits =
        _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8(0x2F)), _mm_cmplt_epi8(x, _mm_set1_epi8(0x3A)));
    const __m128i marks = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(0x04)), _mm_set1_epi8(0x2F));
    const __m128i zeros = _mm_cmpeq_epi8(x, _mm_setzero_si128());
    const __m128i digest_lengths = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi16(x, _mm_set1_epi16(16)), _mm_cmpeq_epi16(x, _mm_set1_epi16(20))),
        _mm_cmpeq_epi16(x, _mm_set1_epi16(32)));
    masks.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(letters) << (16 * part);
    masks.digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digits) << (16 * part);
    masks.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << (16 * part);
    masks.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(marks) << (16 * part);
    masks.zeros |= (uint64_t)(uint32_t)_mm_movemask_epi8(zeros) << (16 * part);
    masks.digest_lengths |= (uint64_t)(uint32_t)_mm_movemask_epi8(digest_lengths) << (16 * part);
  }
  // A bit for each pair of bytes.
  masks.digest_lengths &= 0x5555555555555555;
  return masks;
}

#else

static inline struct byte_masks byte_masks_of(const uint8_t *bytes) {
  struct byte_masks masks = {0, 0, 0, 0, 0, 0};
  for (int place = 0; place < 64; place++) {
    const uint8_t x = bytes[place];
    const uint8_t folded = x | 0x20;
    const uint64_t bit = (uint64_t)1 << place;
    if (x < 0x80 && folded > 0x60 && folded < 0x7B) masks.letters |= bit;
    if (x > 0x2F && x < 0x3A) masks.digits |= bit;
    if (x >= 0x80) masks.high |= bit;
    if (x == 0x2B || x == 0x2F) masks.marks |= bit;
    if (x == 0) masks.zeros |= bit;
    if (place % 2 == 0 && bytes[place + 1] == 0 && (x == 16 || x == 20 || x == 32)) masks.digest_lengths |= bit;
  }
  return masks;
}

#endif

// The same of fewer than 64 bytes.
static inline struct byte_masks byte_masks_of_few(const uint8_t *bytes, size_t count) {
  uint8_t block[64] = {0};
  memcpy(block, bytes, count);
  struct byte_masks masks = byte_masks_of(block);
  const uint64_t there = ((uint64_t)1 << count) - 1;
  masks.zeros &= there;
  masks.digest_lengths &= there >> 1;
  return masks;
}
