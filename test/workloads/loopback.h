/* TCP on 127.0.0.1, for the workloads that use it. */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include "round.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* How long a peer may be silent (dumped, copied, restored) before that counts as a loss. */
#define PATIENCE_SECONDS 60

static struct sockaddr_in loopback(int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* The local port of a socket, which must be bound to 127.0.0.1. */
ROUND_MAY_BE_UNUSED static int local_port(int fd) {
  struct sockaddr_in own;
  socklen_t length = sizeof own;
  REQUIRE_OK(getsockname(fd, (struct sockaddr *)&own, &length) == 0, "getsockname");
  REQUIRE(own.sin_family == AF_INET && own.sin_addr.s_addr == htonl(INADDR_LOOPBACK), "bound to another address");
  return ntohs(own.sin_port);
}

ROUND_MAY_BE_UNUSED static int listen_on(int port) {
  struct sockaddr_in own = loopback(port);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
  REQUIRE_OK(fd >= 0, "socket");
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  REQUIRE_OK(bind(fd, (struct sockaddr *)&own, sizeof own) == 0, "bind");
  REQUIRE_OK(listen(fd, 8) == 0, "listen");
  return fd;
}

static void be_prompt_and_patient(int fd) {
  int on = 1;
  struct timeval patience = {PATIENCE_SECONDS, 0};
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  REQUIRE_OK(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0, "SO_RCVTIMEO");
}

ROUND_MAY_BE_UNUSED static int connect_to(int port) {
  struct sockaddr_in peer = loopback(port);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE_OK(fd >= 0, "socket");
  REQUIRE_OK(connect(fd, (struct sockaddr *)&peer, sizeof peer) == 0, "connect");
  be_prompt_and_patient(fd);
  return fd;
}

ROUND_MAY_BE_UNUSED static int accept_from(int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  REQUIRE_OK(fd >= 0, "accept");
  be_prompt_and_patient(fd);
  return fd;
}

#endif
