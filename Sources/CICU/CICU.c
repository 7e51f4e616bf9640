#include "cicu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucptrie.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char word_rules[] = {
#embed "Rules/word.rules"
};

const char *cicu_word_rules(int32_t *length) {
  *length = (int32_t)sizeof word_rules;
  return word_rules;
}

// What ICU's compiler makes of word.rules: compiling takes 20 ms at every start of the program, this takes none. A test
// holds the two against each other.
static const uint8_t compiled_word_rules[] = {
#embed "Rules/word.brk"
};

const uint8_t *cicu_compiled_word_rules(int32_t *length) {
  *length = (int32_t)sizeof compiled_word_rules;
  return compiled_word_rules;
}

struct cicu_rules {
  UBreakIterator *iterator;
};

static cicu_rules *wrap(UBreakIterator *iterator) {
  cicu_rules *rules = malloc(sizeof *rules);
  if (rules == NULL) {
    ubrk_close(iterator);
    return NULL;
  }
  rules->iterator = iterator;
  return rules;
}

cicu_rules *cicu_rules_open(const char *utf8, int32_t length, cicu_rule_error *error) {
  error->line = error->column = error->code = 0;
  UErrorCode status = U_ZERO_ERROR;
  UChar *units = malloc(((size_t)length + 1) * sizeof *units);
  if (units == NULL) return NULL;
  int32_t count = 0;
  u_strFromUTF8(units, length + 1, &count, utf8, length, &status);
  UParseError parse = {0};
  UBreakIterator *iterator = ubrk_openRules(units, count, NULL, 0, &parse, &status);
  free(units);
  if (U_FAILURE(status)) {
    error->line = parse.line;
    error->column = parse.offset;
    error->code = status;
    return NULL;
  }
  return wrap(iterator);
}

cicu_rules *cicu_rules_open_sentences(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
  return U_FAILURE(status) ? NULL : wrap(iterator);
}

void cicu_rules_close(cicu_rules *rules) {
  if (rules == NULL) return;
  ubrk_close(rules->iterator);
  free(rules);
}

int32_t cicu_rules_segment(
    cicu_rules *rules, const uint8_t *utf8, int32_t length, int32_t *ends, int32_t *statuses, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UText *text = utext_openUTF8(NULL, (const char *)utf8, length, &status);
  if (U_FAILURE(status)) return -1;
  ubrk_setUText(rules->iterator, text, &status);
  int32_t count = 0;
  if (U_SUCCESS(status)) {
    ubrk_first(rules->iterator);
    for (int32_t end = ubrk_next(rules->iterator); end != UBRK_DONE; end = ubrk_next(rules->iterator)) {
      if (count == capacity) {
        count = -1;
        break;
      }
      ends[count] = end;
      statuses[count] = ubrk_getRuleStatus(rules->iterator);
      count++;
    }
  }
  utext_close(text);
  return U_FAILURE(status) ? -1 : count;
}

// --- Compiled tables ---------------------------------------------------------------------------------------
//
// The layout of format version 6 (ICU 69 and later): a header of 20 words, then the forward state table, the
// trie from code points to categories, and the status table. Anything unexpected makes cicu_tables_open
// return null; callers then let ICU itself run.

struct cicu_tables {
  uint8_t *bytes;
  const uint8_t *rows;
  uint32_t states, row_length, flags, categories;
  bool narrow;
  const int32_t *statuses;
  uint32_t status_count;
  UCPTrie *trie;
};

enum { bof_required = 2, narrow_rows = 4 };

static uint32_t word_at(const uint8_t *bytes, uint32_t index) {
  uint32_t value;
  memcpy(&value, bytes + 4 * (size_t)index, sizeof value);
  return value;
}

int32_t cicu_rules_binary(cicu_rules *rules, uint8_t *bytes, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = ubrk_getBinaryRules(rules->iterator, bytes, capacity, &status);
  return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : length;
}

cicu_tables *cicu_tables_open(const uint8_t *binary, int32_t length) {
  if (length < 80) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  uint8_t *bytes = malloc((size_t)length);
  cicu_tables *tables = calloc(1, sizeof *tables);
  if (bytes == NULL || tables == NULL) goto failed;
  // A copy, since malloc aligns it for the trie.
  memcpy(bytes, binary, (size_t)length);
  if (word_at(bytes, 0) != 0xb1a0 || bytes[4] != 6) goto failed;
  uint32_t forward = word_at(bytes, 4), forward_length = word_at(bytes, 5);
  uint32_t trie = word_at(bytes, 8), trie_length = word_at(bytes, 9);
  uint32_t statuses = word_at(bytes, 12), statuses_length = word_at(bytes, 13);
  uint32_t total = (uint32_t)length;
  if (word_at(bytes, 2) != total || forward > total || forward_length > total - forward || forward_length < 20 ||
      trie > total || trie_length > total - trie || statuses > total || statuses_length > total - statuses)
    goto failed;
  tables->bytes = bytes;
  tables->categories = word_at(bytes, 3);
  const uint8_t *table = bytes + forward;
  tables->states = word_at(table, 0);
  tables->row_length = word_at(table, 1);
  uint32_t dictionary_start = word_at(table, 2);
  tables->flags = word_at(table, 4);
  tables->rows = table + 20;
  tables->narrow = (tables->flags & narrow_rows) != 0;
  tables->statuses = (const int32_t *)(bytes + statuses);
  tables->status_count = statuses_length / 4;
  uint32_t width = tables->narrow ? 1 : 2;
  if (tables->row_length < (3 + tables->categories) * width || dictionary_start < tables->categories ||
      (uint64_t)tables->states * tables->row_length > forward_length - 20 || statuses % 4 != 0)
    goto failed;
  tables->trie =
      ucptrie_openFromBinary(UCPTRIE_TYPE_ANY, UCPTRIE_VALUE_BITS_ANY, bytes + trie, (int32_t)trie_length, NULL, &status);
  if (U_FAILURE(status)) goto failed;
  return tables;
failed:
  free(bytes);
  free(tables);
  return NULL;
}

void cicu_tables_close(cicu_tables *tables) {
  if (tables == NULL) return;
  ucptrie_close(tables->trie);
  free(tables->bytes);
  free(tables);
}

static uint16_t row_item(const cicu_tables *tables, int32_t state, int32_t item) {
  const uint8_t *row = tables->rows + (size_t)state * tables->row_length;
  if (tables->narrow) return row[item];
  uint16_t value;
  memcpy(&value, row + 2 * (size_t)item, sizeof value);
  return value;
}

int32_t cicu_tables_state_count(const cicu_tables *tables) { return (int32_t)tables->states; }
int32_t cicu_tables_category_count(const cicu_tables *tables) { return (int32_t)tables->categories; }
bool cicu_tables_starts_at_bof(const cicu_tables *tables) { return (tables->flags & bof_required) != 0; }
uint16_t cicu_tables_accepting(const cicu_tables *tables, int32_t state) { return row_item(tables, state, 0); }
uint16_t cicu_tables_lookahead(const cicu_tables *tables, int32_t state) { return row_item(tables, state, 1); }
uint16_t cicu_tables_next(const cicu_tables *tables, int32_t state, int32_t category) {
  return row_item(tables, state, 3 + category);
}

int32_t cicu_tables_status(const cicu_tables *tables, int32_t state) {
  uint32_t index = row_item(tables, state, 2);
  if (index >= tables->status_count) return 0;
  int32_t count = tables->statuses[index];
  if (count < 1 || index + (uint32_t)count >= tables->status_count) return 0;
  return tables->statuses[index + (uint32_t)count];
}

uint32_t cicu_tables_category_run(const cicu_tables *tables, uint32_t start, uint16_t *category) {
  uint32_t value = 0;
  UChar32 end = ucptrie_getRange(tables->trie, (UChar32)start, UCPMAP_RANGE_NORMAL, 0, NULL, NULL, &value);
  *category = (uint16_t)value;
  return end < 0 ? 0x10FFFF : (uint32_t)end;
}

// --- Properties --------------------------------------------------------------------------------------------

uint8_t cicu_properties(uint32_t scalar) {
  UChar32 c = (UChar32)scalar;
  uint32_t mask = U_MASK(u_charType(c));
  uint8_t flags = 0;
  if (mask & (U_GC_L_MASK | U_GC_NL_MASK)) flags |= cicu_letter;
  if (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) flags |= cicu_upper;
  if (mask & U_GC_LL_MASK) flags |= cicu_lower;
  if (mask & U_GC_M_MASK) flags |= cicu_mark;
  if (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES || u_getCombiningClass(c) != 0)
    flags |= cicu_unstable;
  return flags;
}

uint32_t cicu_to_lower(uint32_t scalar) { return (uint32_t)u_tolower((UChar32)scalar); }
uint32_t cicu_to_upper(uint32_t scalar) { return (uint32_t)u_toupper((UChar32)scalar); }

uint8_t cicu_sentence_class(uint32_t scalar) {
  switch (u_getIntPropertyValue((UChar32)scalar, UCHAR_SENTENCE_BREAK)) {
    case U_SB_ATERM: return cicu_sb_aterm;
    case U_SB_CLOSE: return cicu_sb_close;
    case U_SB_FORMAT: return cicu_sb_format;
    case U_SB_LOWER: return cicu_sb_lower;
    case U_SB_NUMERIC: return cicu_sb_numeric;
    case U_SB_OLETTER: return cicu_sb_oletter;
    case U_SB_SEP: return cicu_sb_sep;
    case U_SB_SP: return cicu_sb_sp;
    case U_SB_STERM: return cicu_sb_sterm;
    case U_SB_UPPER: return cicu_sb_upper;
    case U_SB_CR: return cicu_sb_cr;
    case U_SB_EXTEND: return cicu_sb_extend;
    case U_SB_LF: return cicu_sb_lf;
    case U_SB_SCONTINUE: return cicu_sb_scontinue;
    default: return cicu_sb_other;
  }
}

// --- Canonical composition ---------------------------------------------------------------------------------

static const UNormalizer2 *nfc(void) {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getNFCInstance(&status);
}

bool cicu_nfc_boundary_before(uint32_t scalar) { return unorm2_hasBoundaryBefore(nfc(), (UChar32)scalar); }

int32_t cicu_nfc(uint32_t *scalars, int32_t count, int32_t capacity) {
  enum { small = 64 };
  UChar small_in[2 * small], small_out[6 * small];
  UChar *in = small_in, *out = small_out;
  int32_t in_capacity = 2 * small, out_capacity = 6 * small, result = -1;
  if (count > small) {
    in_capacity = 2 * count;
    out_capacity = 6 * count;
    in = malloc((size_t)in_capacity * sizeof *in);
    out = malloc((size_t)out_capacity * sizeof *out);
    if (in == NULL || out == NULL) goto done;
  }
  UErrorCode status = U_ZERO_ERROR;
  int32_t units = 0, written = 0;
  u_strFromUTF32(in, in_capacity, &units, (const UChar32 *)scalars, count, &status);
  written = unorm2_normalize(nfc(), in, units, out, out_capacity, &status);
  if (U_FAILURE(status)) goto done;
  int32_t composed = 0;
  u_strToUTF32((UChar32 *)scalars, capacity, &composed, out, written, &status);
  if (U_SUCCESS(status)) result = composed;
done:
  if (in != small_in) {
    free(in);
    free(out);
  }
  return result;
}

int32_t cicu_version(void) {
  UVersionInfo version;
  u_getVersion(version);
  return version[0];
}
