/* dirtier STATE_FILE MIB PAGES_PER_SECOND [--shared MIB] [--processes N] [--heartbeat ADDRESS:PORT]: memory that is rewritten at a known rate, for
   rounds of pre-dump. N processes (default 1: the root alone) have MIB of private memory each and rewrite that many
   pages of it a second each, every 5 ms some; 0 leaves it untouched. With --shared they share an anonymous mapping too,
   which the root rewrites at the same rate. All is filled before the first line of the state.

   Write k (1, 2, ...) of a memory goes to the page and has the bytes that `draw`, `page_of` and `seed_of` say: the
   number of writes K, which is the same in all processes, tells the whole memory. Before a batch of writes the state
   says `begun=` with the K that it leads to, after it `writes=` has reached that. So whenever the tree is frozen,
   writes <= K <= begun; they are equal except within a batch, which a tree that runs again ends before anything else.

   SIGUSR1 to the root: each process compares every byte of its memory with what K says it must be. Then `verified=`
   counts one more, `verified_writes=` is the K of it, and `checksum=` depends on the memory alone (52 bits, so on K and
   the arguments, not on pids or addresses). Otherwise `failed=` names page and offset. It fails as well when, at any
   time before, the state file was not as the root last wrote it: then the memory is older or newer than the file. Who
   restores an older state puts the file of then back, or fills it with blanks: what does not begin with `count=` is not
   compared.

   With --heartbeat every round sends its count, 8 bytes, little endian, as a UDP datagram there; the address may be one
   of broadcast. What does not get out is not sent again.

   The rate is kept by the monotonic clock. Of a stretch in which the root did not run (frozen, stopped, dumped, busy
   with SIGUSR1), 25 ms count and the rest is not made up for. */
#include "round.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

#define SECOND 1000000000
#define LONGEST_STEP (25 * 1000 * 1000)
#define VERIFY (1ull << 63)
#define MOST_PROCESSES 256

struct memory {
  const char *kind;
  uint64_t *words, salt;
  size_t pages;
};

struct child {
  pid_t pid;
  int to, from;
};

static struct memory own = {.kind = "private"}, shared = {.kind = "shared"};
static struct child children[MOST_PROCESSES];
static int process, processes = 1;
static uint64_t begun, writes, verified, verified_writes, checksum;
static char file_said[sizeof round_line], root_said[sizeof round_line];
static volatile sig_atomic_t asked;
static int heart = -1;
static struct sockaddr_in heart_to;

static uint64_t draw(const struct memory *memory, uint64_t write) { return pattern(memory->salt + write); }

/* Spread evenly over all pages. */
static size_t page_of(const struct memory *memory, uint64_t drawn) {
  return (unsigned __int128)drawn * memory->pages >> 64;
}

static uint64_t seed_of(uint64_t drawn, size_t page) { return pattern(drawn + page); }

static uint64_t *words_of(const struct memory *memory, size_t page) { return memory->words + page * (PAGE_BYTES / 8); }

/* Maps it and makes write 0 of every page. */
static void fill(struct memory *memory, uint64_t number, int flags) {
  memory->salt = pattern(number);
  if (memory->pages == 0) return;
  size_t size = memory->pages * PAGE_BYTES;
  memory->words = mmap(NULL, size, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
  REQUIRE_OK(memory->words != MAP_FAILED, "mmap");
  // A huge page is dirty as a whole. A kernel without them refuses this, and has nothing to forbid.
  madvise(memory->words, size, MADV_NOHUGEPAGE);
  uint64_t drawn = draw(memory, 0);
  for (size_t page = 0; page < memory->pages; page++) write_page(words_of(memory, page), seed_of(drawn, page));
}

static void rewrite(const struct memory *memory, uint64_t write) {
  if (memory->pages == 0) return;
  uint64_t drawn = draw(memory, write);
  size_t page = page_of(memory, drawn);
  write_page(words_of(memory, page), seed_of(drawn, page));
}

static uint64_t mix(uint64_t sum, uint64_t word) { return ((sum ^ word) << 29 | (sum ^ word) >> 35) * PAGE_STEP; }

/* Compares all of a memory with what `writes` says, and mixes its bytes into the sum. */
static uint64_t verify(const struct memory *memory, uint64_t sum) {
  if (memory->pages == 0) return sum;
  // The last write of each page, or 0, found from the end; a page is unlikely to be missing for long.
  uint64_t *last = mmap(NULL, memory->pages * sizeof *last, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE_OK(last != MAP_FAILED, "mmap");
  size_t missing = memory->pages;
  for (uint64_t write = writes; write > 0 && missing > 0; write--) {
    size_t page = page_of(memory, draw(memory, write));
    if (last[page] > 0) continue;
    last[page] = write;
    missing--;
  }
  for (size_t page = 0; page < memory->pages; page++) {
    const uint64_t *words = words_of(memory, page);
    int offset = page_difference(words, seed_of(draw(memory, last[page]), page));
    REQUIRE(offset < 0, "page %zu of the %s memory of process %d differs at offset %d: write %llu of %llu made it",
            page, memory->kind, process, offset, (unsigned long long)last[page], (unsigned long long)writes);
    for (int word = 0; word < PAGE_BYTES / 8; word++) sum = mix(sum, words[word]);
  }
  REQUIRE_OK(munmap(last, memory->pages * sizeof *last) == 0, "munmap");
  return sum;
}

/* Writes up to the K it is asked for, or verifies at the K it is asked for. Ends with the root. */
__attribute__((noreturn)) static void child(int from, int to) {
  pid_t pid = getpid();
  fill(&own, process + 1, MAP_PRIVATE);
  for (uint64_t question, answer;;) {
    ssize_t got;
    while ((got = read(from, &question, sizeof question)) < 0 && errno == EINTR) {
    }
    if (got == 0) _exit(0);
    REQUIRE(got == sizeof question, "process %d: read %zd bytes of the root", process, got);
    REQUIRE(getpid() == pid, "process %d: pid is %d and was %d", process, getpid(), pid);
    if (question & VERIFY) {
      REQUIRE(question == (VERIFY | writes), "process %d has made %llu writes, the root %llu", process,
              (unsigned long long)writes, (unsigned long long)(question & ~VERIFY));
      answer = verify(&shared, verify(&own, 0));
    } else {
      while (writes < question) rewrite(&own, ++writes);
      answer = writes;
    }
    write_whole(to, &answer, sizeof answer, "answer to the root");
  }
}

static void start_children(void) {
  for (int number = 1; number < processes; number++) {
    int down[2], up[2];
    REQUIRE_OK(pipe(down) == 0 && pipe(up) == 0, "pipe");
    pid_t pid = fork();
    REQUIRE_OK(pid >= 0, "fork");
    if (pid == 0) {
      for (int before = 1; before < number; before++) close(children[before].to), close(children[before].from);
      close(down[1]), close(up[0]);
      process = number;
      child(down[0], up[1]);
    }
    close(down[0]), close(up[1]);
    children[number] = (struct child){pid, down[1], up[0]};
  }
}

static void tell_children(uint64_t question) {
  for (int number = 1; number < processes; number++)
    write_whole(children[number].to, &question, sizeof question, "question to a child");
}

static uint64_t answer_of(int number) {
  uint64_t answer;
  read_whole(children[number].from, &answer, sizeof answer, "answer of a child");
  return answer;
}

static void report(void) {
  size_t length = strlen(round_line);
  char line[sizeof round_line] = "";
  REQUIRE_OK(pread(round_file, line, length, 0) >= 0, "read of the state");
  if (memcmp(line, "count=", 6) == 0 && memcmp(line, round_line, length) != 0 && *file_said == '\0') {
    snprintf(file_said, sizeof file_said, "%s", line);
    snprintf(root_said, sizeof root_said, "%s", round_line);
    file_said[strcspn(file_said, "\n")] = root_said[strcspn(root_said, "\n")] = '\0';
  }
  round_report("begun=%020llu writes=%020llu verified=%06llu verified_writes=%020llu checksum=%016llu",
               (unsigned long long)begun, (unsigned long long)writes, (unsigned long long)verified,
               (unsigned long long)verified_writes, (unsigned long long)checksum);
}

static void verify_all(void) {
  REQUIRE(*file_said == '\0', "the state file said %.180s, and the root had last said %.180s", file_said, root_said);
  tell_children(VERIFY | writes);
  uint64_t sum = verify(&shared, verify(&own, 0));
  for (int number = 1; number < processes; number++) sum = mix(sum, answer_of(number));
  checksum = sum >> 12;
  verified_writes = writes;
  verified++;
}

static void make_batch(uint64_t count) {
  begun = writes + count;
  if (count > 0) report();
  tell_children(begun);
  while (writes < begun) {
    writes++;
    rewrite(&own, writes);
    rewrite(&shared, writes);
  }
  for (int number = 1; number < processes; number++) {
    uint64_t answer = answer_of(number);
    REQUIRE(answer == writes, "process %d has made %llu writes, the root %llu", number, (unsigned long long)answer,
            (unsigned long long)writes);
  }
}

static int64_t now(void) {
  struct timespec time;
  REQUIRE_OK(clock_gettime(CLOCK_MONOTONIC, &time) == 0, "clock_gettime");
  return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

static void open_heart(char *where) {
  char *port = strchr(where, ':');
  REQUIRE(port != NULL, "%s has no port", where);
  *port++ = '\0';
  heart_to = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(port))};
  REQUIRE(inet_pton(AF_INET, where, &heart_to.sin_addr) == 1, "%s is no address", where);
  int allow = 1;
  heart = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  REQUIRE_OK(heart >= 0, "socket");
  REQUIRE_OK(setsockopt(heart, SOL_SOCKET, SO_BROADCAST, &allow, sizeof allow) == 0, "SO_BROADCAST");
}

static void beat(void) {
  // Never connected, it has no address of a host that it could not take along.
  const struct sockaddr *to = (const struct sockaddr *)&heart_to;
  if (heart >= 0 && sendto(heart, &round_count, sizeof round_count, MSG_DONTWAIT, to, sizeof heart_to) < 0) return;
}

static void on_signal(int signal) {
  (void)signal;
  asked = 1;
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  REQUIRE(argc >= 4, "usage: dirtier STATE_FILE MIB PAGES_PER_SECOND [--shared MIB] [--processes N] [--heartbeat TO]");
  own.pages = strtoul(argv[2], NULL, 10) * 256;
  uint64_t rate = strtoul(argv[3], NULL, 10);
  for (int i = 4; i < argc; i += 2) {
    REQUIRE(i + 1 < argc, "argument %s", argv[i]);
    if (strcmp(argv[i], "--heartbeat") == 0) {
      open_heart(argv[i + 1]);
      continue;
    }
    int is_shared = strcmp(argv[i], "--shared") == 0;
    REQUIRE(is_shared || strcmp(argv[i], "--processes") == 0, "argument %s", argv[i]);
    unsigned long number = strtoul(argv[i + 1], NULL, 10);
    if (is_shared) shared.pages = number * 256;
    else processes = number;
  }
  REQUIRE(processes > 0 && processes <= MOST_PROCESSES, "%d processes", processes);
  REQUIRE(rate <= 1000 * 1000 * 1000, "%llu pages a second", (unsigned long long)rate);
  signal(SIGUSR1, on_signal);
  signal(SIGPIPE, SIG_IGN);

  fill(&shared, 0, MAP_SHARED);
  start_children();
  fill(&own, 1, MAP_PRIVATE);
  make_batch(0); // every child answers when its memory is filled
  int64_t before = now();
  for (uint64_t credit = 0;; round_pause()) {
    if (asked) {
      asked = 0;
      verify_all();
    }
    int64_t time = now(), step = time - before;
    before = time;
    // On another machine the clock may be behind.
    credit += (step < 0 ? 0 : step > LONGEST_STEP ? LONGEST_STEP : step) * rate;
    make_batch(credit / SECOND);
    credit %= SECOND;
    round_count++;
    report();
    beat();
  }
}
