/* The grammar files that ship inside the binary. */
#ifndef BOCTACH_GRAMMAR_BUNDLE_H
#define BOCTACH_GRAMMAR_BUNDLE_H

#include <stddef.h>

typedef struct {
  /* Path below the grammar folder, with '/' between parts, NUL-terminated. */
  const char *path;
  const unsigned char *bytes;
  size_t size;
} boctach_bundled_file;

/* The files, in the order of their paths' bytes. */
extern const boctach_bundled_file *const boctach_bundled_files;
extern const size_t boctach_bundled_file_count;

/* The same files compiled: the binary form that `boctach grammar compile` writes. */
extern const unsigned char *const boctach_bundled_cascade;
extern const size_t boctach_bundled_cascade_size;

#endif
