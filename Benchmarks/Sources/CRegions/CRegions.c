#include "CRegions.h"

/* Not inlined and not a tail call: callgrind has to see the function begin and end. */
#define REGION(name)                                                                     \
  __attribute__((noinline)) void boctach_region_##name(boctach_work work, void *context) { \
    work(context);                                                                       \
    __asm__ volatile("" ::: "memory");                                                   \
  }

REGION(compile)
REGION(decode)
REGION(tokenize)
REGION(match)
REGION(assemble)
REGION(json)
