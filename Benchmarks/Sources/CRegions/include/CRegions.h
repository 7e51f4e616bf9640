/* Regions of a run, for callgrind: it counts only inside these functions (--toggle-collect=boctach_region_*), and each
   one's inclusive count is that of its region. */
#ifndef BOCTACH_REGIONS_H
#define BOCTACH_REGIONS_H

typedef void (*boctach_work)(void *context);

void boctach_region_compile(boctach_work work, void *context);
void boctach_region_decode(boctach_work work, void *context);
void boctach_region_tokenize(boctach_work work, void *context);
void boctach_region_match(boctach_work work, void *context);
void boctach_region_assemble(boctach_work work, void *context);
void boctach_region_json(boctach_work work, void *context);

#endif
