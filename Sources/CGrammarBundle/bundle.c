/* Made by `make bundle` (.ci/bundle-grammars). Lists every file of Grammars/vi; do not edit. */
#include "CGrammarBundle.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Grammars/vi/cascade.grammar" suffix(, )
0};
static const unsigned char file_1[] = {
#embed "../../Grammars/vi/dates/clock.grammar" suffix(, )
0};
static const unsigned char file_2[] = {
#embed "../../Grammars/vi/dates/days.grammar" suffix(, )
0};
static const unsigned char file_3[] = {
#embed "../../Grammars/vi/dates/edges.tsv" suffix(, )
0};
static const unsigned char file_4[] = {
#embed "../../Grammars/vi/dates/months.grammar" suffix(, )
0};
static const unsigned char file_5[] = {
#embed "../../Grammars/vi/dates/parts.grammar" suffix(, )
0};
static const unsigned char file_6[] = {
#embed "../../Grammars/vi/dates/relative.tsv" suffix(, )
0};
static const unsigned char file_7[] = {
#embed "../../Grammars/vi/dates/seasons.tsv" suffix(, )
0};
static const unsigned char file_8[] = {
#embed "../../Grammars/vi/dates/years.grammar" suffix(, )
0};
static const unsigned char file_9[] = {
#embed "../../Grammars/vi/documents/citations.grammar" suffix(, )
0};
static const unsigned char file_10[] = {
#embed "../../Grammars/vi/documents/codes.tsv" suffix(, )
0};
static const unsigned char file_11[] = {
#embed "../../Grammars/vi/documents/laws.grammar" suffix(, )
0};
static const unsigned char file_12[] = {
#embed "../../Grammars/vi/documents/laws.tsv" suffix(, )
0};
static const unsigned char file_13[] = {
#embed "../../Grammars/vi/documents/ordinances.tsv" suffix(, )
0};
static const unsigned char file_14[] = {
#embed "../../Grammars/vi/numbers/numerals.grammar" suffix(, )
0};
static const unsigned char file_15[] = {
#embed "../../Grammars/vi/places/admin-classes.tsv" suffix(, )
0};
static const unsigned char file_16[] = {
#embed "../../Grammars/vi/places/cities.tsv" suffix(, )
0};
static const unsigned char file_17[] = {
#embed "../../Grammars/vi/places/countries.tsv" suffix(, )
0};
static const unsigned char file_18[] = {
#embed "../../Grammars/vi/places/districts.tsv" suffix(, )
0};
static const unsigned char file_19[] = {
#embed "../../Grammars/vi/places/geo-classes.tsv" suffix(, )
0};
static const unsigned char file_20[] = {
#embed "../../Grammars/vi/places/geography.grammar" suffix(, )
0};
static const unsigned char file_21[] = {
#embed "../../Grammars/vi/places/name-stops.tsv" suffix(, )
0};
static const unsigned char file_22[] = {
#embed "../../Grammars/vi/places/names.grammar" suffix(, )
0};
static const unsigned char file_23[] = {
#embed "../../Grammars/vi/places/namesakes.tsv" suffix(, )
0};
static const unsigned char file_24[] = {
#embed "../../Grammars/vi/places/places.grammar" suffix(, )
0};
static const unsigned char file_25[] = {
#embed "../../Grammars/vi/places/provinces.tsv" suffix(, )
0};
static const unsigned char file_26[] = {
#embed "../../Grammars/vi/places/regions.tsv" suffix(, )
0};
static const unsigned char file_27[] = {
#embed "../../Grammars/vi/places/short-countries.tsv" suffix(, )
0};
static const unsigned char file_28[] = {
#embed "../../Grammars/vi/places/surnames.tsv" suffix(, )
0};
static const unsigned char file_29[] = {
#embed "../../Grammars/vi/shared/calendar.grammar" suffix(, )
0};
static const unsigned char file_30[] = {
#embed "../../Grammars/vi/shared/day-parts.tsv" suffix(, )
0};
static const unsigned char file_31[] = {
#embed "../../Grammars/vi/shared/document-abbreviations.tsv" suffix(, )
0};
static const unsigned char file_32[] = {
#embed "../../Grammars/vi/shared/document-kinds.tsv" suffix(, )
0};
static const unsigned char file_33[] = {
#embed "../../Grammars/vi/shared/months.tsv" suffix(, )
0};
static const unsigned char file_34[] = {
#embed "../../Grammars/vi/shared/number-words.tsv" suffix(, )
0};
static const unsigned char file_35[] = {
#embed "../../Grammars/vi/shared/numbers.grammar" suffix(, )
0};
static const unsigned char file_36[] = {
#embed "../../Grammars/vi/shared/symbol-codes.tsv" suffix(, )
0};
static const unsigned char file_37[] = {
#embed "../../Grammars/vi/shared/symbols.grammar" suffix(, )
0};
static const unsigned char file_38[] = {
#embed "../../Grammars/vi/shared/time-units.tsv" suffix(, )
0};
static const unsigned char file_39[] = {
#embed "../../Grammars/vi/shared/weekdays.tsv" suffix(, )
0};
static const unsigned char file_40[] = {
#embed "../../Grammars/vi/text/abbreviations.tsv" suffix(, )
0};

static const boctach_bundled_file files[] = {
  {"cascade.grammar", file_0, sizeof(file_0) - 1},
  {"dates/clock.grammar", file_1, sizeof(file_1) - 1},
  {"dates/days.grammar", file_2, sizeof(file_2) - 1},
  {"dates/edges.tsv", file_3, sizeof(file_3) - 1},
  {"dates/months.grammar", file_4, sizeof(file_4) - 1},
  {"dates/parts.grammar", file_5, sizeof(file_5) - 1},
  {"dates/relative.tsv", file_6, sizeof(file_6) - 1},
  {"dates/seasons.tsv", file_7, sizeof(file_7) - 1},
  {"dates/years.grammar", file_8, sizeof(file_8) - 1},
  {"documents/citations.grammar", file_9, sizeof(file_9) - 1},
  {"documents/codes.tsv", file_10, sizeof(file_10) - 1},
  {"documents/laws.grammar", file_11, sizeof(file_11) - 1},
  {"documents/laws.tsv", file_12, sizeof(file_12) - 1},
  {"documents/ordinances.tsv", file_13, sizeof(file_13) - 1},
  {"numbers/numerals.grammar", file_14, sizeof(file_14) - 1},
  {"places/admin-classes.tsv", file_15, sizeof(file_15) - 1},
  {"places/cities.tsv", file_16, sizeof(file_16) - 1},
  {"places/countries.tsv", file_17, sizeof(file_17) - 1},
  {"places/districts.tsv", file_18, sizeof(file_18) - 1},
  {"places/geo-classes.tsv", file_19, sizeof(file_19) - 1},
  {"places/geography.grammar", file_20, sizeof(file_20) - 1},
  {"places/name-stops.tsv", file_21, sizeof(file_21) - 1},
  {"places/names.grammar", file_22, sizeof(file_22) - 1},
  {"places/namesakes.tsv", file_23, sizeof(file_23) - 1},
  {"places/places.grammar", file_24, sizeof(file_24) - 1},
  {"places/provinces.tsv", file_25, sizeof(file_25) - 1},
  {"places/regions.tsv", file_26, sizeof(file_26) - 1},
  {"places/short-countries.tsv", file_27, sizeof(file_27) - 1},
  {"places/surnames.tsv", file_28, sizeof(file_28) - 1},
  {"shared/calendar.grammar", file_29, sizeof(file_29) - 1},
  {"shared/day-parts.tsv", file_30, sizeof(file_30) - 1},
  {"shared/document-abbreviations.tsv", file_31, sizeof(file_31) - 1},
  {"shared/document-kinds.tsv", file_32, sizeof(file_32) - 1},
  {"shared/months.tsv", file_33, sizeof(file_33) - 1},
  {"shared/number-words.tsv", file_34, sizeof(file_34) - 1},
  {"shared/numbers.grammar", file_35, sizeof(file_35) - 1},
  {"shared/symbol-codes.tsv", file_36, sizeof(file_36) - 1},
  {"shared/symbols.grammar", file_37, sizeof(file_37) - 1},
  {"shared/time-units.tsv", file_38, sizeof(file_38) - 1},
  {"shared/weekdays.tsv", file_39, sizeof(file_39) - 1},
  {"text/abbreviations.tsv", file_40, sizeof(file_40) - 1},
};

const boctach_bundled_file *const boctach_bundled_files = files;
const size_t boctach_bundled_file_count = sizeof(files) / sizeof(files[0]);
