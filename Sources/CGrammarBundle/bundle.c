/* Made by `make bundle` (.ci/bundle-grammars). Lists every file of Grammars/vi; do not edit. */
#include "CGrammarBundle.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Grammars/vi/cascade.grammar" suffix(, )
0};
static const unsigned char file_1[] = {
#embed "../../Grammars/vi/text/abbreviations.tsv" suffix(, )
0};

static const boctach_bundled_file files[] = {
  {"cascade.grammar", file_0, sizeof(file_0) - 1},
  {"text/abbreviations.tsv", file_1, sizeof(file_1) - 1},
};

const boctach_bundled_file *const boctach_bundled_files = files;
const size_t boctach_bundled_file_count = sizeof(files) / sizeof(files[0]);
