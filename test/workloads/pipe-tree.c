/* pipe-tree STATE_FILE: a tree of 20 processes (the root, 4 children, 15 grandchildren) that pass a token around
   a ring of pipes; one more pipe always holds bytes that nobody has read yet. */
#include "round.h"

#define PROCESSES 20
#define CHILDREN 4

static int ring[PROCESSES][2];

/* Keeps what member `number` needs: it reads its own pipe and writes the next one. */
static void keep_own_ends(int number) {
  for (int i = 0; i < PROCESSES; i++) {
    if (i != number) close(ring[i][0]);
    if (i != (number + 1) % PROCESSES) close(ring[i][1]);
  }
}

static void member(int number) {
  keep_own_ends(number);
  pid_t pid = getpid(), parent = getppid();
  for (uint64_t rounds = 0;; rounds++) {
    uint64_t token;
    ssize_t got;
    while ((got = read(ring[number][0], &token, sizeof token)) < 0 && errno == EINTR) {
    }
    if (got == 0) _exit(0);
    REQUIRE(got == sizeof token && token == rounds * PROCESSES + number, "member %d: wrong token", number);
    REQUIRE(getpid() == pid && getppid() == parent, "member %d: its pid or its parent is another", number);
    token++;
    write_whole(ring[(number + 1) % PROCESSES][1], &token, sizeof token, "token");
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  int parked[2];
  for (int i = 0; i < PROCESSES; i++) REQUIRE_OK(pipe(ring[i]) == 0, "pipe");
  for (int child = 1; child <= CHILDREN; child++) {
    pid_t pid = fork();
    REQUIRE_OK(pid >= 0, "fork");
    if (pid > 0) continue;
    for (int number = child + CHILDREN; number < PROCESSES; number += CHILDREN) {
      pid = fork();
      REQUIRE_OK(pid >= 0, "fork");
      if (pid == 0) member(number);
    }
    member(child);
  }
  keep_own_ends(0);
  REQUIRE_OK(pipe(parked) == 0, "pipe");
  uint64_t kept = pattern(0);
  write_whole(parked[1], &kept, sizeof kept, "parked bytes");

  for (;; round_pause()) {
    uint64_t token = round_count * PROCESSES + 1, back;
    write_whole(ring[1][1], &token, sizeof token, "token");
    read_whole(ring[0][0], &back, sizeof back, "token");
    REQUIRE(back == token + PROCESSES - 1, "the token came back wrong");
    read_whole(parked[0], &kept, sizeof kept, "parked bytes");
    REQUIRE(kept == pattern(round_count), "the bytes left in a pipe are wrong");
    kept = pattern(round_count + 1);
    write_whole(parked[1], &kept, sizeof kept, "parked bytes");
    REQUIRE(waitpid(-1, NULL, WNOHANG) == 0, "a child has ended");
    round_done_plain();
  }
}
