/* namespaced STATE_FILE: pid 1 of the namespaces that in-namespaces makes. Verifies that they are its own: its pids, its
   host name, its loopback interface (datagrams to its child and back), its /proc and a System V segment. */
#include "round.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/utsname.h>

#define PORT 7000

/* A datagram socket on 127.0.0.1:own that talks to 127.0.0.1:peer only. */
static int datagrams(int own, int peer) {
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_port = htons(own)}, to = from;
  from.sin_addr.s_addr = to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port = htons(peer);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  REQUIRE_OK(fd >= 0 && bind(fd, (struct sockaddr *)&from, sizeof from) == 0, "bind");
  REQUIRE_OK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0, "connect");
  return fd;
}

/* As ask(), over a socket whose datagrams may be lost: CRIU does not take along what waits in a queue of UDP. So a question
   is asked again when it is not answered in time, and an answer that comes twice is passed over. */
static void ask_again(int fd, uint64_t word) {
  struct timeval patience = {.tv_usec = 100 * 1000};
  REQUIRE_OK(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0, "patience");
  for (uint64_t answer = word; answer != word + 1;) {
    write_whole(fd, &word, sizeof word, "question to the child over the loopback interface");
    ssize_t got = read(fd, &answer, sizeof answer);
    REQUIRE_OK(got == sizeof answer || (got < 0 && (errno == EAGAIN || errno == EINTR)), "answer of the child");
    if (got < 0) answer = word;
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  int own = datagrams(PORT, PORT + 1), childs = datagrams(PORT + 1, PORT);
  pid_t child = fork();
  REQUIRE_OK(child >= 0, "fork");
  if (child == 0) {
    close(own);
    answer_until_end(childs, childs);
  }
  close(childs);
  int id = shmget(7, 4096, IPC_CREAT | 0600);
  volatile uint64_t *segment = shmat(id, NULL, 0);
  REQUIRE_OK(id >= 0 && segment != (void *)-1, "System V segment");
  for (;; round_pause()) {
    struct utsname host;
    REQUIRE(getpid() == 1 && getsid(0) == 1 && getppid() == 0, "not pid 1: %d, session %d, parent %d", getpid(),
            getsid(0), getppid());
    REQUIRE_OK(uname(&host) == 0, "uname");
    REQUIRE(strcmp(host.nodename, "workload") == 0, "the host name is %s", host.nodename);
    REQUIRE_OK(access("/proc/1/exe", F_OK) == 0, "/proc");
    REQUIRE(access("/etc/passwd", F_OK) < 0, "the files of the host are visible");
    REQUIRE(*segment == round_count && shmget(7, 0, 0) == id, "the System V segment is another");
    *segment = round_count + 1;
    ask_again(own, round_count);
    REQUIRE(waitpid(-1, NULL, WNOHANG) == 0, "a child has ended");
    round_done_plain();
  }
}
