/* tcp-waiter STATE_FILE: waits for one tcp-client and answers it as tcp-server does, but touches the connection only
   when poll says that something has come, as servers of many connections do. A round is one message, or 5 ms without.
   Reports its port, and connected=1 from then on. */
#include "loopback.h"

int main(int argc, char **argv) {
  round_open(argc, argv);
  int listener = listen_on(0), port = local_port(listener), client = -1;
  for (uint64_t next = 0;;) {
    if (readable_within(client >= 0 ? client : listener, 5)) {
      if (client < 0) {
        client = accept_from(listener);
      } else {
        uint64_t message, answer;
        read_whole(client, &message, sizeof message, "message of the client");
        REQUIRE(message == next, "the client sent message %llu, not %llu", (unsigned long long)message,
                (unsigned long long)next);
        answer = pattern(next++);
        write_whole(client, &answer, sizeof answer, "answer to the client");
      }
    }
    round_done("port=%05d connected=%d", port, client >= 0);
  }
}
