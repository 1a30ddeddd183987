/* unix-half STATE_FILE: a process with one end of a unix stream connection whose other end is held by a process
   outside its tree (an orphan with a session of its own). CRIU cannot dump such a connection. */
#include "round.h"

#include <sys/socket.h>

int main(int argc, char **argv) {
  round_open(argc, argv);
  int pair[2];
  REQUIRE_OK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "socketpair");
  pid_t between = fork();
  REQUIRE_OK(between >= 0, "fork");
  if (between == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    close(pair[0]);
    answer_until_end(pair[1], pair[1]);
  }
  close(pair[1]);
  REQUIRE_OK(waitpid(between, NULL, 0) == between, "waitpid");
  for (;; round_pause()) {
    ask(pair[0], pair[0], round_count, "question to the process outside");
    round_done_plain();
  }
}
