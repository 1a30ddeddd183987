/* shared-memory STATE_FILE: a parent and a child that share memory in four ways: an anonymous mapping, a memfd, a file
   in /dev/shm (named after the folder of the state file) and a file there that is deleted. */
#include "round.h"

#include <sys/mman.h>

#define KINDS 4
#define SIZE 65536
#define WORDS (SIZE / sizeof(uint64_t))

static volatile uint64_t *map(int fd, int flags) {
  void *memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | flags, fd, 0);
  REQUIRE_OK(memory != MAP_FAILED, "mmap");
  return memory;
}

/* Word 0 goes from the parent to the child, word 1 back; the others keep a pattern. */
static void child(int from, int to, volatile uint64_t **memory) {
  for (;;) {
    uint64_t word;
    ssize_t got;
    while ((got = read(from, &word, sizeof word)) < 0 && errno == EINTR) {
    }
    if (got == 0) _exit(0);
    for (int kind = 0; kind < KINDS; kind++) {
      REQUIRE(memory[kind][0] == pattern(word + kind), "child: memory %d is not what its parent wrote", kind);
      memory[kind][1] = ~memory[kind][0];
    }
    word++;
    write_whole(to, &word, sizeof word, "answer of the child");
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  char name[512], *folder = realpath(round_folder, NULL);
  REQUIRE_OK(folder != NULL, round_folder);
  snprintf(name, sizeof name, "/dev/shm/%s", strrchr(folder, '/') + 1);
  int memfd = memfd_create("workload", 0), named = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
  REQUIRE_OK(memfd >= 0 && named >= 0, name);
  snprintf(name + strlen(name), 9, ".deleted");
  int deleted = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
  REQUIRE_OK(deleted >= 0 && unlink(name) == 0, name);
  REQUIRE_OK(ftruncate(memfd, SIZE) == 0 && ftruncate(named, SIZE) == 0 && ftruncate(deleted, SIZE) == 0, "ftruncate");
  volatile uint64_t *memory[KINDS] = {map(-1, MAP_ANONYMOUS), map(memfd, 0), map(named, 0), map(deleted, 0)};
  for (int kind = 0; kind < KINDS; kind++)
    for (size_t i = 2; i < WORDS; i++) memory[kind][i] = pattern(kind * WORDS + i);

  int down[2], up[2];
  REQUIRE_OK(pipe(down) == 0 && pipe(up) == 0, "pipe");
  pid_t pid = fork();
  REQUIRE_OK(pid >= 0, "fork");
  if (pid == 0) {
    close(down[1]), close(up[0]);
    child(down[0], up[1], memory);
  }
  close(down[0]), close(up[1]);
  for (;; round_pause()) {
    for (int kind = 0; kind < KINDS; kind++) memory[kind][0] = pattern(round_count + kind);
    ask(down[1], up[0], round_count, "question to the child");
    for (int kind = 0; kind < KINDS; kind++) {
      REQUIRE(memory[kind][1] == ~pattern(round_count + kind), "memory %d is not what the child wrote", kind);
      for (size_t i = 2; i < WORDS; i++) REQUIRE(memory[kind][i] == pattern(kind * WORDS + i), "memory %d is damaged", kind);
    }
    uint64_t through_file;
    REQUIRE_OK(pread(memfd, &through_file, sizeof through_file, 0) == sizeof through_file, "read of the memfd");
    REQUIRE(through_file == pattern(round_count + 1), "the memfd and its mapping differ");
    round_done_plain();
  }
}
