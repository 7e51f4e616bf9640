// The tables of the C interface, read as the Arrow C data interface describes them.
#include <errno.h>

#include "test.h"

static const struct {
  int32_t table;
  // The columns, each with its format before it.
  const char *columns;
} tables[] = {
    {BOCTACH_TABLE_MENTIONS,
     "u document l mention u type u text u value l start l end l utf8_start l utf8_end l utf16_start l utf16_end "
     "l source_start l source_end l sentence u rule u rule_file l rule_line "},
    {BOCTACH_TABLE_OFFICIALS,
     "u document u name u honorific u title u role u body u place b former b acting l mentions l start l end "},
    {BOCTACH_TABLE_LEGAL_DOCUMENTS,
     "u document u kind u number l year u symbol u printed_symbol u name u issuer u issued u effective u subject u articles "
     "l mentions l start l end "},
    {BOCTACH_TABLE_INDICATORS,
     "u document u measure u amount u low u high u part u whole u unit_kind u unit u per u comparator u change u period "
     "u compared_with u scope u text l sentence l start l end "},
    {BOCTACH_TABLE_RELATIONS,
     "u document u name l first u first_type u first_text l second u second_type u second_text u rule u rule_file "
     "l rule_line "},
};
enum { table_count = sizeof tables / sizeof *tables };

static struct ArrowArray array_of(int32_t table, const boctach_document *const *documents, size_t count) {
  struct ArrowArray array;
  memset(&array, 0xAB, sizeof array);
  char message[200];
  CHECK(boctach_table_array(table, documents, count, &array, message, sizeof message) == BOCTACH_OK);
  CHECK(message[0] == 0 && array.release != NULL);
  return array;
}

int64_t rows_of_all_tables(const boctach_document *document) {
  int64_t rows = 0;
  for (int i = 0; i < table_count; i++) {
    struct ArrowArray array = array_of(tables[i].table, &document, 1);
    rows += array.length;
    array.release(&array);
    CHECK(array.release == NULL);
  }
  return rows;
}

static bool is_there(const struct ArrowArray *column, int64_t row) {
  const uint8_t *bits = column->buffers[0];
  return bits == NULL || (bits[row / 8] >> (row % 8) & 1);
}

static boctach_string text_at(const struct ArrowArray *column, int64_t row) {
  const int32_t *offsets = column->buffers[1];
  const char *bytes = column->buffers[2];
  if (!is_there(column, row)) return (boctach_string){0};
  return (boctach_string){.bytes = bytes + offsets[row], .length = (size_t)(offsets[row + 1] - offsets[row])};
}

static size_t number_at(const struct ArrowArray *column, int64_t row) {
  CHECK(is_there(column, row));
  return (size_t)((const int64_t *)column->buffers[1])[row];
}

static bool flag_at(const struct ArrowArray *column, int64_t row) {
  CHECK(is_there(column, row));
  return ((const uint8_t *)column->buffers[1])[row / 8] >> (row % 8) & 1;
}

static bool same(boctach_string one, boctach_string other) {
  if (one.bytes == NULL || other.bytes == NULL) return one.bytes == other.bytes;
  return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

static bool is(boctach_string string, const char *expected) {
  return string.bytes != NULL && string.length == strlen(expected) && memcmp(string.bytes, expected, string.length) == 0;
}

// What the specification asks of every array and of each of its children.
static void check_layout(const struct ArrowArray *array, const struct ArrowSchema *schema) {
  CHECK(array->offset == 0 && array->dictionary == NULL && array->null_count == 0);
  CHECK(array->n_buffers == 1 && array->buffers[0] == NULL && array->n_children == schema->n_children);
  for (int64_t i = 0; i < array->n_children; i++) {
    const struct ArrowArray *column = array->children[i];
    const char format = schema->children[i]->format[0];
    CHECK(column->length == array->length && column->offset == 0 && column->n_children == 0);
    CHECK(column->n_buffers == (format == 'u' ? 3 : 2) && column->dictionary == NULL && column->release != NULL);
    int64_t nulls = 0;
    for (int64_t row = 0; row < column->length; row++) nulls += !is_there(column, row);
    CHECK(nulls == column->null_count && (nulls > 0) == (column->buffers[0] != NULL));
    for (int64_t buffer = 1; buffer < column->n_buffers; buffer++)
      CHECK(column->buffers[buffer] != NULL && (uintptr_t)column->buffers[buffer] % 64 == 0);
    if (format != 'u') continue;
    const int32_t *offsets = column->buffers[1];
    CHECK(offsets[0] == 0);
    for (int64_t row = 0; row < column->length; row++)
      CHECK(offsets[row] <= offsets[row + 1] && (is_there(column, row) || offsets[row] == offsets[row + 1]));
  }
}

static void test_schemas(void) {
  for (int i = 0; i < table_count; i++) {
    struct ArrowSchema schema;
    memset(&schema, 0xAB, sizeof schema);
    CHECK(boctach_table_schema(tables[i].table, &schema) == BOCTACH_OK);
    CHECK(strcmp(schema.format, "+s") == 0 && schema.dictionary == NULL && schema.metadata == NULL);
    char columns[1000] = "";
    for (int64_t column = 0; column < schema.n_children; column++) {
      const struct ArrowSchema *child = schema.children[column];
      CHECK(child->flags == ARROW_FLAG_NULLABLE && child->n_children == 0 && child->release != NULL);
      strcat(strcat(strcat(strcat(columns, child->format), " "), child->name), " ");
    }
    CHECK(strcmp(columns, tables[i].columns) == 0);
    // A child that is moved outlives its parent.
    struct ArrowSchema moved = *schema.children[1];
    schema.children[1]->release = NULL;
    schema.release(&schema);
    CHECK(schema.release == NULL);
    CHECK(strstr(tables[i].columns, moved.name) != NULL);
    moved.release(&moved);
    CHECK(moved.release == NULL);
  }
}

static void test_table_errors(const boctach_document *document) {
  struct ArrowSchema schema;
  struct ArrowArray array;
  struct ArrowArrayStream stream;
  char message[200];
  const boctach_document *with_null[] = {document, NULL};
  const int32_t unknown[] = {-1, 5, INT32_MAX, INT32_MIN};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    CHECK(boctach_table_schema(unknown[i], &schema) == BOCTACH_ERROR_ARGUMENT && schema.release == NULL);
    array.release = (void (*)(struct ArrowArray *))1;
    CHECK(boctach_table_array(unknown[i], &document, 1, &array, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
    CHECK(array.release == NULL && strncmp(message, "there is no table", 17) == 0);
    CHECK(boctach_table_stream(unknown[i], &document, 1, &stream, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
    CHECK(stream.release == NULL);
  }
  CHECK(boctach_table_schema(0, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_table_array(0, &document, 1, NULL, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "out is null") == 0);
  CHECK(boctach_table_stream(0, &document, 1, NULL, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_table_array(0, NULL, 1, &array, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "documents is null") == 0 && array.release == NULL);
  CHECK(boctach_table_array(0, with_null, 2, &array, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "documents[1] is null") == 0 && array.release == NULL);
  CHECK(boctach_table_stream(0, with_null, 2, &stream, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "documents[1] is null") == 0 && stream.release == NULL);
  CHECK(boctach_table_array(0, &document, SIZE_MAX, &array, message, sizeof message) == BOCTACH_ERROR_SIZE);
  CHECK(boctach_table_array(0, &document, 1, &array, NULL, 1) == BOCTACH_ERROR_ARGUMENT && array.release == NULL);
  CHECK(boctach_table_stream(0, &document, 1, &stream, NULL, 1) == BOCTACH_ERROR_ARGUMENT && stream.release == NULL);
}

// The table of mentions says what the accessors say.
static void test_mentions(const boctach_extractor *extractor) {
  boctach_document *document = extract(extractor, sample, "2022-06-10");
  const boctach_mention *mentions;
  size_t count;
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, &count) == BOCTACH_OK && count > 3);
  struct ArrowArray array = array_of(BOCTACH_TABLE_MENTIONS, (const boctach_document *const *)&document, 1);
  CHECK(array.length == (int64_t)count);
  struct ArrowArray **columns = array.children;
  for (size_t row = 0; row < count; row++) {
    const boctach_mention *mention = &mentions[row];
    const int64_t at = (int64_t)row;
    CHECK(is(text_at(columns[0], at), "sample") && number_at(columns[1], at) == row);
    CHECK(same(text_at(columns[2], at), mention->type) && same(text_at(columns[3], at), mention->text));
    CHECK(same(text_at(columns[4], at), mention->value));
    const size_t numbers[] = {mention->code_points.start,  mention->code_points.end,    mention->utf8.start,
                              mention->utf8.end,           mention->utf16.start,        mention->utf16.end,
                              mention->source_bytes.start, mention->source_bytes.end,   mention->sentence};
    for (int i = 0; i < 9; i++) CHECK(number_at(columns[5 + i], at) == numbers[i]);
    CHECK(same(text_at(columns[14], at), mention->rule) && same(text_at(columns[15], at), mention->rule_file));
    CHECK(number_at(columns[16], at) == mention->rule_line);
  }
  array.release(&array);
  const boctach_relation *relations;
  CHECK(boctach_document_relations(document, sizeof *relations, &relations, &count) == BOCTACH_OK && count > 0);
  array = array_of(BOCTACH_TABLE_RELATIONS, (const boctach_document *const *)&document, 1);
  CHECK(array.length == (int64_t)count);
  for (size_t row = 0; row < count; row++) {
    const int64_t at = (int64_t)row;
    CHECK(same(text_at(array.children[1], at), relations[row].name));
    CHECK(number_at(array.children[2], at) == relations[row].first);
    CHECK(number_at(array.children[5], at) == relations[row].second);
    CHECK(same(text_at(array.children[4], at), mentions[relations[row].first].text));
    CHECK(same(text_at(array.children[7], at), mentions[relations[row].second].text));
  }
  array.release(&array);
  boctach_document_free(document);
}

// Nulls, flags and several documents in one array, read after the documents are gone.
static void test_batch(const boctach_extractor *extractor) {
  boctach_document *full = extract(extractor, sample, NULL), *empty = extract(extractor, "", NULL);
  const boctach_document *documents[] = {full, empty, full};
  struct ArrowArray officials = array_of(BOCTACH_TABLE_OFFICIALS, documents, 3);
  struct ArrowArray legal = array_of(BOCTACH_TABLE_LEGAL_DOCUMENTS, documents, 3);
  struct ArrowArray indicators = array_of(BOCTACH_TABLE_INDICATORS, documents, 3);
  boctach_document_free(full);
  boctach_document_free(empty);
  CHECK(officials.length == 2 && legal.length == 2 && indicators.length >= 2 && indicators.length % 2 == 0);
  for (int64_t row = 0; row < 2; row++) {
    CHECK(is(text_at(officials.children[1], row), "Lê Văn A") && is(text_at(officials.children[4], row), "Chủ tịch"));
    CHECK(!flag_at(officials.children[7], row) && !flag_at(officials.children[8], row));
    CHECK(is(text_at(legal.children[4], row), "461/QĐ-UBND") && is(text_at(legal.children[8], row), "2022-06-05"));
    // No misprint, and no articles: null, not empty.
    CHECK(number_at(legal.children[3], row) == 2022 && !is_there(legal.children[5], row));
    CHECK(text_at(legal.children[11], row).bytes == NULL);
  }
  CHECK(legal.children[3]->null_count == 0 && legal.children[5]->null_count == 2);
  // A column that is moved out outlives its table, and is not released with it.
  struct ArrowArray moved = *legal.children[4];
  legal.children[4]->release = NULL;
  legal.release(&legal);
  CHECK(legal.release == NULL && is(text_at(&moved, 1), "461/QĐ-UBND"));
  moved.release(&moved);
  officials.release(&officials);
  indicators.release(&indicators);
}

static void test_empty(const boctach_extractor *extractor) {
  boctach_document *empty = extract(extractor, "", NULL);
  const boctach_document *documents[] = {empty, empty};
  for (int i = 0; i < table_count; i++) {
    struct ArrowSchema schema;
    CHECK(boctach_table_schema(tables[i].table, &schema) == BOCTACH_OK);
    for (size_t count = 0; count <= 2; count++) {
      struct ArrowArray array = array_of(tables[i].table, count == 0 ? NULL : documents, count);
      CHECK(array.length == 0);
      check_layout(&array, &schema);
      array.release(&array);
    }
    schema.release(&schema);
  }
  boctach_document_free(empty);
}

// A stream of more rows than one array takes, over documents that nobody else holds any more.
static void test_streams(const boctach_extractor *extractor) {
  enum { dates = 700, copies = 100 };
  char text[dates * 10 + 1];
  for (int i = 0; i < dates; i++) memcpy(text + i * 10, "5/6/2022. ", 11);
  boctach_document *document = extract(extractor, text, NULL);
  const boctach_document *documents[copies];
  for (int i = 0; i < copies; i++) documents[i] = document;
  struct ArrowArrayStream stream, unread, none;
  CHECK(boctach_table_stream(0, documents, copies, &stream, NULL, 0) == BOCTACH_OK);
  CHECK(boctach_table_stream(0, documents, copies, &unread, NULL, 0) == BOCTACH_OK);
  boctach_document_free(document);
  CHECK(stream.get_schema(&stream, NULL) == EINVAL && stream.get_next(&stream, NULL) == EINVAL);
  struct ArrowSchema schema;
  struct ArrowArray array, first;
  // The schema may be asked for again.
  for (int i = 0; i < 2; i++) {
    CHECK(stream.get_schema(&stream, &schema) == 0 && schema.n_children == 17);
    if (i == 0) schema.release(&schema);
  }
  int64_t rows = 0, arrays = 0;
  for (;;) {
    CHECK(stream.get_next(&stream, &array) == 0 && stream.get_last_error(&stream) == NULL);
    if (array.release == NULL) break;
    check_layout(&array, &schema);
    CHECK(array.length % dates == 0 && number_at(array.children[1], array.length - 1) == dates - 1);
    rows += array.length;
    if (arrays++ == 0) first = array; else array.release(&array);
  }
  CHECK(rows == (int64_t)dates * copies && arrays == 2);
  CHECK(stream.get_next(&stream, &array) == 0 && array.release == NULL);
  stream.release(&stream);
  CHECK(stream.release == NULL);
  // An array outlives its stream.
  CHECK(is(text_at(first.children[4], first.length - 1), "2022-06-05"));
  first.release(&first);
  schema.release(&schema);
  unread.release(&unread);
  CHECK(boctach_table_stream(3, NULL, 0, &none, NULL, 0) == BOCTACH_OK);
  CHECK(none.get_next(&none, &array) == 0 && array.release == NULL);
  none.release(&none);
}

static void test_layouts(const boctach_extractor *extractor) {
  boctach_document *document = extract(extractor, sample, "2022-06-10");
  for (int i = 0; i < table_count; i++) {
    struct ArrowSchema schema;
    CHECK(boctach_table_schema(tables[i].table, &schema) == BOCTACH_OK);
    struct ArrowArray array = array_of(tables[i].table, (const boctach_document *const *)&document, 1);
    CHECK(array.length > 0);
    check_layout(&array, &schema);
    array.release(&array);
    schema.release(&schema);
  }
  test_table_errors(document);
  boctach_document_free(document);
}

void test_tables(const boctach_extractor *extractor) {
  test_schemas();
  test_layouts(extractor);
  test_mentions(extractor);
  test_batch(extractor);
  test_empty(extractor);
  test_streams(extractor);
}
