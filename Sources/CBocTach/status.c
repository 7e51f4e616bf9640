#include "boctach.h"

uint32_t boctach_abi_version(void) { return BOCTACH_ABI_VERSION; }

const char *boctach_version(void) { return "0.1.0"; }

const char *boctach_status_text(boctach_status status) {
  switch (status) {
    case BOCTACH_OK: return "no error";
    case BOCTACH_ERROR_ARGUMENT: return "an argument is null or not one of those allowed";
    case BOCTACH_ERROR_SIZE: return "a struct or buffer has the wrong size";
    case BOCTACH_ERROR_UNREADABLE: return "a grammar file or folder cannot be read";
    case BOCTACH_ERROR_GRAMMAR: return "the grammar has errors";
    case BOCTACH_ERROR_ENCODING: return "the text is not UTF-8";
    case BOCTACH_ERROR_DATE: return "the date is not a day of the form YYYY-MM-DD";
    case BOCTACH_ERROR_TOO_LONG: return "the input is too long";
    case BOCTACH_ERROR_MEMORY: return "no memory";
    default: return "unknown status";
  }
}
