/* counter STATE_FILE [MIB] [--append] [--uid N]: one process with MIB of patterned memory (default 1), which it
   verifies and rewrites piece by piece. With --append it also appends a record a round to a file it keeps open;
   with --uid it works as another user. */
#include "round.h"

#define PAGE_WORDS 512
#define PAGES_A_ROUND 64
#define RECORD 21

static int append_file = -1;

static void append_record(void) {
  char record[RECORD + 1], last[RECORD];
  snprintf(record, sizeof record, "%020llu\n", (unsigned long long)round_count);
  REQUIRE_OK(write(append_file, record, RECORD) == RECORD, "append");
  off_t end = (off_t)(round_count + 1) * RECORD;
  struct stat is;
  REQUIRE_OK(fstat(append_file, &is) == 0, "fstat of the append file");
  REQUIRE(is.st_size == end, "the append file has %lld bytes, not %lld", (long long)is.st_size, (long long)end);
  REQUIRE_OK(pread(append_file, last, RECORD, end - RECORD) == RECORD, "read of the append file");
  REQUIRE(memcmp(last, record, RECORD) == 0, "the last record of the append file is not the one written");
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  size_t mib = 1;
  for (int i = 2; i < argc; i++) {
    if (strcmp(argv[i], "--append") == 0) {
      char *path = round_path("append");
      append_file = open(path, O_RDWR | O_CREAT | O_APPEND | O_TRUNC, 0666);
      REQUIRE_OK(append_file >= 0, path);
      free(path);
    } else if (strcmp(argv[i], "--uid") == 0 && i + 1 < argc) {
      uid_t uid = atoi(argv[++i]);
      REQUIRE_OK(setgid(uid) == 0 && setuid(uid) == 0, "setuid");
    } else {
      mib = strtoul(argv[i], NULL, 10);
    }
  }
  size_t pages = mib * 256;
  uint64_t *memory = aligned_alloc(4096, pages ? pages * 4096 : 4096);
  uint64_t *generation = calloc(pages + 1, sizeof *generation);
  REQUIRE(memory && generation, "no memory");
  for (size_t word = 0; word < pages * PAGE_WORDS; word++) memory[word] = pattern(word);

  for (size_t page = 0;; round_pause()) {
    for (size_t i = 0; i < PAGES_A_ROUND && i < pages; i++, page = (page + 1) % pages) {
      uint64_t *words = memory + page * PAGE_WORDS;
      for (size_t word = 0; word < PAGE_WORDS; word++) {
        uint64_t index = page * PAGE_WORDS + word;
        REQUIRE(words[word] == pattern(index + generation[page]), "page %zu is damaged", page);
        words[word] = pattern(index + generation[page] + 1);
      }
      generation[page]++;
    }
    if (append_file >= 0) append_record();
    round_done_plain();
  }
}
