/* secrets STATE_FILE [MIB]: MIB of memory (default 1) whose every 32 bytes begin with `criud-secret-page` and end with
   the number of their page, which it verifies piece by piece and never changes. */
#include "round.h"

#define RECORD 32
#define PAGE 4096
#define PAGES_A_ROUND 64

static void make_record(char *record, size_t page) {
  char text[RECORD + 1];
  snprintf(text, sizeof text, "criud-secret-page%015zu", page);
  memcpy(record, text, RECORD);
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  size_t pages = (argc > 2 ? strtoul(argv[2], NULL, 10) : 1) * 256;
  char *memory = aligned_alloc(PAGE, pages * PAGE);
  REQUIRE(memory && pages, "no memory");
  for (size_t at = 0; at < pages * PAGE; at += RECORD) make_record(memory + at, at / PAGE);

  for (size_t page = 0;; round_pause()) {
    for (size_t i = 0; i < PAGES_A_ROUND && i < pages; i++, page = (page + 1) % pages) {
      char record[RECORD];
      make_record(record, page);
      for (size_t at = 0; at < PAGE; at += RECORD) {
        REQUIRE(memcmp(memory + page * PAGE + at, record, RECORD) == 0, "page %zu is damaged", page);
      }
    }
    round_done_plain();
  }
}
