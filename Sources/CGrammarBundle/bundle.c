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
#embed "../../Grammars/vi/dates/scanned.tsv" suffix(, )
0};
static const unsigned char file_8[] = {
#embed "../../Grammars/vi/dates/seasons.tsv" suffix(, )
0};
static const unsigned char file_9[] = {
#embed "../../Grammars/vi/dates/years.grammar" suffix(, )
0};
static const unsigned char file_10[] = {
#embed "../../Grammars/vi/documents/citations.grammar" suffix(, )
0};
static const unsigned char file_11[] = {
#embed "../../Grammars/vi/documents/codes.tsv" suffix(, )
0};
static const unsigned char file_12[] = {
#embed "../../Grammars/vi/documents/conformance.grammar" suffix(, )
0};
static const unsigned char file_13[] = {
#embed "../../Grammars/vi/documents/laws.grammar" suffix(, )
0};
static const unsigned char file_14[] = {
#embed "../../Grammars/vi/documents/laws.tsv" suffix(, )
0};
static const unsigned char file_15[] = {
#embed "../../Grammars/vi/documents/ordinances.tsv" suffix(, )
0};
static const unsigned char file_16[] = {
#embed "../../Grammars/vi/effects/effects.grammar" suffix(, )
0};
static const unsigned char file_17[] = {
#embed "../../Grammars/vi/facts/careers.grammar" suffix(, )
0};
static const unsigned char file_18[] = {
#embed "../../Grammars/vi/facts/holds.grammar" suffix(, )
0};
static const unsigned char file_19[] = {
#embed "../../Grammars/vi/issuing/issuing.grammar" suffix(, )
0};
static const unsigned char file_20[] = {
#embed "../../Grammars/vi/issuing/links.grammar" suffix(, )
0};
static const unsigned char file_21[] = {
#embed "../../Grammars/vi/measures/adjuncts.tsv" suffix(, )
0};
static const unsigned char file_22[] = {
#embed "../../Grammars/vi/measures/fronts.tsv" suffix(, )
0};
static const unsigned char file_23[] = {
#embed "../../Grammars/vi/measures/heads.tsv" suffix(, )
0};
static const unsigned char file_24[] = {
#embed "../../Grammars/vi/measures/labels.tsv" suffix(, )
0};
static const unsigned char file_25[] = {
#embed "../../Grammars/vi/measures/links.tsv" suffix(, )
0};
static const unsigned char file_26[] = {
#embed "../../Grammars/vi/measures/measures.grammar" suffix(, )
0};
static const unsigned char file_27[] = {
#embed "../../Grammars/vi/measures/stops.tsv" suffix(, )
0};
static const unsigned char file_28[] = {
#embed "../../Grammars/vi/measures/words.grammar" suffix(, )
0};
static const unsigned char file_29[] = {
#embed "../../Grammars/vi/numbers/numerals.grammar" suffix(, )
0};
static const unsigned char file_30[] = {
#embed "../../Grammars/vi/organizations/bodies.tsv" suffix(, )
0};
static const unsigned char file_31[] = {
#embed "../../Grammars/vi/organizations/body-starts.tsv" suffix(, )
0};
static const unsigned char file_32[] = {
#embed "../../Grammars/vi/organizations/companies.grammar" suffix(, )
0};
static const unsigned char file_33[] = {
#embed "../../Grammars/vi/organizations/function-words.tsv" suffix(, )
0};
static const unsigned char file_34[] = {
#embed "../../Grammars/vi/organizations/heads.tsv" suffix(, )
0};
static const unsigned char file_35[] = {
#embed "../../Grammars/vi/organizations/name-words.tsv" suffix(, )
0};
static const unsigned char file_36[] = {
#embed "../../Grammars/vi/organizations/names.grammar" suffix(, )
0};
static const unsigned char file_37[] = {
#embed "../../Grammars/vi/organizations/newspapers.tsv" suffix(, )
0};
static const unsigned char file_38[] = {
#embed "../../Grammars/vi/organizations/organization-tests.grammar" suffix(, )
0};
static const unsigned char file_39[] = {
#embed "../../Grammars/vi/organizations/rule-tests.grammar" suffix(, )
0};
static const unsigned char file_40[] = {
#embed "../../Grammars/vi/organizations/sentences-tests.grammar" suffix(, )
0};
static const unsigned char file_41[] = {
#embed "../../Grammars/vi/organizations/short-names.grammar" suffix(, )
0};
static const unsigned char file_42[] = {
#embed "../../Grammars/vi/organizations/state.grammar" suffix(, )
0};
static const unsigned char file_43[] = {
#embed "../../Grammars/vi/organizations/units.grammar" suffix(, )
0};
static const unsigned char file_44[] = {
#embed "../../Grammars/vi/persons/credit-agencies.tsv" suffix(, )
0};
static const unsigned char file_45[] = {
#embed "../../Grammars/vi/persons/family-names.tsv" suffix(, )
0};
static const unsigned char file_46[] = {
#embed "../../Grammars/vi/persons/foreign-names.tsv" suffix(, )
0};
static const unsigned char file_47[] = {
#embed "../../Grammars/vi/persons/given-words.tsv" suffix(, )
0};
static const unsigned char file_48[] = {
#embed "../../Grammars/vi/persons/honorifics.tsv" suffix(, )
0};
static const unsigned char file_49[] = {
#embed "../../Grammars/vi/persons/name-ends.tsv" suffix(, )
0};
static const unsigned char file_50[] = {
#embed "../../Grammars/vi/persons/name-heads.tsv" suffix(, )
0};
static const unsigned char file_51[] = {
#embed "../../Grammars/vi/persons/name-tests.grammar" suffix(, )
0};
static const unsigned char file_52[] = {
#embed "../../Grammars/vi/persons/names.grammar" suffix(, )
0};
static const unsigned char file_53[] = {
#embed "../../Grammars/vi/persons/org-words.tsv" suffix(, )
0};
static const unsigned char file_54[] = {
#embed "../../Grammars/vi/persons/person-verbs.tsv" suffix(, )
0};
static const unsigned char file_55[] = {
#embed "../../Grammars/vi/persons/persons.grammar" suffix(, )
0};
static const unsigned char file_56[] = {
#embed "../../Grammars/vi/persons/roles.tsv" suffix(, )
0};
static const unsigned char file_57[] = {
#embed "../../Grammars/vi/persons/words.grammar" suffix(, )
0};
static const unsigned char file_58[] = {
#embed "../../Grammars/vi/places/admin-classes.tsv" suffix(, )
0};
static const unsigned char file_59[] = {
#embed "../../Grammars/vi/places/cities.tsv" suffix(, )
0};
static const unsigned char file_60[] = {
#embed "../../Grammars/vi/places/compound-firsts.tsv" suffix(, )
0};
static const unsigned char file_61[] = {
#embed "../../Grammars/vi/places/countries.tsv" suffix(, )
0};
static const unsigned char file_62[] = {
#embed "../../Grammars/vi/places/districts.tsv" suffix(, )
0};
static const unsigned char file_63[] = {
#embed "../../Grammars/vi/places/geo-classes.tsv" suffix(, )
0};
static const unsigned char file_64[] = {
#embed "../../Grammars/vi/places/geography.grammar" suffix(, )
0};
static const unsigned char file_65[] = {
#embed "../../Grammars/vi/places/name-stops.tsv" suffix(, )
0};
static const unsigned char file_66[] = {
#embed "../../Grammars/vi/places/names.grammar" suffix(, )
0};
static const unsigned char file_67[] = {
#embed "../../Grammars/vi/places/namesakes.tsv" suffix(, )
0};
static const unsigned char file_68[] = {
#embed "../../Grammars/vi/places/no-place-here.tsv" suffix(, )
0};
static const unsigned char file_69[] = {
#embed "../../Grammars/vi/places/place-tests.grammar" suffix(, )
0};
static const unsigned char file_70[] = {
#embed "../../Grammars/vi/places/places.grammar" suffix(, )
0};
static const unsigned char file_71[] = {
#embed "../../Grammars/vi/places/provinces.tsv" suffix(, )
0};
static const unsigned char file_72[] = {
#embed "../../Grammars/vi/places/regions.tsv" suffix(, )
0};
static const unsigned char file_73[] = {
#embed "../../Grammars/vi/places/sentences-tests.grammar" suffix(, )
0};
static const unsigned char file_74[] = {
#embed "../../Grammars/vi/places/short-countries.tsv" suffix(, )
0};
static const unsigned char file_75[] = {
#embed "../../Grammars/vi/places/short-names.grammar" suffix(, )
0};
static const unsigned char file_76[] = {
#embed "../../Grammars/vi/places/streets.tsv" suffix(, )
0};
static const unsigned char file_77[] = {
#embed "../../Grammars/vi/places/surnames.tsv" suffix(, )
0};
static const unsigned char file_78[] = {
#embed "../../Grammars/vi/provisions/provisions.grammar" suffix(, )
0};
static const unsigned char file_79[] = {
#embed "../../Grammars/vi/quantities/abbreviations.grammar" suffix(, )
0};
static const unsigned char file_80[] = {
#embed "../../Grammars/vi/quantities/centimetres.tsv" suffix(, )
0};
static const unsigned char file_81[] = {
#embed "../../Grammars/vi/quantities/changes.tsv" suffix(, )
0};
static const unsigned char file_82[] = {
#embed "../../Grammars/vi/quantities/classifiers.tsv" suffix(, )
0};
static const unsigned char file_83[] = {
#embed "../../Grammars/vi/quantities/closed.tsv" suffix(, )
0};
static const unsigned char file_84[] = {
#embed "../../Grammars/vi/quantities/comparators.tsv" suffix(, )
0};
static const unsigned char file_85[] = {
#embed "../../Grammars/vi/quantities/counted.grammar" suffix(, )
0};
static const unsigned char file_86[] = {
#embed "../../Grammars/vi/quantities/currencies.tsv" suffix(, )
0};
static const unsigned char file_87[] = {
#embed "../../Grammars/vi/quantities/events.tsv" suffix(, )
0};
static const unsigned char file_88[] = {
#embed "../../Grammars/vi/quantities/followers.tsv" suffix(, )
0};
static const unsigned char file_89[] = {
#embed "../../Grammars/vi/quantities/measured.grammar" suffix(, )
0};
static const unsigned char file_90[] = {
#embed "../../Grammars/vi/quantities/measures.tsv" suffix(, )
0};
static const unsigned char file_91[] = {
#embed "../../Grammars/vi/quantities/nouns.tsv" suffix(, )
0};
static const unsigned char file_92[] = {
#embed "../../Grammars/vi/quantities/ordinal-heads.tsv" suffix(, )
0};
static const unsigned char file_93[] = {
#embed "../../Grammars/vi/quantities/stops.tsv" suffix(, )
0};
static const unsigned char file_94[] = {
#embed "../../Grammars/vi/quantities/symbols.tsv" suffix(, )
0};
static const unsigned char file_95[] = {
#embed "../../Grammars/vi/quantities/things.tsv" suffix(, )
0};
static const unsigned char file_96[] = {
#embed "../../Grammars/vi/quantities/times.tsv" suffix(, )
0};
static const unsigned char file_97[] = {
#embed "../../Grammars/vi/quantities/words.grammar" suffix(, )
0};
static const unsigned char file_98[] = {
#embed "../../Grammars/vi/shared/calendar.grammar" suffix(, )
0};
static const unsigned char file_99[] = {
#embed "../../Grammars/vi/shared/day-parts.tsv" suffix(, )
0};
static const unsigned char file_100[] = {
#embed "../../Grammars/vi/shared/document-abbreviations.tsv" suffix(, )
0};
static const unsigned char file_101[] = {
#embed "../../Grammars/vi/shared/document-kinds.tsv" suffix(, )
0};
static const unsigned char file_102[] = {
#embed "../../Grammars/vi/shared/months.tsv" suffix(, )
0};
static const unsigned char file_103[] = {
#embed "../../Grammars/vi/shared/number-words.tsv" suffix(, )
0};
static const unsigned char file_104[] = {
#embed "../../Grammars/vi/shared/numbers.grammar" suffix(, )
0};
static const unsigned char file_105[] = {
#embed "../../Grammars/vi/shared/symbol-codes.tsv" suffix(, )
0};
static const unsigned char file_106[] = {
#embed "../../Grammars/vi/shared/symbols.grammar" suffix(, )
0};
static const unsigned char file_107[] = {
#embed "../../Grammars/vi/shared/time-units.tsv" suffix(, )
0};
static const unsigned char file_108[] = {
#embed "../../Grammars/vi/shared/weekdays.tsv" suffix(, )
0};
static const unsigned char file_109[] = {
#embed "../../Grammars/vi/subjects/subjects.grammar" suffix(, )
0};
static const unsigned char file_110[] = {
#embed "../../Grammars/vi/text/abbreviations.tsv" suffix(, )
0};
static const unsigned char file_111[] = {
#embed "../../Grammars/vi/titles/product-tests.grammar" suffix(, )
0};
static const unsigned char file_112[] = {
#embed "../../Grammars/vi/titles/roles.tsv" suffix(, )
0};
static const unsigned char file_113[] = {
#embed "../../Grammars/vi/titles/title-tests.grammar" suffix(, )
0};
static const unsigned char file_114[] = {
#embed "../../Grammars/vi/titles/titles.grammar" suffix(, )
0};
static const unsigned char file_115[] = {
#embed "../../Grammars/vi/titles/world-bodies.tsv" suffix(, )
0};

static const boctach_bundled_file files[] = {
  {"cascade.grammar", file_0, sizeof(file_0) - 1},
  {"dates/clock.grammar", file_1, sizeof(file_1) - 1},
  {"dates/days.grammar", file_2, sizeof(file_2) - 1},
  {"dates/edges.tsv", file_3, sizeof(file_3) - 1},
  {"dates/months.grammar", file_4, sizeof(file_4) - 1},
  {"dates/parts.grammar", file_5, sizeof(file_5) - 1},
  {"dates/relative.tsv", file_6, sizeof(file_6) - 1},
  {"dates/scanned.tsv", file_7, sizeof(file_7) - 1},
  {"dates/seasons.tsv", file_8, sizeof(file_8) - 1},
  {"dates/years.grammar", file_9, sizeof(file_9) - 1},
  {"documents/citations.grammar", file_10, sizeof(file_10) - 1},
  {"documents/codes.tsv", file_11, sizeof(file_11) - 1},
  {"documents/conformance.grammar", file_12, sizeof(file_12) - 1},
  {"documents/laws.grammar", file_13, sizeof(file_13) - 1},
  {"documents/laws.tsv", file_14, sizeof(file_14) - 1},
  {"documents/ordinances.tsv", file_15, sizeof(file_15) - 1},
  {"effects/effects.grammar", file_16, sizeof(file_16) - 1},
  {"facts/careers.grammar", file_17, sizeof(file_17) - 1},
  {"facts/holds.grammar", file_18, sizeof(file_18) - 1},
  {"issuing/issuing.grammar", file_19, sizeof(file_19) - 1},
  {"issuing/links.grammar", file_20, sizeof(file_20) - 1},
  {"measures/adjuncts.tsv", file_21, sizeof(file_21) - 1},
  {"measures/fronts.tsv", file_22, sizeof(file_22) - 1},
  {"measures/heads.tsv", file_23, sizeof(file_23) - 1},
  {"measures/labels.tsv", file_24, sizeof(file_24) - 1},
  {"measures/links.tsv", file_25, sizeof(file_25) - 1},
  {"measures/measures.grammar", file_26, sizeof(file_26) - 1},
  {"measures/stops.tsv", file_27, sizeof(file_27) - 1},
  {"measures/words.grammar", file_28, sizeof(file_28) - 1},
  {"numbers/numerals.grammar", file_29, sizeof(file_29) - 1},
  {"organizations/bodies.tsv", file_30, sizeof(file_30) - 1},
  {"organizations/body-starts.tsv", file_31, sizeof(file_31) - 1},
  {"organizations/companies.grammar", file_32, sizeof(file_32) - 1},
  {"organizations/function-words.tsv", file_33, sizeof(file_33) - 1},
  {"organizations/heads.tsv", file_34, sizeof(file_34) - 1},
  {"organizations/name-words.tsv", file_35, sizeof(file_35) - 1},
  {"organizations/names.grammar", file_36, sizeof(file_36) - 1},
  {"organizations/newspapers.tsv", file_37, sizeof(file_37) - 1},
  {"organizations/organization-tests.grammar", file_38, sizeof(file_38) - 1},
  {"organizations/rule-tests.grammar", file_39, sizeof(file_39) - 1},
  {"organizations/sentences-tests.grammar", file_40, sizeof(file_40) - 1},
  {"organizations/short-names.grammar", file_41, sizeof(file_41) - 1},
  {"organizations/state.grammar", file_42, sizeof(file_42) - 1},
  {"organizations/units.grammar", file_43, sizeof(file_43) - 1},
  {"persons/credit-agencies.tsv", file_44, sizeof(file_44) - 1},
  {"persons/family-names.tsv", file_45, sizeof(file_45) - 1},
  {"persons/foreign-names.tsv", file_46, sizeof(file_46) - 1},
  {"persons/given-words.tsv", file_47, sizeof(file_47) - 1},
  {"persons/honorifics.tsv", file_48, sizeof(file_48) - 1},
  {"persons/name-ends.tsv", file_49, sizeof(file_49) - 1},
  {"persons/name-heads.tsv", file_50, sizeof(file_50) - 1},
  {"persons/name-tests.grammar", file_51, sizeof(file_51) - 1},
  {"persons/names.grammar", file_52, sizeof(file_52) - 1},
  {"persons/org-words.tsv", file_53, sizeof(file_53) - 1},
  {"persons/person-verbs.tsv", file_54, sizeof(file_54) - 1},
  {"persons/persons.grammar", file_55, sizeof(file_55) - 1},
  {"persons/roles.tsv", file_56, sizeof(file_56) - 1},
  {"persons/words.grammar", file_57, sizeof(file_57) - 1},
  {"places/admin-classes.tsv", file_58, sizeof(file_58) - 1},
  {"places/cities.tsv", file_59, sizeof(file_59) - 1},
  {"places/compound-firsts.tsv", file_60, sizeof(file_60) - 1},
  {"places/countries.tsv", file_61, sizeof(file_61) - 1},
  {"places/districts.tsv", file_62, sizeof(file_62) - 1},
  {"places/geo-classes.tsv", file_63, sizeof(file_63) - 1},
  {"places/geography.grammar", file_64, sizeof(file_64) - 1},
  {"places/name-stops.tsv", file_65, sizeof(file_65) - 1},
  {"places/names.grammar", file_66, sizeof(file_66) - 1},
  {"places/namesakes.tsv", file_67, sizeof(file_67) - 1},
  {"places/no-place-here.tsv", file_68, sizeof(file_68) - 1},
  {"places/place-tests.grammar", file_69, sizeof(file_69) - 1},
  {"places/places.grammar", file_70, sizeof(file_70) - 1},
  {"places/provinces.tsv", file_71, sizeof(file_71) - 1},
  {"places/regions.tsv", file_72, sizeof(file_72) - 1},
  {"places/sentences-tests.grammar", file_73, sizeof(file_73) - 1},
  {"places/short-countries.tsv", file_74, sizeof(file_74) - 1},
  {"places/short-names.grammar", file_75, sizeof(file_75) - 1},
  {"places/streets.tsv", file_76, sizeof(file_76) - 1},
  {"places/surnames.tsv", file_77, sizeof(file_77) - 1},
  {"provisions/provisions.grammar", file_78, sizeof(file_78) - 1},
  {"quantities/abbreviations.grammar", file_79, sizeof(file_79) - 1},
  {"quantities/centimetres.tsv", file_80, sizeof(file_80) - 1},
  {"quantities/changes.tsv", file_81, sizeof(file_81) - 1},
  {"quantities/classifiers.tsv", file_82, sizeof(file_82) - 1},
  {"quantities/closed.tsv", file_83, sizeof(file_83) - 1},
  {"quantities/comparators.tsv", file_84, sizeof(file_84) - 1},
  {"quantities/counted.grammar", file_85, sizeof(file_85) - 1},
  {"quantities/currencies.tsv", file_86, sizeof(file_86) - 1},
  {"quantities/events.tsv", file_87, sizeof(file_87) - 1},
  {"quantities/followers.tsv", file_88, sizeof(file_88) - 1},
  {"quantities/measured.grammar", file_89, sizeof(file_89) - 1},
  {"quantities/measures.tsv", file_90, sizeof(file_90) - 1},
  {"quantities/nouns.tsv", file_91, sizeof(file_91) - 1},
  {"quantities/ordinal-heads.tsv", file_92, sizeof(file_92) - 1},
  {"quantities/stops.tsv", file_93, sizeof(file_93) - 1},
  {"quantities/symbols.tsv", file_94, sizeof(file_94) - 1},
  {"quantities/things.tsv", file_95, sizeof(file_95) - 1},
  {"quantities/times.tsv", file_96, sizeof(file_96) - 1},
  {"quantities/words.grammar", file_97, sizeof(file_97) - 1},
  {"shared/calendar.grammar", file_98, sizeof(file_98) - 1},
  {"shared/day-parts.tsv", file_99, sizeof(file_99) - 1},
  {"shared/document-abbreviations.tsv", file_100, sizeof(file_100) - 1},
  {"shared/document-kinds.tsv", file_101, sizeof(file_101) - 1},
  {"shared/months.tsv", file_102, sizeof(file_102) - 1},
  {"shared/number-words.tsv", file_103, sizeof(file_103) - 1},
  {"shared/numbers.grammar", file_104, sizeof(file_104) - 1},
  {"shared/symbol-codes.tsv", file_105, sizeof(file_105) - 1},
  {"shared/symbols.grammar", file_106, sizeof(file_106) - 1},
  {"shared/time-units.tsv", file_107, sizeof(file_107) - 1},
  {"shared/weekdays.tsv", file_108, sizeof(file_108) - 1},
  {"subjects/subjects.grammar", file_109, sizeof(file_109) - 1},
  {"text/abbreviations.tsv", file_110, sizeof(file_110) - 1},
  {"titles/product-tests.grammar", file_111, sizeof(file_111) - 1},
  {"titles/roles.tsv", file_112, sizeof(file_112) - 1},
  {"titles/title-tests.grammar", file_113, sizeof(file_113) - 1},
  {"titles/titles.grammar", file_114, sizeof(file_114) - 1},
  {"titles/world-bodies.tsv", file_115, sizeof(file_115) - 1},
};

const boctach_bundled_file *const boctach_bundled_files = files;
const size_t boctach_bundled_file_count = sizeof(files) / sizeof(files[0]);

static const unsigned char cascade[] = {
#embed "bundled.cascade" suffix(, )
0};

const unsigned char *const boctach_bundled_cascade = cascade;
const size_t boctach_bundled_cascade_size = sizeof(cascade) - 1;
