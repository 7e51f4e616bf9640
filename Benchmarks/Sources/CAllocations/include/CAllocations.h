/* Counts the allocations of a program: linking this target puts its malloc, calloc, realloc and aligned allocators in
   front of the C library's. Counts are kept by thread, so that counting costs one increment. */
#ifndef BOCTACH_ALLOCATIONS_H
#define BOCTACH_ALLOCATIONS_H

typedef struct {
  unsigned long calls;
  unsigned long bytes;
} boctach_allocations;

/* What the calling thread has asked for since it began. */
boctach_allocations boctach_allocations_of_thread(void);

#endif
