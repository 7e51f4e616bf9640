#define _GNU_SOURCE
#include "cprocessors.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_SIZE = 4096, PATH_SIZE = 1024 };

int32_t cprocessors_of_quota(const char *text) {
  char *end;
  // `max` is no number, and says so.
  long long quota = strtoll(text, &end, 10);
  if (end == text || quota <= 0) return 0;
  const char *rest = end;
  long long period = strtoll(rest, &end, 10);
  if (end == rest || period <= 0) return 0;
  long long count = quota / period + (quota % period != 0);
  return count > INT32_MAX ? INT32_MAX : (int32_t)count;
}

// Whether a list such as `cpu,cpuacct` has a name.
static int has_name(const char *list, size_t length, const char *name) {
  size_t size = strlen(name);
  for (const char *at = list, *end = list + length; at < end;) {
    const char *comma = memchr(at, ',', (size_t)(end - at));
    size_t word = (size_t)((comma ? comma : end) - at);
    if (word == size && memcmp(at, name, size) == 0) return 1;
    at += word + 1;
  }
  return 0;
}

int32_t cprocessors_group(const char *text, const char *controller, char *path, int32_t size) {
  // Lines are HIERARCHY:CONTROLLERS:PATH; that of version 2 is 0::PATH.
  for (const char *line = text; *line;) {
    const char *end = strchr(line, '\n');
    if (!end) end = line + strlen(line);
    const char *names = memchr(line, ':', (size_t)(end - line));
    const char *place = names ? memchr(names + 1, ':', (size_t)(end - names - 1)) : NULL;
    if (place) {
      size_t length = (size_t)(place - names - 1);
      int is_wanted = controller ? has_name(names + 1, length, controller) : length == 0;
      size_t bytes = (size_t)(end - place - 1);
      if (is_wanted && bytes > 0 && bytes < (size_t)size) {
        memcpy(path, place + 1, bytes);
        path[bytes] = 0;
        return (int32_t)bytes;
      }
    }
    line = *end ? end + 1 : end;
  }
  return 0;
}

// Reads the start of a file behind what the text holds; returns whether there is such a file.
static int append_file(const char *path, char *text) {
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  size_t length = strlen(text);
  length += fread(text + length, 1, TEXT_SIZE - 1 - length, file);
  text[length] = 0;
  fclose(file);
  return 1;
}

// The least that a group and the groups above it allow; 0 for no bound. In a container the path of the host may not be there: its
// own group is the root then, which is asked last.
static int32_t least_of(const char *mount, char *group, const char *const *files) {
  int32_t least = 0;
  for (;;) {
    char text[TEXT_SIZE] = "";
    for (const char *const *file = files; *file; file++) {
      char path[2 * PATH_SIZE];
      snprintf(path, sizeof path, "%s%s/%s", mount, strcmp(group, "/") == 0 ? "" : group, *file);
      if (!append_file(path, text)) break;
    }
    int32_t count = cprocessors_of_quota(text);
    if (count > 0 && (least == 0 || count < least)) least = count;
    char *slash = strrchr(group, '/');
    if (!slash || strcmp(group, "/") == 0) return least;
    // "/a/b", "/a", "/".
    slash[slash == group ? 1 : 0] = 0;
  }
}

static int32_t quota_of_groups(void) {
  static const char *const version2[] = {"cpu.max", NULL};
  static const char *const version1[] = {"cpu.cfs_quota_us", "cpu.cfs_period_us", NULL};
  char groups[TEXT_SIZE] = "", path[PATH_SIZE];
  if (!append_file("/proc/self/cgroup", groups)) return 0;
  if (cprocessors_group(groups, "cpu", path, sizeof path)) {
    int32_t count = least_of("/sys/fs/cgroup/cpu", path, version1);
    if (count > 0) return count;
  }
  return cprocessors_group(groups, NULL, path, sizeof path) ? least_of("/sys/fs/cgroup", path, version2) : 0;
}

int32_t cprocessors_available(void) {
  cpu_set_t allowed;
  // Fails on a machine with more processors than the set has bits.
  long count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : sysconf(_SC_NPROCESSORS_ONLN);
  int32_t quota = quota_of_groups();
  if (quota > 0 && quota < count) count = quota;
  return count < 1 ? 1 : (int32_t)count;
}
