// The door to zlib, for reading gzip (RFC 1952). zlib's header is not included here; every name starts with `cgzip_`.
#ifndef CGZIP_H
#define CGZIP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a step of reading came to.
typedef enum {
  /// There may be more.
  cgzip_more,
  /// All members have ended, and with them the input (zeros behind them aside).
  cgzip_done,
  /// The input ends inside a member.
  cgzip_truncated,
  /// Not gzip, a checksum that does not fit, or something else behind the last member.
  cgzip_corrupt,
  cgzip_no_memory,
} cgzip_status;

typedef struct cgzip_reader cgzip_reader;

/// Starts reading. The input must outlive the reader. Null when memory ran out.
cgzip_reader *cgzip_open(const uint8_t *input, int64_t length);
/// Writes up to `capacity` bytes and their number into `written`. After anything but `cgzip_more` it is over.
cgzip_status cgzip_read(cgzip_reader *reader, uint8_t *output, int32_t capacity, int32_t *written);
void cgzip_close(cgzip_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
