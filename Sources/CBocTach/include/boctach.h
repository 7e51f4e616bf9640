/* BocTach: information extraction for Vietnamese text, for every language that can call C.
 *
 *     boctach_extractor *extractor;
 *     char message[4096];
 *     if (boctach_extractor_open(NULL, &extractor, message, sizeof message) != BOCTACH_OK)
 *       { fputs(message, stderr); exit(1); }
 *     boctach_document *document;
 *     boctach_extract(extractor, text, strlen(text), NULL, 0, &document, message, sizeof message);
 *     const boctach_mention *mentions;
 *     size_t count;
 *     boctach_document_mentions(document, sizeof *mentions, &mentions, &count);
 *     for (size_t i = 0; i < count; i++)
 *       printf("%s: %.*s\n", mentions[i].type.bytes, (int)mentions[i].text.length, mentions[i].text.bytes);
 *     boctach_document_free(document);
 *     boctach_extractor_free(extractor);
 *
 * Errors. Every function that can fail returns a boctach_status. A null pointer where none is allowed and a size that
 * does not fit are errors that are found and returned; nothing is written through other pointers then, except that
 * an `out` handle is set to null. What went wrong is also told in words: functions with `message` and `capacity` write a
 * NUL-terminated sentence there, cut at a whole code point when the buffer is short, and an empty one on success.
 * `message` may be null when `capacity` is 0.
 *
 * Threads. An extractor may be used from any number of threads at once, and so may a document. Only freeing must come
 * last. A thread needs 256 KiB of stack. No threads are started, and there is no clock, no locale and no global state.
 *
 * Fork. Extractors and documents made before fork() work in the child, whatever other threads of the parent did at that
 * moment, but for two things: in a process that no call of the library had ended in before, and the JSON of a document of
 * which another thread was just then asking for the first time.
 *
 * Strings are UTF-8. Strings that the library returns belong to their document, live until it is freed, and have a NUL
 * after the last byte that `length` does not count; a text may itself hold NULs. Offsets are half-open.
 */
#ifndef BOCTACH_H
#define BOCTACH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. It changes when something that existed changes; additions leave it. */
#define BOCTACH_ABI_VERSION 1u

/* The longest input in bytes: 64 MiB. An extraction takes some 60 bytes of memory for each of the input, up to 300 where
 * mentions crowd; memory that the system does not have ends the process. */
#define BOCTACH_INPUT_LIMIT ((size_t)64 << 20)

typedef int32_t boctach_status;
enum {
  BOCTACH_OK = 0,
  /* A null pointer, or an unknown kind of input or table. */
  BOCTACH_ERROR_ARGUMENT = 1,
  /* The size of a struct is not that of this interface, or a buffer is too small. */
  BOCTACH_ERROR_SIZE = 2,
  /* A grammar folder or a file of it could not be read. */
  BOCTACH_ERROR_UNREADABLE = 3,
  /* The grammar has errors; the message shows them with file, line and column. */
  BOCTACH_ERROR_GRAMMAR = 4,
  /* BOCTACH_INPUT_TEXT that is not UTF-8. */
  BOCTACH_ERROR_ENCODING = 5,
  /* The date is not YYYY-MM-DD or YYYY-MM-DDThh:mm, or no day of the calendar. */
  BOCTACH_ERROR_DATE = 6,
  /* The input is longer than BOCTACH_INPUT_LIMIT, or a column of a table than Arrow's offsets reach. */
  BOCTACH_ERROR_TOO_LONG = 7,
  /* The system gave no memory for the results. */
  BOCTACH_ERROR_MEMORY = 8
};

/* A compiled grammar. Making one takes far longer than an extraction: make it once and keep it. */
typedef struct boctach_extractor boctach_extractor;

/* What was found in one text. Immutable. */
typedef struct boctach_document boctach_document;

typedef struct boctach_string {
  /* Null when there is no value; length is 0 then. */
  const char *bytes;
  size_t length;
} boctach_string;

/* A half-open range of offsets. */
typedef struct boctach_range {
  size_t start;
  size_t end;
} boctach_range;

/* What the bytes of an input are. */
enum {
  /* UTF-8 that is taken as it is, a byte order mark too. Anything else is BOCTACH_ERROR_ENCODING. */
  BOCTACH_INPUT_TEXT = 0,
  /* Any bytes, as a file has them: a byte order mark is dropped, the encoding (UTF-8, UTF-16, windows-1258, TCVN3,
   * VNI, VISCII) found out, and what does not decode becomes U+FFFD. boctach_document_text() has the result. */
  BOCTACH_INPUT_FILE = 1
};

typedef struct boctach_options {
  /* The document's name in its JSON, NUL-terminated UTF-8; null is "". */
  const char *id;
  /* When the text was published, YYYY-MM-DD or YYYY-MM-DDThh:mm, NUL-terminated; null when unknown. */
  const char *date;
  /* BOCTACH_INPUT_TEXT or BOCTACH_INPUT_FILE. */
  int32_t input;
  /* 0. */
  int32_t reserved;
} boctach_options;

/* A recognized stretch of text. */
typedef struct boctach_mention {
  /* The type's name in the grammar: "Person", "Date". */
  boctach_string type;
  /* The text as it stands in the document. */
  boctach_string text;
  /* What it stands for, in the corpus's notation: "2022-09-13". Null when there is none. */
  boctach_string value;
  /* The rule that made it, and the grammar file and line where that stands (null and 0 when unknown). */
  boctach_string rule;
  boctach_string rule_file;
  size_t rule_line;
  /* Where it stands in the decoded text, in three units, and in the input's bytes. */
  boctach_range utf8;
  boctach_range utf16;
  boctach_range code_points;
  boctach_range source_bytes;
  /* The sentence that it starts in, from 0. */
  size_t sentence;
} boctach_mention;

/* A named link from one mention to another. */
typedef struct boctach_relation {
  /* The relation's name in the grammar: "Holds". */
  boctach_string name;
  /* Indices of mentions. */
  size_t first;
  size_t second;
} boctach_relation;

/* The tables of a document, one row for each fact. A column's name, order and format stay; columns are only added at the
 * end. Offsets `start` and `end` are code points; amounts are decimals as text, exact, as in JSON; what is unknown is null. */
enum {
  /* Each mention: document, mention (its index), type, text, value, start, end, utf8_start, utf8_end, utf16_start,
   * utf16_end, source_start, source_end, sentence, rule, rule_file, rule_line. */
  BOCTACH_TABLE_MENTIONS = 0,
  /* Each position of each person, and each person without one: document, name, honorific, title, role, body, place,
   * former, acting, mentions (how many), start, end (of the first). */
  BOCTACH_TABLE_OFFICIALS = 1,
  /* Each legal document: document, kind, number, year, symbol, printed_symbol, name, issuer, issued, effective,
   * subject, articles, mentions, start, end. */
  BOCTACH_TABLE_LEGAL_DOCUMENTS = 2,
  /* Each number with what it measures: document, measure, amount, low, high, part, whole, unit_kind, unit, per,
   * comparator, change, period, compared_with, scope, text, sentence, start, end. */
  BOCTACH_TABLE_INDICATORS = 3,
  /* Each relation with its two mentions: document, name, first, first_type, first_text, second, second_type, second_text,
   * rule, rule_file, rule_line. */
  BOCTACH_TABLE_RELATIONS = 4
};

/* The structs of the Arrow C data and stream interfaces, by which tables go to Arrow, Polars, pandas, DuckDB and others
 * without being copied. Their layout is Arrow's; the guards are those that every library uses. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

#endif

/* BOCTACH_ABI_VERSION of the library that is loaded. */
uint32_t boctach_abi_version(void);

/* The version of the library, such as "0.1.0". */
const char *boctach_version(void);

/* A status in words, never null. */
const char *boctach_status_text(boctach_status status);

/* Makes an extractor from the grammar in a folder, or from the bundled Vietnamese grammar when `folder` is null. */
boctach_status boctach_extractor_open(
    const char *folder, boctach_extractor **out, char *message, size_t capacity);

/* Makes an extractor from the bundled Vietnamese grammar with the files of a folder added, which may not be null here. A
 * file whose path the bundled grammar has too takes its place; the folder's cascade.grammar, which it need not have, adds
 * types and stages. */
boctach_status boctach_extractor_open_with_bundled(
    const char *folder, boctach_extractor **out, char *message, size_t capacity);

/* Makes an extractor from a grammar and its compiled form, which takes less time than compiling. The grammar is that of a folder
 * alone, or with `with_bundled` (1) that of boctach_extractor_open_with_bundled; with 0 and a null `folder` the bundled one.
 * `compiled` is the content of a file that `boctach grammar compile` wrote, `compiled_length` bytes that are no longer needed
 * when the call returns. One that was made from other files or by another version, or that is damaged, is not used: the grammar is
 * compiled, and `used`, which may be null, is set to 0 instead of 1. A checksum tells accidents, not attacks: give it what you
 * made yourself. */
boctach_status boctach_extractor_open_compiled(
    const char *folder, int32_t with_bundled, const void *compiled, size_t compiled_length, int32_t *used,
    boctach_extractor **out, char *message, size_t capacity);

/* Frees an extractor; null is allowed. Its documents live on. */
void boctach_extractor_free(boctach_extractor *extractor);

/* Extracts from `length` bytes. `text` may be null when `length` is 0; `options` may be null when `options_size` is 0,
 * otherwise options_size is sizeof(boctach_options). Linear in `length`. */
boctach_status boctach_extract(
    const boctach_extractor *extractor, const char *text, size_t length, const boctach_options *options,
    size_t options_size, boctach_document **out, char *message, size_t capacity);

/* Frees a document with all its strings; null is allowed. */
void boctach_document_free(boctach_document *document);

/* All mentions in the order of the text, in place. `mention_size` is sizeof(boctach_mention). With no mentions the
 * count is 0 and the pointer not to be read. */
boctach_status boctach_document_mentions(
    const boctach_document *document, size_t mention_size, const boctach_mention **mentions, size_t *count);

/* All relations, in place. `relation_size` is sizeof(boctach_relation). */
boctach_status boctach_document_relations(
    const boctach_document *document, size_t relation_size, const boctach_relation **relations, size_t *count);

/* The decoded text, in place: what offsets count in. */
boctach_status boctach_document_text(const boctach_document *document, boctach_string *text);

/* Everything as one JSON object, in place: what `boctach extract --format json` writes, without line breaks. The first
 * call makes it. */
boctach_status boctach_document_json(const boctach_document *document, boctach_string *json);

/* Copies the JSON and a NUL into a buffer. `needed` is set to the bytes that this takes; when `capacity` is less, nothing
 * is copied and the status is BOCTACH_ERROR_SIZE. `buffer` may be null when `capacity` is 0. */
boctach_status boctach_document_copy_json(
    const boctach_document *document, char *buffer, size_t capacity, size_t *needed);

/* The columns of a table, as the schema of a struct whose children they are. `out` is the caller's, uninitialized, and is to
 * be released by its `release`; on an error its `release` is null. */
boctach_status boctach_table_schema(int32_t table, struct ArrowSchema *out);

/* A table of `count` documents, one after another, as one struct array; `documents` may be null when `count` is 0.
 * The array is of the caller, as above, and holds nothing of the documents, which may be freed before it. Linear in the rows.
 * A column of more than 2 GiB of text is BOCTACH_ERROR_TOO_LONG: make a stream then. */
boctach_status boctach_table_array(
    int32_t table, const boctach_document *const *documents, size_t count, struct ArrowArray *out,
    char *message, size_t capacity);

/* The same as a stream of arrays of some 65536 rows each, a document always whole, made when asked for. The stream keeps the
 * documents alive; boctach_document_free may be called before it is read. It is for one thread at a time. */
boctach_status boctach_table_stream(
    int32_t table, const boctach_document *const *documents, size_t count, struct ArrowArrayStream *out,
    char *message, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
