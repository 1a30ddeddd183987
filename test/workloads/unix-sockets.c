/* unix-sockets STATE_FILE: a parent and a child joined by a socket pair, by a stream connection to a path in its
   folder (the listening socket stays open), by a packet connection and by datagrams to a path. */
#include "round.h"

#include <sys/socket.h>
#include <sys/un.h>

static struct sockaddr_un address(const char *name) {
  struct sockaddr_un own = {.sun_family = AF_UNIX};
  char *path = round_path(name);
  REQUIRE(strlen(path) < sizeof own.sun_path, "%s: too long for a socket", path);
  strcpy(own.sun_path, path);
  free(path);
  return own;
}

static int bound(int type, const char *name) {
  struct sockaddr_un own = address(name);
  int fd = socket(AF_UNIX, type, 0);
  REQUIRE_OK(fd >= 0, "socket");
  unlink(own.sun_path);
  REQUIRE_OK(bind(fd, (struct sockaddr *)&own, sizeof own) == 0, own.sun_path);
  return fd;
}

static int connected(int fd, const char *name) {
  struct sockaddr_un peer = address(name);
  REQUIRE_OK(connect(fd, (struct sockaddr *)&peer, sizeof peer) == 0, peer.sun_path);
  return fd;
}

static int connection(int type, const char *name) { return connected(socket(AF_UNIX, type, 0), name); }

static void child(int *fds, int kinds) {
  for (;;) {
    for (int i = 0; i < kinds; i++) {
      uint64_t word;
      ssize_t got;
      while ((got = read(fds[i], &word, sizeof word)) < 0 && errno == EINTR) {
      }
      if (got == 0) _exit(0);
      REQUIRE(got == sizeof word, "child: socket %d: %s", i, strerror(errno));
      word++;
      write_whole(fds[i], &word, sizeof word, "child: answer");
    }
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  static const char *const kind[] = {"socket pair", "stream connection", "packet connection", "datagrams"};
  int pair[2], own[4], childs[4];
  REQUIRE_OK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "socketpair");
  own[0] = pair[0], childs[0] = pair[1];

  int stream = bound(SOCK_STREAM, "stream.sock"), packet = bound(SOCK_SEQPACKET, "packet.sock");
  REQUIRE_OK(listen(stream, 4) == 0 && listen(packet, 4) == 0, "listen");
  childs[1] = connection(SOCK_STREAM, "stream.sock"), own[1] = accept(stream, NULL, NULL);
  childs[2] = connection(SOCK_SEQPACKET, "packet.sock"), own[2] = accept(packet, NULL, NULL);
  REQUIRE_OK(own[1] >= 0 && own[2] >= 0, "accept");

  own[3] = bound(SOCK_DGRAM, "parent.sock"), childs[3] = bound(SOCK_DGRAM, "child.sock");
  connected(own[3], "child.sock"), connected(childs[3], "parent.sock");

  pid_t pid = fork();
  REQUIRE_OK(pid >= 0, "fork");
  if (pid == 0) {
    close(stream), close(packet);
    for (int i = 0; i < 4; i++) close(own[i]);
    child(childs, 4);
  }
  for (int i = 0; i < 4; i++) close(childs[i]);

  for (;; round_pause()) {
    for (int i = 0; i < 4; i++) ask(own[i], own[i], round_count * 4 + i, kind[i]);
    if (round_count % 20 == 0) { /* the path must still lead to the listening socket */
      int guest = connection(SOCK_STREAM, "stream.sock"), host = accept(stream, NULL, NULL);
      REQUIRE_OK(host >= 0, "accept of a new connection");
      uint64_t sent = pattern(round_count), got;
      write_whole(guest, &sent, sizeof sent, "new connection");
      read_whole(host, &got, sizeof got, "new connection");
      REQUIRE(got == sent, "new connection: wrong bytes");
      close(guest), close(host);
    }
    round_done_plain();
  }
}
