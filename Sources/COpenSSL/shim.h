#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <string.h>

// Digests of short texts by the hundred thousand: the interface that Swift can call without warnings takes several
// times as long to begin and end a digest as the digest takes.

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

// The first eight bytes of MD5, SHA-1 and SHA-256 of a text, as numbers whose most significant byte is the first.
static inline void digest_beginnings(const uint8_t *bytes, size_t count, uint64_t beginnings[3]) {
  MD5_CTX md5;
  SHA_CTX sha1;
  SHA256_CTX sha256;
  MD5_Init(&md5);
  SHA1_Init(&sha1);
  SHA256_Init(&sha256);
  size_t place = 0;
  for (; count - place >= 64; place += 64) {
    MD5_Transform(&md5, bytes + place);
    SHA1_Transform(&sha1, bytes + place);
    SHA256_Transform(&sha256, bytes + place);
  }
  // RFC 1321 section 3.1 and FIPS 180-4 section 5.1.1: a bit, zeros, and the length in bits at the end of a block.
  uint8_t end[128] = {0};
  const size_t left = count - place;
  const size_t size = left < 56 ? 64 : 128;
  if (left > 0) memcpy(end, bytes + place, left);
  end[left] = 0x80;
  const uint64_t bits = (uint64_t)count * 8;
  for (int index = 0; index < 8; index++) end[size - 8 + index] = (uint8_t)(bits >> 8 * index);
  for (size_t block = 0; block < size; block += 64) MD5_Transform(&md5, end + block);
  for (int index = 0; index < 8; index++) end[size - 1 - index] = (uint8_t)(bits >> 8 * index);
  for (size_t block = 0; block < size; block += 64) {
    SHA1_Transform(&sha1, end + block);
    SHA256_Transform(&sha256, end + block);
  }
  beginnings[0] = (uint64_t)__builtin_bswap32(md5.A) << 32 | __builtin_bswap32(md5.B);
  beginnings[1] = (uint64_t)sha1.h0 << 32 | sha1.h1;
  beginnings[2] = (uint64_t)sha256.h[0] << 32 | sha256.h[1];
}

#pragma GCC diagnostic pop
