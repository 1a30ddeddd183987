/* What every workload shares: the state file, the pace, and the checks that make a round count. */
#ifndef ROUND_H
#define ROUND_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUND_MAY_BE_UNUSED __attribute__((unused))

static int round_file = -1;
static uint64_t round_count;
static pid_t round_pid;
static char round_folder[4096];
static char round_line[256]; /* the state as last written */

/* Ends the process with status 1 and `failed=<why>` as the state. The first failure of a tree stays. */
ROUND_MAY_BE_UNUSED __attribute__((noreturn, format(printf, 1, 2)))
static void round_failed(const char *format, ...) {
  char line[512], was[7];
  va_list list;
  va_start(list, format);
  memcpy(line, "failed=", 7);
  int length = 7 + vsnprintf(line + 7, sizeof line - 8, format, list);
  va_end(list);
  if (length > (int)sizeof line - 2) length = sizeof line - 2;
  line[length++] = '\n';
  int first = pread(round_file, was, sizeof was, 0) != sizeof was || memcmp(was, "failed=", 7) != 0;
  if (first && pwrite(round_file, line, length, 0) == length && ftruncate(round_file, length) == 0) _exit(1);
  if (round_file < 0) fprintf(stderr, "%s", line);
  _exit(1);
}

/* A check of the round. The text says what was found instead. */
#define REQUIRE(condition, ...)                       \
  do {                                                \
    if (!(condition)) round_failed(__VA_ARGS__);      \
  } while (0)

/* A check of a system call that sets errno. */
#define REQUIRE_OK(condition, what) REQUIRE(condition, "%s: %s", what, strerror(errno))

/* Opens the state file; the folder it is in is where a workload keeps its other files. */
ROUND_MAY_BE_UNUSED static void round_open(int argc, char **argv) {
  if (argc < 2 || strlen(argv[1]) >= sizeof round_folder) {
    fprintf(stderr, "usage: %s STATE_FILE [ARGUMENTS]\n", argv[0]);
    exit(2);
  }
  round_file = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  REQUIRE_OK(round_file >= 0, argv[1]);
  strcpy(round_folder, argv[1]);
  char *slash = strrchr(round_folder, '/');
  strcpy(slash ? slash : round_folder, slash ? "" : ".");
  round_pid = getpid();
}

/* The path of a file beside the state file. The caller frees it. */
ROUND_MAY_BE_UNUSED static char *round_path(const char *name) {
  char *path;
  REQUIRE_OK(asprintf(&path, "%s/%s", round_folder, name) > 0, "asprintf");
  return path;
}

/* Reports the state, with `more` (fixed width) after the pid. */
ROUND_MAY_BE_UNUSED __attribute__((format(printf, 1, 2)))
static void round_report(const char *more, ...) {
  REQUIRE(getpid() == round_pid, "pid is %d and was %d", getpid(), round_pid);
  char *line = round_line;
  int length = snprintf(line, sizeof round_line, "count=%020llu pid=%010d", (unsigned long long)round_count, round_pid);
  va_list list;
  va_start(list, more);
  if (*more) {
    line[length++] = ' ';
    length += vsnprintf(line + length, sizeof round_line - length - 1, more, list);
  }
  va_end(list);
  line[length++] = '\n';
  REQUIRE_OK(pwrite(round_file, line, length, 0) == length, "write of the state");
}

/* Ends a verified round: counts it and reports it. */
#define round_done(...) (round_count++, round_report(__VA_ARGS__))

/* For a round that has nothing more to report. */
#define round_done_plain() round_done("%s", "")

/* The pause between two rounds: 5 ms. */
ROUND_MAY_BE_UNUSED static void round_pause(void) {
  struct timespec left = {0, 5 * 1000 * 1000};
  while (nanosleep(&left, &left) < 0 && errno == EINTR) {
  }
}

/* poll(2) of one descriptor for input; a restore and a SIGCONT both make poll return EINTR. */
ROUND_MAY_BE_UNUSED static int readable_within(int fd, int milliseconds) {
  struct pollfd wait = {.fd = fd, .events = POLLIN};
  int ready;
  while ((ready = poll(&wait, 1, milliseconds)) < 0 && errno == EINTR) {
  }
  REQUIRE_OK(ready >= 0, "poll");
  return ready;
}

/* Reads exactly `size` bytes; end of file, a reset or a timeout fails the round. */
ROUND_MAY_BE_UNUSED static void read_whole(int fd, void *to, size_t size, const char *what) {
  for (size_t done = 0; done < size;) {
    ssize_t got = read(fd, (char *)to + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    REQUIRE_OK(got >= 0, what);
    REQUIRE(got > 0, "%s: end of file", what);
    done += got;
  }
}

ROUND_MAY_BE_UNUSED static void write_whole(int fd, const void *from, size_t size, const char *what) {
  for (size_t done = 0; done < size;) {
    ssize_t put = write(fd, (const char *)from + done, size - done);
    if (put < 0 && errno == EINTR) continue;
    REQUIRE_OK(put > 0, what);
    done += put;
  }
}

/* One 64-bit word of a pattern that no other index has (the splitmix64 finaliser). */
ROUND_MAY_BE_UNUSED static uint64_t pattern(uint64_t index) {
  uint64_t word = index * 0x9e3779b97f4a7c15u + 0x632be59bd9b4e019u;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
  return word ^ (word >> 31);
}

#define PAGE_BYTES 4096
#define PAGE_STEP 0x9e3779b97f4a7c15u

/* Writes all bytes of a page, as only this seed does. */
ROUND_MAY_BE_UNUSED static void write_page(uint64_t *page, uint64_t seed) {
  for (int word = 0; word < PAGE_BYTES / 8; word++, seed += PAGE_STEP) page[word] = seed;
}

/* The offset of the first byte of a page that write_page with this seed has not written; -1 when there is none. */
ROUND_MAY_BE_UNUSED static int page_difference(const uint64_t *page, uint64_t seed) {
  for (int word = 0; word < PAGE_BYTES / 8; word++, seed += PAGE_STEP) {
    if (page[word] == seed) continue;
    const unsigned char *has = (const unsigned char *)(page + word), *wants = (const unsigned char *)&seed;
    int byte = 0;
    while (has[byte] == wants[byte]) byte++;
    return word * 8 + byte;
  }
  return -1;
}

/* The child's side of a loop in which a parent asks `n` and must get `n + 1`. Ends with the parent. */
ROUND_MAY_BE_UNUSED __attribute__((noreturn)) static void answer_until_end(int from, int to) {
  uint64_t word;
  ssize_t got;
  for (;;) {
    while ((got = read(from, &word, sizeof word)) < 0 && errno == EINTR) {
    }
    if (got == 0) _exit(0);
    REQUIRE(got == sizeof word, "child: read %zd bytes of its parent", got);
    word++;
    write_whole(to, &word, sizeof word, "child: answer to its parent");
  }
}

/* The parent's side of answer_until_end. */
ROUND_MAY_BE_UNUSED static void ask(int to, int from, uint64_t word, const char *what) {
  uint64_t answer;
  write_whole(to, &word, sizeof word, what);
  read_whole(from, &answer, sizeof answer, what);
  REQUIRE(answer == word + 1, "%s: asked %llu, answered %llu", what, (unsigned long long)word,
          (unsigned long long)answer);
}

#endif
