/* pipe-tree STATE_FILE [PROCESSES]: a tree of so many processes, from 6 to 20 (the root, 4 children, the rest are
   grandchildren), that pass a token around a ring of pipes; one more pipe always holds bytes that nobody has read yet.
   20 by default. */
#include "round.h"

#define MOST_PROCESSES 20
#define CHILDREN 4

static int processes = MOST_PROCESSES;
static int ring[MOST_PROCESSES][2];

/* Keeps what member `number` needs: it reads its own pipe and writes the next one. */
static void keep_own_ends(int number) {
  for (int i = 0; i < processes; i++) {
    if (i != number) close(ring[i][0]);
    if (i != (number + 1) % processes) close(ring[i][1]);
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
    REQUIRE(got == sizeof token && token == rounds * processes + number, "member %d: wrong token", number);
    REQUIRE(getpid() == pid && getppid() == parent, "member %d: its pid or its parent is another", number);
    token++;
    write_whole(ring[(number + 1) % processes][1], &token, sizeof token, "token");
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  if (argc > 2) processes = atoi(argv[2]);
  REQUIRE(processes > CHILDREN + 1 && processes <= MOST_PROCESSES, "PROCESSES is %d", processes);
  int parked[2];
  for (int i = 0; i < processes; i++) REQUIRE_OK(pipe(ring[i]) == 0, "pipe");
  for (int child = 1; child <= CHILDREN; child++) {
    pid_t pid = fork();
    REQUIRE_OK(pid >= 0, "fork");
    if (pid > 0) continue;
    for (int number = child + CHILDREN; number < processes; number += CHILDREN) {
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
    uint64_t token = round_count * processes + 1, back;
    write_whole(ring[1][1], &token, sizeof token, "token");
    read_whole(ring[0][0], &back, sizeof back, "token");
    REQUIRE(back == token + processes - 1, "the token came back wrong");
    read_whole(parked[0], &kept, sizeof kept, "parked bytes");
    REQUIRE(kept == pattern(round_count), "the bytes left in a pipe are wrong");
    kept = pattern(round_count + 1);
    write_whole(parked[1], &kept, sizeof kept, "parked bytes");
    REQUIRE(waitpid(-1, NULL, WNOHANG) == 0, "a child has ended");
    round_done_plain();
  }
}
