/* in-namespaces ROOT PROGRAM STATE_FILE: runs PROGRAM (statically linked) as pid 1 of new pid, net, mount, IPC and UTS
   namespaces, with the folder ROOT as its whole file system: /workload is PROGRAM, /proc and /dev/null are there, and
   STATE_FILE is a path in it. Stays outside as the parent, waits for the program and ends with its status.
   For CRIU: the root is a mount point of its own, reached by pivot_root, every other mount of the host is detached,
   and descriptors 0 to 2 are the /dev/null inside. Restore needs --root and a mount point. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEP(condition, what)                                     \
  do {                                                            \
    if (!(condition)) {                                           \
      fprintf(stderr, "in-namespaces: %s: %s\n", what, strerror(errno)); \
      _exit(125);                                                 \
    }                                                             \
  } while (0)

static void copy(const char *from, const char *to) {
  char bytes[65536];
  ssize_t got;
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
  STEP(in >= 0, from);
  STEP(out >= 0, to);
  while ((got = read(in, bytes, sizeof bytes)) > 0) STEP(write(out, bytes, got) == got, to);
  STEP(got == 0, from);
  close(in), close(out);
}

static void raise_loopback(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  STEP(fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0, "lo up");
  close(fd);
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: in-namespaces ROOT PROGRAM STATE_FILE\n");
    return 2;
  }
  const char *root = argv[1];
  STEP(chdir(root) == 0, root);
  STEP(mkdir("proc", 0755) == 0 || errno == EEXIST, "proc");
  STEP(mkdir("dev", 0755) == 0 || errno == EEXIST, "dev");
  STEP(mknod("dev/null", S_IFCHR | 0666, makedev(1, 3)) == 0 || errno == EEXIST, "dev/null");
  copy(argv[2], "workload");

  STEP(unshare(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0, "unshare");
  pid_t child = fork();
  STEP(child >= 0, "fork");
  if (child > 0) {
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  STEP(setsid() > 0, "setsid");
  STEP(sethostname("workload", 8) == 0, "sethostname");
  raise_loopback();
  STEP(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "private mounts");
  STEP(mount(root, root, NULL, MS_BIND, NULL) == 0, "bind of the root");
  STEP(chdir(root) == 0, root);
  STEP(syscall(SYS_pivot_root, ".", ".") == 0, "pivot_root");
  STEP(umount2(".", MNT_DETACH) == 0, "detach of the old root");
  STEP(chdir("/") == 0, "chdir");
  STEP(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0, "/proc");
  STEP(syscall(SYS_close_range, 0, ~0u, 0) == 0, "close_range");
  if (open("/dev/null", O_RDWR) != 0 || dup(0) != 1 || dup(0) != 2) _exit(125);
  execl("/workload", "/workload", argv[3], (char *)NULL);
  _exit(126);
}
