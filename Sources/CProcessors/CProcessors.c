#define _GNU_SOURCE
#include "cprocessors.h"

#include <sched.h>
#include <unistd.h>

int32_t cprocessors_available(void) {
  cpu_set_t allowed;
  // Fails on a machine with more processors than the set has bits.
  long count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int32_t)count;
}
