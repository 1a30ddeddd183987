/* tcp-client STATE_FILE PORT: sends numbered messages to a tcp-server and verifies each answer. Its peer may be
   silent for 60 s; a reset, an end of file or a number lost or repeated is a failure. */
#include "loopback.h"

int main(int argc, char **argv) {
  round_open(argc, argv);
  REQUIRE(argc > 2, "no port given");
  int fd = connect_to(atoi(argv[2])), port = local_port(fd);
  for (uint64_t next = 0;; next++, round_pause()) {
    uint64_t answer;
    write_whole(fd, &next, sizeof next, "message to the server");
    read_whole(fd, &answer, sizeof answer, "answer of the server");
    REQUIRE(answer == pattern(next), "the answer to message %llu is wrong", (unsigned long long)next);
    REQUIRE(local_port(fd) == port, "the port is another");
    round_done("port=%05d", port);
  }
}
