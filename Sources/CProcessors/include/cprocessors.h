// How many processors this process may use: Swift's Glibc module has no `sched_getaffinity`, and no C library asks what a
// container is allowed.
#ifndef CPROCESSORS_H
#define CPROCESSORS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The processors that the process's affinity allows (`taskset` sets it), else those on line; no more than its control groups
/// give it time for (`docker run --cpus` and Kubernetes limits set that), rounded up; at least 1.
int32_t cprocessors_available(void);

/// The processors that a quota of control groups is worth, rounded up; 0 where the text names none.
///
/// Takes what `cpu.max` holds (version 2: quota and period in microseconds, `max` for none), or the texts of
/// `cpu.cfs_quota_us` and `cpu.cfs_period_us` one behind the other (version 1: -1 for none).
int32_t cprocessors_of_quota(const char *text);

/// The path of the process's control group within a mounted hierarchy, of the text of `/proc/self/cgroup`: that of the one
/// hierarchy of version 2, or with `controller` ("cpu") that of version 1 which has it. Returns its length in bytes, 0 where there
/// is none or it does not fit into `size` bytes with its end mark.
int32_t cprocessors_group(const char *text, const char *controller, char *path, int32_t size);

#ifdef __cplusplus
}
#endif
#endif
