/* tcp-pair STATE_FILE: a parent and its child with an established TCP connection between them. Each side always
   sends one message ahead, so that bytes wait in the connection at whatever moment it is dumped. */
#include "loopback.h"

static void exchange(int fd, uint64_t number, uint64_t own, uint64_t others, const char *who) {
  uint64_t out = pattern(own + number + 1), in;
  write_whole(fd, &out, sizeof out, who);
  read_whole(fd, &in, sizeof in, who);
  REQUIRE(in == pattern(others + number), "%s: message %llu is wrong", who, (unsigned long long)number);
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  const uint64_t parents = 1ull << 40, childs = 1ull << 41;
  int listener = listen_on(0), port = local_port(listener);
  pid_t child = fork();
  REQUIRE_OK(child >= 0, "fork");
  if (child == 0) {
    close(listener);
    int fd = connect_to(port);
    uint64_t first = pattern(childs);
    write_whole(fd, &first, sizeof first, "child");
    for (uint64_t number = 0;; number++) exchange(fd, number, childs, parents, "child");
  }
  int fd = accept_from(listener);
  uint64_t first = pattern(parents);
  write_whole(fd, &first, sizeof first, "parent");
  for (;; round_pause()) {
    exchange(fd, round_count, parents, childs, "parent");
    REQUIRE(waitpid(child, NULL, WNOHANG) == 0, "the child has ended");
    round_done("port=%05d", port);
  }
}
