// How many processors this process may use: Swift's Glibc module has no `sched_getaffinity`.
#ifndef CPROCESSORS_H
#define CPROCESSORS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The processors that the process's affinity allows (`taskset` and containers set it), else those on line; at least 1.
int32_t cprocessors_available(void);

#ifdef __cplusplus
}
#endif
#endif
