// The door to libxml2's HTML parser. No libxml2 header is included here, so none reaches Swift; every name starts
// with `chtml_`.
//
//   UTF-8 ──chtml_parse──▶ start, end and text events, each text with the byte at which the parser stood
#ifndef CHTML_H
#define CHTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the parser tells. Names are in lower case; strings and bytes live until the call returns.
typedef struct {
  void *context;
  /// `attributes`: name, value, name, value, …, null; itself null where there are none. A value may be null.
  void (*start)(void *context, const char *name, const char *const *attributes);
  void (*end)(void *context, const char *name);
  /// Text, or the contents of a script or style. `position` counts the bytes that the parser had taken: the text
  /// ends there, or at most one character behind it.
  void (*text)(void *context, const uint8_t *bytes, int32_t length, int64_t position);
} chtml_handler;

/// Elements deeper than this are told as if those around them had ended, without `end` events.
enum { CHTML_DEPTH_LIMIT = 2000 };

/// Parses well-formed UTF-8 with libxml2's push parser, whatever the page itself says of its encoding. Everything
/// up to the end is parsed. False when memory ran out.
///
/// The bytes must hold no `</html>` and no `</body>`, behind which libxml2 stops, and no control characters.
bool chtml_parse(const uint8_t *bytes, int64_t length, const chtml_handler *handler);

/// The code point of an entity of HTML 4, such as "eacute" (null-terminated); 0 for other names.
int32_t chtml_entity(const char *name);

#ifdef __cplusplus
}
#endif
#endif
