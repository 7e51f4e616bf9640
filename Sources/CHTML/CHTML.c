#include "chtml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <pthread.h>
#include <string.h>

// How much the parser is given at a time: enough to hide the calls, little enough that a restart is cheap.
#define CHUNK 65536
// Opens the page, so that the parser's stack is never empty: it takes an empty stack for the end of the page.
static const char prefix[] = "<html><body>";
#define PREFIX_LENGTH ((int64_t)sizeof prefix - 1)

typedef struct {
  const chtml_handler *handler;
  htmlParserCtxtPtr parser;
  // Where the bytes of this parser begin in the caller's, the prefix counted in.
  int64_t origin;
  // Elements still to be told apart from the prefix's two.
  int skipped;
  // Where to go on after an element that was too deep; -1 if there was none.
  int64_t resume;
} state;

static int64_t position(const state *s) { return s->origin + (int64_t)xmlByteConsumed(s->parser); }

static void start(void *context, const xmlChar *name, const xmlChar **attributes) {
  state *s = context;
  if (s->resume >= 0) return;
  if (s->skipped < 2) {
    s->skipped++;
    return;
  }
  s->handler->start(s->handler->context, (const char *)name, (const char *const *)attributes);
  if (s->parser->nameNr > CHTML_DEPTH_LIMIT) {
    // libxml2 looks through the whole stack for every end tag without a start tag.
    s->resume = position(s);
    xmlStopParser(s->parser);
  }
}

static void end(void *context, const xmlChar *name) {
  state *s = context;
  // Two elements are the prefix's own; all are closed when the parser ends, and the caller knows that.
  if (s->resume < 0 && s->parser->nameNr > 2) s->handler->end(s->handler->context, (const char *)name);
}

static void text(void *context, const xmlChar *bytes, int length) {
  state *s = context;
  if (s->resume < 0) s->handler->text(s->handler->context, bytes, length, position(s));
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

// Parses from `from` and answers how far it came; -1 when memory ran out.
static int64_t parse(const uint8_t *bytes, int64_t length, int64_t from, const chtml_handler *handler) {
  htmlSAXHandler sax;
  memset(&sax, 0, sizeof sax);
  sax.startElement = start;
  sax.endElement = end;
  sax.characters = text;
  sax.ignorableWhitespace = text;
  sax.cdataBlock = text;
  state s = {.handler = handler, .origin = from - PREFIX_LENGTH, .resume = -1};
  s.parser = htmlCreatePushParserCtxt(&sax, &s, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!s.parser) return -1;
  htmlCtxtUseOptions(
      s.parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                    HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  htmlParseChunk(s.parser, prefix, (int)PREFIX_LENGTH, 0);
  int64_t given = from;
  while (given < length && s.resume < 0) {
    int64_t count = length - given < CHUNK ? length - given : CHUNK;
    htmlParseChunk(s.parser, (const char *)bytes + given, (int)count, 0);
    if (s.parser->errNo == XML_ERR_NO_MEMORY) break;
    given += count;
  }
  if (s.resume < 0) htmlParseChunk(s.parser, NULL, 0, 1);
  int64_t reached = s.resume >= 0 ? s.resume : position(&s);
  if (s.parser->errNo == XML_ERR_NO_MEMORY) reached = -1;
  if (s.resume >= 0) {
    // The parser stands before the end of the tag.
    if (reached < length && bytes[reached] == '/') reached++;
    if (reached < length && bytes[reached] == '>') reached++;
  }
  htmlFreeParserCtxt(s.parser);
  return reached;
}

bool chtml_parse(const uint8_t *bytes, int64_t length, const chtml_handler *handler) {
  pthread_once(&once, xmlInitParser);
  int64_t from = 0;
  while (from < length) {
    int64_t reached = parse(bytes, length, from, handler);
    if (reached < 0) return false;
    from = reached > from ? reached : from + 1;
  }
  return true;
}

int32_t chtml_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity ? (int32_t)entity->value : 0;
}
