/* tcp-listen STATE_FILE [PORT]: listens on 127.0.0.1 and reports the port; whoever connects is told the count. */
#include "loopback.h"

int main(int argc, char **argv) {
  round_open(argc, argv);
  int listener = listen_on(argc > 2 ? atoi(argv[2]) : 0), port = local_port(listener);
  for (;;) {
    if (readable_within(listener, 5)) {
      int guest = accept_from(listener);
      char told[32];
      int length = snprintf(told, sizeof told, "%llu\n", (unsigned long long)round_count);
      ssize_t sent = send(guest, told, length, MSG_NOSIGNAL);
      REQUIRE(sent == length || errno == EPIPE || errno == ECONNRESET, "send: %s", strerror(errno));
      close(guest);
    }
    int listening = 0;
    socklen_t size = sizeof listening;
    REQUIRE_OK(getsockopt(listener, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0, "SO_ACCEPTCONN");
    REQUIRE(listening, "the socket does not listen any more");
    REQUIRE(local_port(listener) == port, "the port is another");
    round_done("port=%05d", port);
  }
}
