/* The least that any audit has to do: opens and maps every file below a folder and reads the bytes before the pixel
   data, here the first 8 KiB. One thread. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned long sum;

static int visit(const char *path, const struct stat *info, int kind, struct FTW *place) {
  (void)place;
  if (kind != FTW_F || info->st_size == 0) return 0;
  int file = open(path, O_RDONLY);
  if (file < 0) return 1;
  unsigned char *bytes = mmap(NULL, info->st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bytes == MAP_FAILED) return 1;
  off_t count = info->st_size < 8192 ? info->st_size : 8192;
  for (off_t i = 0; i < count; i++) sum += bytes[i];
  munmap(bytes, info->st_size);
  close(file);
  return 0;
}

int main(int count, char **arguments) {
  if (count != 2 || nftw(arguments[1], visit, 64, FTW_PHYS) != 0) return 1;
  printf("%lu\n", sum);
  return 0;
}
