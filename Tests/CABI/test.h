// What the tests of the C interface share. Any failed check ends the program with its line.
#ifndef BOCTACH_TEST_H
#define BOCTACH_TEST_H

#include <boctach.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                          \
  do {                                                                            \
    if (!(condition)) {                                                           \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);     \
      exit(1);                                                                    \
    }                                                                             \
  } while (0)

// Precomposed, an emoji of two UTF-16 units before the mentions.
static const char sample[] =
    "😀 Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. Hôm qua giá tăng 3,5%.";

static inline boctach_document *extract(const boctach_extractor *extractor, const char *text, const char *date) {
  boctach_options options = {.id = "sample", .date = date};
  boctach_document *document = NULL;
  char message[256];
  boctach_status status = boctach_extract(
      extractor, text, strlen(text), &options, sizeof options, &document, message, sizeof message);
  if (status != BOCTACH_OK) fprintf(stderr, "%s\n", message);
  CHECK(status == BOCTACH_OK && document != NULL && message[0] == 0);
  return document;
}

// tables.c: the Arrow tables, their errors, and what is released when.
void test_tables(const boctach_extractor *extractor);
// Makes and releases the tables of a document, and gives the rows of all.
int64_t rows_of_all_tables(const boctach_document *document);

#endif
