/* terminal-user SOCKET: has a pseudo-terminal open, and sends the other end of it to whoever listens at SOCKET, as CRIU
   does at orphan-pts-master. Then it does what it reads, a line each, and answers with a line:
     write BYTES   writes so many to the terminal     -> wrote BYTES
     settings      shows how the terminal is set      -> settings …
     hangup        waits until the other end is gone  -> hung up
     close         lets go of the terminal            -> closed */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#define STEP(condition, what)             \
  do {                                    \
    if (!(condition)) {                   \
      perror("terminal-user: " what);     \
      exit(1);                            \
    }                                     \
  } while (0)

static void send_descriptor(const char *path, int descriptor) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control = {.header = {.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))}};
  struct iovec data = {.iov_base = "terminal", .iov_len = 8};
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  int socket_fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);

  STEP(strlen(path) < sizeof address.sun_path, "the path of the socket");
  strcpy(address.sun_path, path);
  STEP(connect(socket_fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
  memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
  STEP(sendmsg(socket_fd, &message, 0) == 8, "sendmsg");
  close(socket_fd);
}

static void write_all(int terminal, long bytes) {
  static char block[4096];
  memset(block, 'x', sizeof block);
  for (long left = bytes; left > 0;) {
    ssize_t written = write(terminal, block, left < (long)sizeof block ? left : (long)sizeof block);
    STEP(written > 0, "write");
    left -= written;
  }
}

int main(int argc, char **argv) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  char line[100];

  STEP(argc == 2, "usage");
  STEP(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "openpt");
  int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
  STEP(terminal >= 0, "open");
  send_descriptor(argv[1], master);
  close(master);

  setlinebuf(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "write ", 6) == 0) {
      long bytes = atol(line + 6);
      write_all(terminal, bytes);
      printf("wrote %ld\n", bytes);
    } else if (strcmp(line, "settings\n") == 0) {
      struct termios settings;
      STEP(tcgetattr(terminal, &settings) == 0, "tcgetattr");
      printf("settings %x %x %x %x\n", settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag);
    } else if (strcmp(line, "hangup\n") == 0) {
      struct pollfd wait = {.fd = terminal};
      STEP(poll(&wait, 1, -1) == 1 && (wait.revents & POLLHUP), "poll");
      printf("hung up\n");
    } else if (strcmp(line, "close\n") == 0) {
      close(terminal);
      printf("closed\n");
    }
  }
  return 0;
}
