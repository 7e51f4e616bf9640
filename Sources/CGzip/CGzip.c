#include "cgzip.h"

#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>

struct cgzip_reader {
  z_stream stream;
  const uint8_t *input;
  int64_t length;
  // How much of the input zlib has been given.
  int64_t given;
};

// 15: the largest window; 16: a gzip header and trailer.
#define WINDOW_BITS (15 + 16)

cgzip_reader *cgzip_open(const uint8_t *input, int64_t length) {
  cgzip_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->input = input;
  reader->length = length;
  if (inflateInit2(&reader->stream, WINDOW_BITS) != Z_OK) {
    free(reader);
    return NULL;
  }
  return reader;
}

static void give(cgzip_reader *reader) {
  z_stream *stream = &reader->stream;
  if (stream->avail_in > 0) return;
  int64_t left = reader->length - reader->given;
  uInt count = left < (1 << 30) ? (uInt)left : 1u << 30;
  stream->next_in = (Bytef *)(reader->input + reader->given);
  stream->avail_in = count;
  reader->given += count;
}

// Behind a member: zeros to the end are padding, as of tapes; otherwise the next member must start here.
static bool is_padding(const cgzip_reader *reader) {
  int64_t place = reader->given - reader->stream.avail_in;
  for (; place < reader->length; place++) {
    if (reader->input[place] != 0) return false;
  }
  return true;
}

cgzip_status cgzip_read(cgzip_reader *reader, uint8_t *output, int32_t capacity, int32_t *written) {
  z_stream *stream = &reader->stream;
  stream->next_out = output;
  stream->avail_out = (uInt)capacity;
  cgzip_status status = cgzip_more;
  while (status == cgzip_more && stream->avail_out > 0) {
    give(reader);
    if (stream->avail_in == 0) {
      status = cgzip_truncated;
      break;
    }
    switch (inflate(stream, Z_NO_FLUSH)) {
      case Z_OK: break;
      case Z_STREAM_END:
        if (is_padding(reader)) {
          status = cgzip_done;
        } else if (inflateReset(stream) != Z_OK) {
          status = cgzip_corrupt;
        }
        break;
      case Z_BUF_ERROR:
        // No progress: either the output is full, or the input is at its end.
        if (stream->avail_out > 0 && stream->avail_in == 0 && reader->given == reader->length) {
          status = cgzip_truncated;
        } else if (stream->avail_out > 0 && stream->avail_in > 0) {
          status = cgzip_corrupt;
        }
        break;
      case Z_MEM_ERROR: status = cgzip_no_memory; break;
      default: status = cgzip_corrupt;
    }
  }
  *written = capacity - (int32_t)stream->avail_out;
  return status;
}

void cgzip_close(cgzip_reader *reader) {
  if (!reader) return;
  inflateEnd(&reader->stream);
  free(reader);
}
