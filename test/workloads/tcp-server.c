/* tcp-server STATE_FILE [PORT] [CHILDREN]: waits for one tcp-client, then answers it; a round is one message of the
   client in sequence, and a question to every child (default 2). Reports its port, and connected=1 from then on. */
#include "loopback.h"

#define MOST_CHILDREN 16

int main(int argc, char **argv) {
  round_open(argc, argv);
  int listener = listen_on(argc > 2 ? atoi(argv[2]) : 0), port = local_port(listener);
  int children = argc > 3 ? atoi(argv[3]) : 2, to[MOST_CHILDREN], from[MOST_CHILDREN];
  REQUIRE(children >= 0 && children <= MOST_CHILDREN, "at most %d children", MOST_CHILDREN);
  for (int i = 0; i < children; i++) {
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
  uint64_t next = 0;
  for (int client = -1;;) {
    if (client >= 0) {
      uint64_t message;
      read_whole(client, &message, sizeof message, "message of the client");
      REQUIRE(message == next, "the client sent message %llu, not %llu", (unsigned long long)message,
              (unsigned long long)next);
      uint64_t answer = pattern(next++);
      write_whole(client, &answer, sizeof answer, "answer to the client");
    } else if (readable_within(listener, 5)) {
      client = accept_from(listener);
    }
    for (int i = 0; i < children; i++) ask(to[i], from[i], round_count, "question to a child");
    round_done("port=%05d connected=%d", port, client >= 0);
  }
}
