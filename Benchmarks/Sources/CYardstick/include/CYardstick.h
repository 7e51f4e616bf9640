/* ICU's own word-break loop over UTF-8: the yardstick that speeds are stated against. */
#ifndef BOCTACH_YARDSTICK_H
#define BOCTACH_YARDSTICK_H

#include <stddef.h>

/* One pass: converts the text to UTF-16, then visits every word boundary of the root rules for "vi" and asks for its
   status. Returns the number of boundaries, or -1 when ICU fails. */
long boctach_yardstick_pass(const char *bytes, size_t size);

#endif
