#include "CYardstick.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

long boctach_yardstick_pass(const char *bytes, size_t size) {
  static UChar *units = NULL;
  static size_t capacity = 0;
  static UBreakIterator *words = NULL;
  UErrorCode error = U_ZERO_ERROR;
  int32_t length = 0;
  long boundaries = 0, kept = 0;
  if (size + 1 > capacity) {
    free(units);
    capacity = size + 1;
    units = malloc(capacity * sizeof(UChar));
  }
  if (!words) words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &error);
  u_strFromUTF8WithSub(units, (int32_t)capacity, &length, bytes, (int32_t)size, 0xFFFD, NULL, &error);
  ubrk_setText(words, units, length, &error);
  if (U_FAILURE(error)) return -1;
  while (ubrk_next(words) != UBRK_DONE) {
    boundaries++;
    if (ubrk_getRuleStatus(words) >= UBRK_WORD_NUMBER) kept++;
  }
  return boundaries + (kept & 0);
}
