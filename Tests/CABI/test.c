// The C interface from C: every function, its errors, four threads, and a child after fork(). `make test-c` runs it plain, under
// AddressSanitizer and under valgrind.
#include "test.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t code_points(const char *text, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++) count += (text[i] & 0xC0) != 0x80;
  return count;
}

static bool equals(boctach_string string, const char *expected) {
  return string.bytes != NULL && string.length == strlen(expected) && strcmp(string.bytes, expected) == 0;
}

static void test_versions(void) {
  CHECK(boctach_abi_version() == BOCTACH_ABI_VERSION);
  CHECK(strchr(boctach_version(), '.') != NULL);
  for (boctach_status status = 0; status <= BOCTACH_ERROR_MEMORY; status++)
    CHECK(strcmp(boctach_status_text(status), boctach_status_text(-1)) != 0);
}

static void test_extractor_errors(void) {
  boctach_extractor *extractor = (boctach_extractor *)&extractor;
  char message[200];
  CHECK(boctach_extractor_open(NULL, NULL, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "out is null") == 0);
  CHECK(boctach_extractor_open(NULL, &extractor, NULL, 1) == BOCTACH_ERROR_ARGUMENT);
  CHECK(extractor == NULL);
  CHECK(boctach_extractor_open("/no/such/folder", &extractor, message, sizeof message) == BOCTACH_ERROR_UNREADABLE);
  CHECK(strstr(message, "/no/such/folder") != NULL && extractor == NULL);
  // A short buffer keeps whole code points, and no buffer is one too.
  char tiny[4] = "zzz";
  CHECK(boctach_extractor_open("/no/such/folder", &extractor, tiny, sizeof tiny) == BOCTACH_ERROR_UNREADABLE);
  CHECK(strcmp(tiny, "/no") == 0);
  CHECK(boctach_extractor_open("/đđ", &extractor, tiny, 3) == BOCTACH_ERROR_UNREADABLE);
  CHECK(strcmp(tiny, "/") == 0);
  CHECK(boctach_extractor_open("/no/such/folder", &extractor, NULL, 0) == BOCTACH_ERROR_UNREADABLE);
  // A grammar with an error.
  char folder[] = "/tmp/boctach-test-XXXXXX", path[64];
  CHECK(mkdtemp(folder) != NULL);
  snprintf(path, sizeof path, "%s/cascade.grammar", folder);
  FILE *file = fopen(path, "w");
  CHECK(file != NULL && fputs("type type\n", file) >= 0 && fclose(file) == 0);
  CHECK(boctach_extractor_open(folder, &extractor, message, sizeof message) == BOCTACH_ERROR_GRAMMAR);
  CHECK(strstr(message, "cascade.grammar:1:") != NULL && extractor == NULL);
  // One that nests without end, and one that is no text.
  file = fopen(path, "w");
  CHECK(file != NULL && fputs("stage a\nrule b = ", file) >= 0);
  for (int i = 0; i < 100000; i++) CHECK(fputc('(', file) == '(');
  CHECK(fclose(file) == 0);
  CHECK(boctach_extractor_open(folder, &extractor, message, sizeof message) == BOCTACH_ERROR_GRAMMAR);
  file = fopen(path, "w");
  CHECK(file != NULL);
  for (int i = 0; i < 4096; i++) CHECK(fputc((i * 37) & 0xFF, file) != EOF);
  CHECK(fclose(file) == 0);
  CHECK(boctach_extractor_open(folder, &extractor, message, sizeof message) != BOCTACH_OK && extractor == NULL);
  // On top of the bundled grammar a folder needs no types of its own, but it has to be there and be right.
  file = fopen(path, "w");
  CHECK(file != NULL && fputs("type type\n", file) >= 0 && fclose(file) == 0);
  CHECK(boctach_extractor_open_with_bundled(NULL, &extractor, message, sizeof message) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "folder is null") == 0 && extractor == NULL);
  CHECK(boctach_extractor_open_with_bundled(folder, &extractor, message, sizeof message) == BOCTACH_ERROR_GRAMMAR);
  CHECK(strstr(message, "+cascade.grammar:1:") != NULL && extractor == NULL);
  CHECK(unlink(path) == 0);
  CHECK(boctach_extractor_open_with_bundled(folder, &extractor, message, sizeof message) == BOCTACH_OK);
  CHECK(extractor != NULL && message[0] == 0);
  boctach_extractor_free(extractor);
  CHECK(rmdir(folder) == 0);
  boctach_extractor_free(NULL);
}

// The compiled form that the library was built with; the test runs in the repository.
static char *bundled_form(size_t *length) {
  FILE *file = fopen("Sources/CGrammarBundle/bundled.cascade", "rb");
  CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*length);
  CHECK(bytes != NULL && fread(bytes, 1, *length, file) == *length && fclose(file) == 0);
  return bytes;
}

static void test_compiled_forms(void) {
  boctach_extractor *extractor;
  char message[200];
  int32_t used = -1;
  size_t length;
  char *form = bundled_form(&length);
#define OPEN(folder, with_bundled, form, length, used, out) \
  boctach_extractor_open_compiled(folder, with_bundled, form, length, used, out, message, sizeof message)
  CHECK(OPEN(NULL, 0, NULL, 1, &used, &extractor) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "compiled is null") == 0 && extractor == NULL && used == 0);
  CHECK(OPEN(NULL, 2, form, length, &used, &extractor) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "with_bundled is 2") == 0 && extractor == NULL);
  CHECK(OPEN(NULL, 1, form, length, &used, &extractor) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "folder is null") == 0 && extractor == NULL);
  CHECK(OPEN(NULL, 0, form, length, &used, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(OPEN("/no/such/folder", 0, form, length, &used, &extractor) == BOCTACH_ERROR_UNREADABLE);
  CHECK(extractor == NULL && used == 0);
  CHECK(OPEN(NULL, 0, form, SIZE_MAX, &used, &extractor) == BOCTACH_ERROR_TOO_LONG && extractor == NULL);
  // That of the same files is used, nothing and a damaged one are not; each time there is an extractor.
  CHECK(OPEN(NULL, 0, form, length, &used, &extractor) == BOCTACH_OK && extractor != NULL);
  CHECK(used == 1 && message[0] == 0);
  free(form);
  boctach_document *document;
  CHECK(boctach_extract(extractor, "Ông Lê Văn A nói.", strlen("Ông Lê Văn A nói."), NULL, 0, &document, NULL, 0) == BOCTACH_OK);
  const boctach_mention *mentions;
  size_t count;
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, &count) == BOCTACH_OK && count == 1);
  boctach_document_free(document);
  boctach_extractor_free(extractor);
  CHECK(OPEN(NULL, 0, NULL, 0, &used, &extractor) == BOCTACH_OK && extractor != NULL && used == 0);
  boctach_extractor_free(extractor);
  form = bundled_form(&length);
  form[length / 2] ^= 1;
  CHECK(OPEN(NULL, 0, form, length, NULL, &extractor) == BOCTACH_OK && extractor != NULL);
  boctach_extractor_free(extractor);
  CHECK(OPEN(NULL, 0, form, length, &used, &extractor) == BOCTACH_OK && used == 0);
  boctach_extractor_free(extractor);
  free(form);
#undef OPEN
}

static void test_extract_errors(const boctach_extractor *extractor) {
  boctach_document *document;
  char message[200];
  boctach_options options = {0};
#define EXTRACT(extractor, text, length, options, size, out) \
  boctach_extract(extractor, text, length, options, size, out, message, sizeof message)
  CHECK(EXTRACT(NULL, "a", 1, NULL, 0, &document) == BOCTACH_ERROR_ARGUMENT);
  CHECK(strcmp(message, "extractor is null") == 0 && document == NULL);
  CHECK(EXTRACT(extractor, NULL, 1, NULL, 0, &document) == BOCTACH_ERROR_ARGUMENT);
  CHECK(EXTRACT(extractor, "a", 1, NULL, 0, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(EXTRACT(extractor, "a", 1, NULL, 8, &document) == BOCTACH_ERROR_ARGUMENT);
  CHECK(EXTRACT(extractor, "a", 1, &options, sizeof options - 1, &document) == BOCTACH_ERROR_SIZE);
  CHECK(EXTRACT(extractor, "a", 1, &options, 0, &document) == BOCTACH_ERROR_SIZE);
  CHECK(EXTRACT(extractor, "a", 1, &options, SIZE_MAX, &document) == BOCTACH_ERROR_SIZE);
  CHECK(EXTRACT(extractor, "a", SIZE_MAX, NULL, 0, &document) == BOCTACH_ERROR_TOO_LONG);
  CHECK(EXTRACT(extractor, "a", BOCTACH_INPUT_LIMIT + 1, NULL, 0, &document) == BOCTACH_ERROR_TOO_LONG);
  CHECK(EXTRACT(extractor, "a\xff", 2, NULL, 0, &document) == BOCTACH_ERROR_ENCODING);
  CHECK(EXTRACT(extractor, "\xed\xa0\x80", 3, NULL, 0, &document) == BOCTACH_ERROR_ENCODING);
  options.date = "2022-02-30";
  CHECK(EXTRACT(extractor, "a", 1, &options, sizeof options, &document) == BOCTACH_ERROR_DATE);
  CHECK(strstr(message, "2022-02-30") != NULL);
  options.date = NULL;
  options.input = 2;
  CHECK(EXTRACT(extractor, "a", 1, &options, sizeof options, &document) == BOCTACH_ERROR_ARGUMENT);
  options.input = BOCTACH_INPUT_TEXT;
  options.reserved = 1;
  CHECK(EXTRACT(extractor, "a", 1, &options, sizeof options, &document) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_extract(extractor, "a", 1, NULL, 0, &document, NULL, 1) == BOCTACH_ERROR_ARGUMENT);
  CHECK(document == NULL);
}

static void test_document_errors(const boctach_document *document) {
  const boctach_mention *mentions;
  const boctach_relation *relations;
  boctach_string string;
  size_t count;
  CHECK(boctach_document_mentions(NULL, sizeof *mentions, &mentions, &count) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_mentions(document, sizeof *mentions, NULL, &count) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_mentions(document, sizeof *mentions - 8, &mentions, &count) == BOCTACH_ERROR_SIZE);
  CHECK(boctach_document_relations(NULL, sizeof *relations, &relations, &count) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_relations(document, sizeof *relations, NULL, &count) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_relations(document, sizeof *relations, &relations, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_relations(document, 0, &relations, &count) == BOCTACH_ERROR_SIZE);
  CHECK(boctach_document_text(NULL, &string) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_text(document, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_json(NULL, &string) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_json(document, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_copy_json(NULL, NULL, 0, &count) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_copy_json(document, NULL, 0, NULL) == BOCTACH_ERROR_ARGUMENT);
  CHECK(boctach_document_copy_json(document, NULL, 1, &count) == BOCTACH_ERROR_ARGUMENT);
  boctach_document_free(NULL);
}

static void test_document(const boctach_extractor *extractor) {
  boctach_document *document = extract(extractor, sample, "2022-06-10");
  test_document_errors(document);
  boctach_string text;
  CHECK(boctach_document_text(document, &text) == BOCTACH_OK && equals(text, sample));
  const boctach_mention *mentions;
  size_t count;
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, &count) == BOCTACH_OK);
  CHECK(count >= 4);
  bool date_found = false, relative_found = false;
  for (size_t i = 0; i < count; i++) {
    const boctach_mention *mention = &mentions[i];
    CHECK(mention->type.length > 0 && mention->rule.length > 0 && mention->rule_line > 0);
    CHECK(strstr(mention->rule_file.bytes, ".grammar") != NULL);
    CHECK(mention->utf8.start < mention->utf8.end && mention->utf8.end <= text.length);
    CHECK(mention->text.length == mention->utf8.end - mention->utf8.start);
    CHECK(memcmp(mention->text.bytes, text.bytes + mention->utf8.start, mention->text.length) == 0);
    CHECK(mention->text.bytes[mention->text.length] == 0);
    CHECK(mention->code_points.start == code_points(text.bytes, mention->utf8.start));
    CHECK(mention->code_points.end == code_points(text.bytes, mention->utf8.end));
    // The emoji is one code point and two UTF-16 units; nothing else here is outside of the BMP.
    CHECK(mention->utf16.start == mention->code_points.start + 1);
    CHECK(mention->utf16.end == mention->code_points.end + 1);
    CHECK(mention->source_bytes.start == mention->utf8.start && mention->source_bytes.end == mention->utf8.end);
    CHECK(i == 0 || mention->utf8.start >= mentions[i - 1].utf8.start);
    date_found |= mention->value.bytes != NULL && equals(mention->value, "2022-06-05");
    relative_found |= mention->value.bytes != NULL && equals(mention->value, "2022-06-09");
  }
  CHECK(date_found && relative_found);
  const boctach_relation *relations;
  size_t relation_count;
  CHECK(boctach_document_relations(document, sizeof *relations, &relations, &relation_count) == BOCTACH_OK);
  CHECK(relation_count >= 1);
  for (size_t i = 0; i < relation_count; i++)
    CHECK(relations[i].name.length > 0 && relations[i].first < count && relations[i].second < count);

  boctach_string json, again;
  CHECK(boctach_document_json(document, &json) == BOCTACH_OK);
  CHECK(boctach_document_json(document, &again) == BOCTACH_OK && json.bytes == again.bytes);
  CHECK(strncmp(json.bytes, "{\"id\":\"sample\",", 15) == 0 && json.bytes[json.length - 1] == '}');
  CHECK(strlen(json.bytes) == json.length);
  size_t needed = 0;
  CHECK(boctach_document_copy_json(document, NULL, 0, &needed) == BOCTACH_ERROR_SIZE && needed == json.length + 1);
  char *copy = malloc(needed);
  CHECK(copy != NULL);
  CHECK(boctach_document_copy_json(document, copy, needed - 1, &needed) == BOCTACH_ERROR_SIZE);
  CHECK(boctach_document_copy_json(document, copy, needed, &needed) == BOCTACH_OK && strcmp(copy, json.bytes) == 0);
  free(copy);
  boctach_document_free(document);
}

// Inputs that are no ordinary text.
static void test_inputs(const boctach_extractor *extractor) {
  boctach_document *document = NULL;
  boctach_string text;
  const boctach_mention *mentions;
  size_t count;
  CHECK(boctach_extract(extractor, NULL, 0, NULL, 0, &document, NULL, 0) == BOCTACH_OK);
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, &count) == BOCTACH_OK && count == 0);
  CHECK(boctach_document_text(document, &text) == BOCTACH_OK && equals(text, ""));
  boctach_document_free(document);
  // A text keeps its byte order mark and its NULs; a file loses the mark, and bad bytes become U+FFFD.
  const char bytes[] = "\xef\xbb\xbfng\xc3\xa0y 5/6/2022\0 \xff";
  const size_t length = sizeof bytes - 1;
  CHECK(boctach_extract(extractor, bytes, length - 1, NULL, 0, &document, NULL, 0) == BOCTACH_OK);
  CHECK(boctach_document_text(document, &text) == BOCTACH_OK);
  CHECK(text.length == length - 1 && memcmp(text.bytes, bytes, length - 1) == 0);
  boctach_document_free(document);
  boctach_options options = {.input = BOCTACH_INPUT_FILE};
  CHECK(boctach_extract(extractor, bytes, length, &options, sizeof options, &document, NULL, 0) == BOCTACH_OK);
  CHECK(boctach_document_text(document, &text) == BOCTACH_OK);
  CHECK(text.length == length - 3 + 2 && memcmp(text.bytes, bytes + 3, length - 4) == 0);
  CHECK(boctach_document_mentions(document, sizeof *mentions, &mentions, &count) == BOCTACH_OK && count == 1);
  CHECK(mentions[0].source_bytes.start == mentions[0].utf8.start + 3);
  boctach_string json;
  CHECK(boctach_document_json(document, &json) == BOCTACH_OK);
  CHECK(strstr(json.bytes, "1 invalid UTF-8 sequence replaced") != NULL);
  boctach_document_free(document);
  // Every byte twice.
  char all[512];
  for (int i = 0; i < 512; i++) all[i] = (char)(i * 37);
  CHECK(boctach_extract(extractor, all, sizeof all, &options, sizeof options, &document, NULL, 0) == BOCTACH_OK);
  boctach_document_free(document);
}

// What one thread does, and what every other one must get too.
static char *json_of(const boctach_extractor *extractor) {
  boctach_document *document = extract(extractor, sample, "2022-06-10");
  boctach_string json;
  CHECK(boctach_document_json(document, &json) == BOCTACH_OK);
  char *copy = strdup(json.bytes);
  CHECK(copy != NULL);
  boctach_document_free(document);
  return copy;
}

typedef struct {
  const boctach_extractor *extractor;
  // A document that all threads share, whose JSON none has asked for.
  const boctach_document *shared;
  const char *expected;
  int64_t expected_rows;
  atomic_bool stop;
} job;

static void *work(void *argument) {
  const job *given = argument;
  boctach_string json;
  CHECK(boctach_document_json(given->shared, &json) == BOCTACH_OK && strcmp(json.bytes, given->expected) == 0);
  for (int i = 0; i < 10; i++) {
    char *result = json_of(given->extractor);
    CHECK(strcmp(result, given->expected) == 0);
    free(result);
    CHECK(rows_of_all_tables(given->shared) == given->expected_rows);
  }
  return NULL;
}

static void test_threads(const boctach_extractor *extractor) {
  char *expected = json_of(extractor);
  boctach_document *shared = extract(extractor, sample, "2022-06-10");
  job given = {
      .extractor = extractor, .shared = shared, .expected = expected, .expected_rows = rows_of_all_tables(shared)};
  CHECK(given.expected_rows > 0);
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, work, &given) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  boctach_document_free(shared);
  free(expected);
}

static void test_fork(const boctach_extractor *extractor) {
  char *expected = json_of(extractor);
  boctach_document *document = extract(extractor, sample, "2022-06-10");
  int64_t rows = rows_of_all_tables(document);
  fflush(NULL);
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    // The parent's extractor and document, from one thread and from four.
    CHECK(rows_of_all_tables(document) == rows);
    char *result = json_of(extractor);
    CHECK(strcmp(result, expected) == 0);
    free(result);
    test_threads(extractor);
    _exit(0);
  }
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  boctach_document_free(document);
  free(expected);
}

static void *extract_until_told(void *argument) {
  job *given = argument;
  while (!atomic_load(&given->stop)) free(json_of(given->extractor));
  return NULL;
}

static void *extract_hard_text(void *argument) {
  // Everything that could nest, and a line without end.
  enum { length = 20000 };
  char *text = malloc(length + 1);
  CHECK(text != NULL);
  static const char *pieces[] = {"(", "“", "điểm a khoản 1 Điều 2 ", "Nghị định số 1/2020/NĐ-CP và ", "5/6/2022-", "ông "};
  for (size_t piece = 0; piece < sizeof pieces / sizeof *pieces; piece++) {
    text[0] = 0;
    size_t filled = 0, step = strlen(pieces[piece]);
    for (; filled + step <= length; filled += step) memcpy(text + filled, pieces[piece], step + 1);
    boctach_document *document = extract(argument, text, "2022-06-10");
    boctach_string json;
    CHECK(boctach_document_json(document, &json) == BOCTACH_OK && json.length > 2);
    rows_of_all_tables(document);
    boctach_document_free(document);
  }
  free(text);
  boctach_extractor *own = NULL;
  CHECK(boctach_extractor_open(NULL, &own, NULL, 0) == BOCTACH_OK);
  boctach_extractor_free(own);
  return NULL;
}

// The stack that the header asks for is enough, for a grammar too.
static void test_small_stack(const boctach_extractor *extractor) {
  pthread_attr_t attributes;
  pthread_t thread;
  CHECK(pthread_attr_init(&attributes) == 0);
  CHECK(pthread_attr_setstacksize(&attributes, STACK_KIB * 1024) == 0);
  CHECK(pthread_create(&thread, &attributes, extract_hard_text, (void *)extractor) == 0);
  CHECK(pthread_join(thread, NULL) == 0);
  CHECK(pthread_attr_destroy(&attributes) == 0);
}

// Children made while other threads are at work with the same extractor; one that waits for ever is ended by its alarm.
static void test_fork_amid_work(const boctach_extractor *extractor, int children) {
  char *expected = json_of(extractor);
  job given = {.extractor = extractor, .expected = expected};
  pthread_t threads[3];
  for (int i = 0; i < 3; i++) CHECK(pthread_create(&threads[i], NULL, extract_until_told, &given) == 0);
  for (int i = 0; i < children; i++) {
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
      alarm(120);
      char *result = json_of(extractor);
      _exit(strcmp(result, expected) == 0 ? 0 : 1);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  atomic_store(&given.stop, true);
  for (int i = 0; i < 3; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  free(expected);
}

// A whole life, from making an extractor to freeing everything.
static size_t live_bytes_after_life(void) {
  boctach_extractor *extractor = NULL;
  CHECK(boctach_extractor_open(NULL, &extractor, NULL, 0) == BOCTACH_OK);
  for (int i = 0; i < 20; i++) {
    test_extract_errors(extractor);
    free(json_of(extractor));
    test_tables(extractor);
  }
  boctach_extractor_free(extractor);
  return mallinfo2().uordblks;
}

// Once everything that is made once has been made, lives give back all that they took. Needs a malloc whose count of bytes
// in use leaves out its caches: GLIBC_TUNABLES=glibc.malloc.tcache_count=0, and no threads before.
static void test_leaks(void) {
  live_bytes_after_life();
  live_bytes_after_life();
  size_t before = live_bytes_after_life(), after = live_bytes_after_life();
  if (after != before) fprintf(stderr, "%zu bytes in use before, %zu after\n", before, after);
  CHECK(after == before);
}

// With an argument, leaves out the counting of bytes, which the malloc of valgrind and of AddressSanitizer does not allow, and
// makes as many children amid work as it says (AddressSanitizer's malloc itself hangs in such children: 0).
int main(int count, char **arguments) {
  test_versions();
  if (count == 1) test_leaks();
  test_extractor_errors();
  test_compiled_forms();
  boctach_extractor *extractor = NULL;
  char message[4096];
  if (boctach_extractor_open(NULL, &extractor, message, sizeof message) != BOCTACH_OK) {
    fprintf(stderr, "%s\n", message);
    return 1;
  }
  CHECK(extractor != NULL && message[0] == 0);
  test_extract_errors(extractor);
  test_document(extractor);
  test_inputs(extractor);
  test_tables(extractor);
  test_small_stack(extractor);
  test_threads(extractor);
  test_fork(extractor);
  test_fork_amid_work(extractor, count == 1 ? 200 : atoi(arguments[1]));
  // A document outlives its extractor.
  boctach_document *document = extract(extractor, sample, NULL);
  boctach_extractor_free(extractor);
  boctach_string json;
  CHECK(boctach_document_json(document, &json) == BOCTACH_OK && json.length > 2);
  boctach_document_free(document);
  puts("the C interface: all good");
  return 0;
}
