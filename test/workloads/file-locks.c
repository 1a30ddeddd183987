/* file-locks STATE_FILE: the parent holds a flock and a POSIX lock of a range; its child tries to get both in every
   round, and must not. */
#include "round.h"

#include <sys/file.h>

static struct flock range(short type) {
  return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = 10, .l_len = 100};
}

/* Answers n + 1 when both locks are refused to it, and fails the round else. */
static void rival(int from, int to, const char *whole, const char *ranged, pid_t holder) {
  for (;;) {
    uint64_t word;
    ssize_t got;
    while ((got = read(from, &word, sizeof word)) < 0 && errno == EINTR) {
    }
    if (got == 0) _exit(0);
    int fd = open(whole, O_RDWR);
    REQUIRE_OK(fd >= 0, whole);
    REQUIRE(flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK, "the flock is free");
    close(fd);
    fd = open(ranged, O_RDWR);
    REQUIRE_OK(fd >= 0, ranged);
    struct flock wanted = range(F_WRLCK);
    REQUIRE(fcntl(fd, F_SETLK, &wanted) < 0 && (errno == EAGAIN || errno == EACCES), "the POSIX lock is free");
    REQUIRE_OK(fcntl(fd, F_GETLK, &wanted) == 0, "F_GETLK");
    REQUIRE(wanted.l_type == F_WRLCK && wanted.l_pid == holder && wanted.l_start == 10 && wanted.l_len == 100,
            "the POSIX lock is another: type %d, pid %d, %lld+%lld", wanted.l_type, wanted.l_pid,
            (long long)wanted.l_start, (long long)wanted.l_len);
    close(fd);
    word++;
    write_whole(to, &word, sizeof word, "answer of the rival");
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  char *whole = round_path("flock"), *ranged = round_path("posix-lock");
  int down[2], up[2];
  REQUIRE_OK(pipe(down) == 0 && pipe(up) == 0, "pipe");
  pid_t child = fork();
  REQUIRE_OK(child >= 0, "fork");
  if (child == 0) {
    close(down[1]), close(up[0]);
    rival(down[0], up[1], whole, ranged, round_pid);
  }
  close(down[0]), close(up[1]);
  int fd = open(whole, O_RDWR | O_CREAT, 0600);
  REQUIRE_OK(fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0, "flock");
  fd = open(ranged, O_RDWR | O_CREAT, 0600);
  struct flock wanted = range(F_WRLCK);
  REQUIRE_OK(fd >= 0 && fcntl(fd, F_SETLK, &wanted) == 0, "F_SETLK");
  for (;; round_pause()) {
    ask(down[1], up[0], round_count, "question to the rival");
    round_done_plain();
  }
}
