#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/* libjpeg reports errors by longjmp, which must not cross Swift frames. */

enum deid_jpeg_result {
  DEID_JPEG_OK = 0,
  DEID_JPEG_DAMAGED = 1,
  DEID_JPEG_DIFFERS = 2,
  DEID_JPEG_FAILED = 3
};

struct deid_jpeg_errors {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  int is_damaged;
};

static void deid_jpeg_exit(j_common_ptr codec) {
  longjmp(((struct deid_jpeg_errors *)codec->err)->escape, 1);
}

/* Level -1 is damaged data; others are for a trace that nobody reads. */
static void deid_jpeg_message(j_common_ptr codec, int level) {
  if (level < 0) ((struct deid_jpeg_errors *)codec->err)->is_damaged = 1;
}

static void deid_jpeg_silence(j_common_ptr codec) { (void)codec; }

/* A progressive picture may have any number of scans, and each costs a pass over the whole picture. */
static void deid_jpeg_progress(j_common_ptr codec) {
  if (codec->is_decompressor && ((j_decompress_ptr)codec)->input_scan_number > 200) deid_jpeg_exit(codec);
}

/* Decodes to interleaved samples without any conversion of colours. `out` has width * height * components bytes;
   nothing is allocated for a picture of another size. */
static int deid_jpeg_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                            int32_t components, uint8_t *out) {
  struct jpeg_decompress_struct codec;
  struct deid_jpeg_errors errors;
  struct jpeg_progress_mgr progress;
  memset(&errors, 0, sizeof errors);
  memset(&progress, 0, sizeof progress);
  codec.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = deid_jpeg_exit;
  errors.base.emit_message = deid_jpeg_message;
  errors.base.output_message = deid_jpeg_silence;
  progress.progress_monitor = deid_jpeg_progress;
  if (setjmp(errors.escape)) {
    jpeg_destroy_decompress(&codec);
    return DEID_JPEG_FAILED;
  }
  jpeg_create_decompress(&codec);
  codec.progress = &progress;
  jpeg_mem_src(&codec, bytes, count);
  jpeg_read_header(&codec, TRUE);
  if (codec.image_width != width || codec.image_height != height || codec.num_components != components) {
    jpeg_destroy_decompress(&codec);
    return DEID_JPEG_DIFFERS;
  }
  codec.out_color_space = codec.jpeg_color_space;
  codec.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&codec);
  size_t row = (size_t)width * (size_t)components;
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW line = out + row * codec.output_scanline;
    jpeg_read_scanlines(&codec, &line, 1);
  }
  jpeg_finish_decompress(&codec);
  jpeg_destroy_decompress(&codec);
  return errors.is_damaged ? DEID_JPEG_DAMAGED : DEID_JPEG_OK;
}
