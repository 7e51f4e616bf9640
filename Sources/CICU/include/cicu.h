// The door to ICU. No ICU header is included here, so none reaches Swift; every name starts with `cicu_`.
//
//   word rules ──cicu_rules_open──▶ compiled rules ──┬─ cicu_rules_next …   ICU's own state table, read out
//                                                    └─ cicu_rules_segment  ICU's break iterator, run
//   properties, case, canonical composition of single code points
#ifndef CICU_H
#define CICU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// --- Rules -------------------------------------------------------------------------------------------------

/// Compiled break rules. Not safe to share between threads while `cicu_rules_segment` runs on them.
typedef struct cicu_rules cicu_rules;

/// Where a rule text is wrong.
typedef struct {
  int32_t line;
  int32_t column;
  /// ICU's error code; 0 is none.
  int32_t code;
} cicu_rule_error;

/// The text of Rules/word.rules, UTF-8, not terminated.
const char *cicu_word_rules(int32_t *length);

/// Rules/word.brk: word.rules as compiled by ICU.
const uint8_t *cicu_compiled_word_rules(int32_t *length);

/// Compiles rules written in ICU's rule language. Null and `error` filled when they are wrong.
cicu_rules *cicu_rules_open(const char *utf8, int32_t length, cicu_rule_error *error);
/// ICU's sentence rules for a locale.
cicu_rules *cicu_rules_open_sentences(const char *locale);
void cicu_rules_close(cicu_rules *rules);

/// Runs ICU's break iterator over UTF-8 and writes the end (in bytes) and the rule status of up to `capacity`
/// segments. Returns their number, or -1 on failure. The definition that the fast path is held against.
int32_t cicu_rules_segment(
    cicu_rules *rules, const uint8_t *utf8, int32_t length, int32_t *ends, int32_t *statuses, int32_t capacity);

/// Copies the compiled form of the rules, where `capacity` does. Returns its length, -1 on failure.
int32_t cicu_rules_binary(cicu_rules *rules, uint8_t *bytes, int32_t capacity);

/// The tables of compiled rules, laid out as this file knows them; null otherwise.
typedef struct cicu_tables cicu_tables;
cicu_tables *cicu_tables_open(const uint8_t *binary, int32_t length);
void cicu_tables_close(cicu_tables *tables);
int32_t cicu_tables_state_count(const cicu_tables *tables);
int32_t cicu_tables_category_count(const cicu_tables *tables);
/// True when the automaton begins with a step over the begin-of-text category (2).
bool cicu_tables_starts_at_bof(const cicu_tables *tables);
/// The state after `state` on `category`. State 0 stops, state 1 starts; category 1 is the end of the text.
uint16_t cicu_tables_next(const cicu_tables *tables, int32_t state, int32_t category);
/// 0: not accepting, 1: accepting, above: accepts at the position remembered under this look-ahead number.
uint16_t cicu_tables_accepting(const cicu_tables *tables, int32_t state);
/// 0: none, above 1: the position is to be remembered under this look-ahead number.
uint16_t cicu_tables_lookahead(const cicu_tables *tables, int32_t state);
/// The rule status of an accepting state.
int32_t cicu_tables_status(const cicu_tables *tables, int32_t state);
/// The last code point of the run from `start` whose code points share a category; the category in `category`.
uint32_t cicu_tables_category_run(const cicu_tables *tables, uint32_t start, uint16_t *category);

// --- Properties --------------------------------------------------------------------------------------------

enum {
  cicu_letter = 1,
  cicu_upper = 2,
  cicu_lower = 4,
  cicu_mark = 8,
  /// May change under NFC, or with the code point before it.
  cicu_unstable = 16,
};
/// The flags above for one code point. Upper covers title case.
uint8_t cicu_properties(uint32_t scalar);
uint32_t cicu_to_lower(uint32_t scalar);
uint32_t cicu_to_upper(uint32_t scalar);

/// Sentence_Break of UAX #29.
enum {
  cicu_sb_other, cicu_sb_aterm, cicu_sb_close, cicu_sb_format, cicu_sb_lower, cicu_sb_numeric, cicu_sb_oletter,
  cicu_sb_sep, cicu_sb_sp, cicu_sb_sterm, cicu_sb_upper, cicu_sb_cr, cicu_sb_extend, cicu_sb_lf, cicu_sb_scontinue,
};
uint8_t cicu_sentence_class(uint32_t scalar);

// --- Canonical composition ---------------------------------------------------------------------------------

/// True when NFC text can be cut before this code point.
bool cicu_nfc_boundary_before(uint32_t scalar);
/// Brings `count` code points to NFC in place and returns the new count (never above `count` × 3); -1 where
/// `capacity` does not do.
int32_t cicu_nfc(uint32_t *scalars, int32_t count, int32_t capacity);

/// ICU's version, such as 72.
int32_t cicu_version(void);

#ifdef __cplusplus
}
#endif

#endif
