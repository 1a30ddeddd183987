/* tcp-memory STATE_FILE [--patient]: a tree with a bit of everything that a dump can break. It serves one tcp-client as tcp-server
   does, asks two children in every round, and has 4 MiB of patterned memory, a piece of which it verifies and rewrites.
   Reports its port, and connected=1 from the client on. SIGUSR1: it verifies all of its memory; then `verified=` counts
   one more. With --patient it waits where its connection is in repair mode (EPERM), as a CRIU that is killed leaves it,
   and goes on when that is over; else it fails. */
#include "loopback.h"

#include <signal.h>

#define PAGE_WORDS 512
#define PAGES_A_ROUND 16
#define CHILDREN 2
#define MIB 4

static uint64_t *memory, *generation;
static const size_t pages = MIB * 256;
static int patient;
static volatile sig_atomic_t asked;

static void on_signal(int signal) {
  (void)signal;
  asked = 1;
}

/* Reads or writes one word of the conversation, which the kernel never splits here; 0 when the peer has reset it. */
static int exchange(ssize_t (*call)(int, uint64_t *), int fd, uint64_t *word, const char *what) {
  ssize_t done;
  while ((done = call(fd, word)) < 0 && (errno == EINTR || (patient && errno == EPERM))) round_pause();
  if (patient && done < 0 && (errno == ECONNRESET || errno == EPIPE)) return 0;
  REQUIRE_OK(done >= 0, what);
  REQUIRE(done == sizeof *word, "%s: %zd bytes", what, done);
  return 1;
}

static int without(int client) {
  close(client);
  return -1;
}

static ssize_t receive_word(int fd, uint64_t *word) { return read(fd, word, sizeof *word); }
static ssize_t send_word(int fd, uint64_t *word) { return write(fd, word, sizeof *word); }

static void verify_page(size_t page) {
  for (size_t word = 0; word < PAGE_WORDS; word++) {
    size_t index = page * PAGE_WORDS + word;
    REQUIRE(memory[index] == pattern(index + generation[page]), "page %zu is damaged", page);
  }
}

static void rewrite_page(size_t page) {
  generation[page]++;
  for (size_t word = 0; word < PAGE_WORDS; word++) {
    size_t index = page * PAGE_WORDS + word;
    memory[index] = pattern(index + generation[page]);
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  patient = argc > 2 && strcmp(argv[2], "--patient") == 0;
  memory = aligned_alloc(PAGE_BYTES, pages * PAGE_BYTES);
  generation = calloc(pages, sizeof *generation);
  REQUIRE(memory && generation, "no memory");
  for (size_t word = 0; word < pages * PAGE_WORDS; word++) memory[word] = pattern(word);
  signal(SIGUSR1, on_signal);
  signal(SIGPIPE, SIG_IGN);

  int listener = listen_on(0), port = local_port(listener), to[CHILDREN], from[CHILDREN];
  for (int i = 0; i < CHILDREN; i++) {
    int down[2], up[2];
    REQUIRE_OK(pipe2(down, O_CLOEXEC) == 0 && pipe2(up, O_CLOEXEC) == 0, "pipe");
    pid_t child = fork();
    REQUIRE_OK(child >= 0, "fork");
    if (child == 0) {
      close(listener);
      for (int j = 0; j < i; j++) close(to[j]), close(from[j]);
      close(down[1]), close(up[0]);
      answer_until_end(down[0], up[1]);
    }
    close(down[0]), close(up[1]);
    to[i] = down[1], from[i] = up[0];
  }

  uint64_t next = 0, verified = 0;
  size_t page = 0;
  for (int client = -1;;) {
    if (client >= 0) {
      uint64_t message;
      if (!exchange(receive_word, client, &message, "message of the client")) {
        client = without(client);
        continue;
      }
      REQUIRE(message == next, "the client sent message %llu, not %llu", (unsigned long long)message,
              (unsigned long long)next);
      uint64_t answer = pattern(next++);
      if (!exchange(send_word, client, &answer, "answer to the client")) client = without(client);
    } else if (readable_within(listener, 5)) {
      client = accept_from(listener);
    }
    for (int i = 0; i < CHILDREN; i++) ask(to[i], from[i], round_count, "question to a child");
    for (int i = 0; i < PAGES_A_ROUND; i++, page = (page + 1) % pages) {
      verify_page(page);
      rewrite_page(page);
    }
    if (asked) {
      asked = 0;
      for (size_t each = 0; each < pages; each++) verify_page(each);
      verified++;
    }
    round_done("port=%05d connected=%d verified=%06llu", port, client >= 0, (unsigned long long)verified);
  }
}
