/* pid-reuse STATE_FILE [--no-exec]: a root with three children that change between two rounds of pre-dump. On SIGUSR1
   the root makes one change of generation; `generation=` counts it when it is complete and every child of then has
   verified a round:
   - `same_pid=`: a child ends and is reaped, and a new one gets its pid, by clone3 with set_tid, or by ns_last_pid
     where there is none (both as root);
   - `exec_pid=`: a child executes /proc/self/exe with other arguments and keeps its pid (with --no-exec it stays as it
     is);
   - `new_pid=`: a child ends, and a new one has another pid;
   - a child dirties memory, forks one that does the same, and both end.

   Each child has 4 MiB at an address that is the same in all, with a pattern of its pid, role and generation. Those
   that have not executed also have 4 MiB that they inherited of the root and leave as they were, while the root
   rewrites its own for the next generation. A page that is inherited untouched is clean for the kernel, so who takes
   the new child for the old one of that pid does not dump it.

   In a round each child verifies an eighth of its memory and rewrites a quarter of that in its own, and it verifies all
   before it ends or executes. The root counts the round when all have. */
#include "round.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define PAGES 1024
#define WINDOWS 8
#define WINDOW (PAGES / WINDOWS)
#define WORDS (PAGE_BYTES / 8)
/* Free in every process, with 39 bits of address too. Side by side they could become one mapping, dirty as a whole. */
#define OWN ((uint64_t *)0x4000000000)
#define INHERITED ((uint64_t *)0x5000000000)
#define EXECUTE (1ull << 63)

enum role { SAME_PID, EXEC, NEW_PID, ROLES, SHORT_LIVED, GRANDCHILD };
static const char *role_names[] = {"same_pid", "exec", "new_pid", "", "short-lived", "grandchild"};

struct child {
  pid_t pid;
  int to, from;
  uint64_t rounds;
};

static struct child children[ROLES];
static const char *state_file;
static unsigned generation;
static int with_exec = 1;
static volatile sig_atomic_t asked;

static void map(uint64_t *address) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
  void *memory = mmap(address, PAGES * PAGE_BYTES, PROT_READ | PROT_WRITE, flags, -1, 0);
  REQUIRE_OK(memory == address, "mmap");
  // A huge page is dirty as a whole. A kernel without them refuses this, and has nothing to forbid.
  madvise(memory, PAGES * PAGE_BYTES, MADV_NOHUGEPAGE);
}

/* One page in four is rewritten whenever its window is verified; the others stay as they were. */
static uint64_t version_of(size_t page, uint64_t rounds) {
  return page % 4 != 0 ? 0 : rounds / WINDOWS + (page / WINDOW < rounds % WINDOWS);
}

static uint64_t own_seed(pid_t pid, enum role role, unsigned of, size_t page, uint64_t version) {
  return pattern(pattern(pattern((uint64_t)pid << 32 | role << 24 | of) + page) + version);
}

static uint64_t inherited_seed(unsigned of, size_t page) { return pattern(pattern(~(uint64_t)of) + page); }

static void write_inherited(unsigned of) {
  for (size_t page = 0; page < PAGES; page++) write_page(INHERITED + page * WORDS, inherited_seed(of, page));
}

static void verify_inherited(const char *who, unsigned of, size_t from, size_t to) {
  for (size_t page = from; page < to; page++) {
    int offset = page_difference(INHERITED + page * WORDS, inherited_seed(of, page));
    REQUIRE(offset < 0, "%s %d: page %zu of its inherited memory differs at offset %d", who, getpid(), page, offset);
  }
}

static void write_own(enum role role, unsigned of, size_t page, uint64_t version) {
  write_page(OWN + page * WORDS, own_seed(getpid(), role, of, page, version));
}

static void verify_own(enum role role, unsigned of, size_t from, size_t to, uint64_t rounds) {
  for (size_t page = from; page < to; page++) {
    uint64_t seed = own_seed(getpid(), role, of, page, version_of(page, rounds));
    int offset = page_difference(OWN + page * WORDS, seed);
    REQUIRE(offset < 0, "%s %d of generation %u: page %zu of its own memory differs at offset %d in round %llu",
            role_names[role], getpid(), of, page, offset, (unsigned long long)rounds);
  }
}

/* What a child is: answers the root's rounds until that closes the pipe. After an exec nothing is inherited. */
__attribute__((noreturn)) static void child(enum role role, unsigned of, int executed, int from, int to) {
  pid_t pid = getpid();
  map(OWN);
  for (size_t page = 0; page < PAGES; page++) write_own(role, of, page, 0);
  for (uint64_t rounds = 0;; rounds++) {
    uint64_t question;
    ssize_t got;
    while ((got = read(from, &question, sizeof question)) < 0 && errno == EINTR) {
    }
    REQUIRE(got == 0 || got == sizeof question, "%s: read %zd bytes of the root", role_names[role], got);
    REQUIRE(getpid() == pid, "%s: pid is %d and was %d", role_names[role], getpid(), pid);
    if (got == 0 || question & EXECUTE) {
      verify_own(role, of, 0, PAGES, rounds);
      if (!executed) verify_inherited(role_names[role], of, 0, PAGES);
      if (got == 0) _exit(0);
      char numbers[3][16];
      snprintf(numbers[0], sizeof numbers[0], "%u", (unsigned)question);
      snprintf(numbers[1], sizeof numbers[1], "%d", from);
      snprintf(numbers[2], sizeof numbers[2], "%d", to);
      execl("/proc/self/exe", "pid-reuse", state_file, "executed", numbers[0], numbers[1], numbers[2], (char *)NULL);
      REQUIRE_OK(0, "exec of itself");
    }
    REQUIRE(question == rounds, "%s: its round is %llu, and the root's %llu", role_names[role],
            (unsigned long long)rounds, (unsigned long long)question);
    size_t first = rounds % WINDOWS * WINDOW;
    verify_own(role, of, first, first + WINDOW, rounds);
    if (!executed) verify_inherited(role_names[role], of, first, first + WINDOW);
    for (size_t page = first; page < first + WINDOW; page += 4) write_own(role, of, page, rounds / WINDOWS + 1);
    question++;
    write_whole(to, &question, sizeof question, "answer to the root");
  }
}

static void reap(pid_t pid, const char *who) {
  int status;
  while (waitpid(pid, &status, 0) < 0) REQUIRE_OK(errno == EINTR, "waitpid");
  REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s %d ended with status %#x", who, pid, status);
}

/* fork() when the pid given out last seems to be the one below the wanted: the kernel takes the next that is free. */
static pid_t fork_after(pid_t wanted) {
  int file = open("/proc/sys/kernel/ns_last_pid", O_RDWR | O_CLOEXEC);
  REQUIRE_OK(file >= 0, "ns_last_pid");
  char before[32] = "", last[32];
  REQUIRE_OK(pread(file, before, sizeof before - 1, 0) > 0, "read of ns_last_pid");
  int length = snprintf(last, sizeof last, "%d", wanted - 1);
  for (int tries = 0; tries < 100; tries++) {
    REQUIRE_OK(pwrite(file, last, length, 0) == length, "write of ns_last_pid");
    pid_t pid = fork();
    REQUIRE_OK(pid >= 0, "fork");
    if (pid == 0 && getpid() != wanted) _exit(0);
    if (pid == 0) return close(file), 0;
    if (pid != wanted) {
      reap(pid, "a child with another pid");
      continue;
    }
    REQUIRE_OK(pwrite(file, before, strlen(before), 0) > 0, "write of ns_last_pid");
    close(file);
    return pid;
  }
  round_failed("pid %d is not to be had", wanted);
}

static pid_t fork_as(pid_t wanted) {
  struct clone_args arguments = {.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&wanted, .set_tid_size = 1};
  for (int tries = 0; tries < 400; tries++, round_pause()) {
    pid_t pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid >= 0) return pid;
    if (errno == EEXIST) continue; // some other process has got it, maybe for a moment
    REQUIRE_OK(errno == ENOSYS || errno == EPERM || errno == EINVAL || errno == E2BIG, "clone3");
    return fork_after(wanted);
  }
  round_failed("pid %d is another process's", wanted);
}

/* A new child in the role, with the wanted pid, or with any when that is 0. It inherits the root's memory as it is. */
static struct child start(enum role role, unsigned of, pid_t wanted) {
  int down[2], up[2];
  REQUIRE_OK(pipe(down) == 0 && pipe(up) == 0, "pipe");
  pid_t pid = wanted ? fork_as(wanted) : fork();
  REQUIRE_OK(pid >= 0, "fork");
  if (pid == 0) {
    for (int other = 0; other < ROLES; other++)
      if (children[other].pid) close(children[other].to), close(children[other].from);
    close(down[1]), close(up[0]);
    child(role, of, 0, down[0], up[1]);
  }
  close(down[0]), close(up[1]);
  return (struct child){.pid = pid, .to = down[1], .from = up[0]};
}

/* Lets a child verify all it has and end. */
static void end(struct child *ending, enum role role) {
  close(ending->to);
  reap(ending->pid, role_names[role]);
  close(ending->from);
  ending->pid = 0;
}

__attribute__((noreturn)) static void live_shortly(unsigned of) {
  map(OWN);
  for (size_t page = 0; page < PAGES; page++) write_own(SHORT_LIVED, of, page, 0);
  write_inherited(~of);
  pid_t grandchild = fork();
  REQUIRE_OK(grandchild >= 0, "fork");
  if (grandchild == 0) {
    for (size_t page = 0; page < PAGES; page++) write_own(GRANDCHILD, of, page, 0);
    verify_own(GRANDCHILD, of, 0, PAGES, 0);
    verify_inherited("grandchild", ~of, 0, PAGES);
    write_inherited(of);
    _exit(0);
  }
  reap(grandchild, "grandchild");
  verify_own(SHORT_LIVED, of, 0, PAGES, 0);
  verify_inherited("short-lived", ~of, 0, PAGES);
  _exit(0);
}

/* The root's inheritance is always that of the next generation. */
static void change(void) {
  unsigned next = generation + 1;
  verify_inherited("root", next, 0, PAGES);

  pid_t pid = children[SAME_PID].pid;
  end(&children[SAME_PID], SAME_PID);
  children[SAME_PID] = start(SAME_PID, next, pid);
  REQUIRE(children[SAME_PID].pid == pid, "the new child has pid %d, not %d", children[SAME_PID].pid, pid);

  if (with_exec) {
    uint64_t execute = EXECUTE | next;
    write_whole(children[EXEC].to, &execute, sizeof execute, "question to a child");
    children[EXEC].rounds = 0;
  }

  struct child ending = children[NEW_PID];
  children[NEW_PID] = start(NEW_PID, next, 0);
  end(&ending, NEW_PID);

  pid_t shortly = fork();
  REQUIRE_OK(shortly >= 0, "fork");
  if (shortly == 0) live_shortly(next);
  reap(shortly, "short-lived");

  verify_inherited("root", next, 0, PAGES);
  write_inherited(next + 1);
  generation = next;
}

static void on_signal(int signal) {
  (void)signal;
  asked = 1;
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  state_file = argv[1];
  if (argc == 6 && strcmp(argv[2], "executed") == 0)
    child(EXEC, strtoul(argv[3], NULL, 10), 1, atoi(argv[4]), atoi(argv[5]));
  if (argc > 2) {
    REQUIRE(argc == 3 && strcmp(argv[2], "--no-exec") == 0, "argument %s", argv[2]);
    with_exec = 0;
  }

  signal(SIGUSR1, on_signal);
  signal(SIGPIPE, SIG_IGN);
  map(INHERITED);
  write_inherited(0);
  for (enum role role = 0; role < ROLES; role++) children[role] = start(role, 0, 0);
  write_inherited(1);
  for (;; round_pause()) {
    if (asked) {
      asked = 0;
      change();
    }
    size_t first = round_count % WINDOWS * WINDOW;
    verify_inherited("root", generation + 1, first, first + WINDOW);
    for (enum role role = 0; role < ROLES; role++) {
      struct child *asking = &children[role];
      ask(asking->to, asking->from, asking->rounds++, role_names[role]);
    }
    round_done("generation=%06u same_pid=%010d exec_pid=%010d new_pid=%010d", generation, children[SAME_PID].pid,
               children[EXEC].pid, children[NEW_PID].pid);
  }
}
