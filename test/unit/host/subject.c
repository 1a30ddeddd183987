/* subject MODE [ARGUMENT]: a process of a certain kind to look at. It writes a line `ready A B …` with the pids that
   matter to stdout when it is as wanted, and stays so until it is killed. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define REQUIRE(condition, what)                                                                                       \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      fprintf(stderr, "subject: %s: %s\n", what, strerror(errno));                                                     \
      exit(1);                                                                                                         \
    }                                                                                                                  \
  } while (0)

static const char *argument = "";

static void stay(void) {
  for (;;) pause();
}

static void ready(int first, int second) {
  printf("ready %d %d\n", first, second);
  fflush(stdout);
  stay();
}

/* A child that stays, and dies with its parent so that a killed test leaves nothing. */
static pid_t child(void (*body)(void)) {
  pid_t pid = fork();
  REQUIRE(pid >= 0, "fork");
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    body();
    stay();
  }
  return pid;
}

static void await_line(int fd) {
  char byte;
  while (read(fd, &byte, 1) == 1 && byte != '\n') {
  }
}

/* processes */

static void *fork_in_thread(void *out) {
  *(pid_t *)out = fork();
  if (*(pid_t *)out == 0) stay();
  stay();
  return NULL;
}

static void with_child(void) { ready(child(stay), 0); }

static int told[2];

static void family_member(void) {
  child(stay);
  REQUIRE(write(told[1], "x", 1) == 1, "write");
}

static void family(void) {
  static pid_t of_thread;
  pthread_t thread;
  char byte;
  REQUIRE(pipe(told) == 0, "pipe");
  pid_t member = child(family_member);
  REQUIRE(read(told[0], &byte, 1) == 1, "read");
  REQUIRE(pthread_create(&thread, NULL, fork_in_thread, &of_thread) == 0, "thread");
  while (!__atomic_load_n(&of_thread, __ATOMIC_ACQUIRE)) sched_yield();
  ready(member, of_thread);
}

/* Until it is told to end, forks children that live for a moment; ARGUMENT others stay. */
static void churn(void) {
  signal(SIGCHLD, SIG_IGN);
  int stable = atoi(argument);
  for (int i = 0; i < stable; i++) child(stay);
  printf("ready 0 0\n");
  fflush(stdout);
  for (;;) {
    if (fork() == 0) {
      usleep(1000);
      _exit(0);
    }
    usleep(300);
  }
}

/* Grows a chain: every process forks the next, up to ARGUMENT of them. */
static void grow(void) {
  int length = atoi(argument);
  printf("ready 0 0\n");
  fflush(stdout);
  for (int i = 1; i < length; i++) {
    pid_t pid = fork();
    if (pid != 0) stay();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    usleep(200);
  }
  stay();
}

static void named(void) {
  prctl(PR_SET_NAME, argument);
  ready(0, 0);
}

static void zombie(void) {
  int end[2];
  REQUIRE(pipe(end) == 0, "pipe");
  pid_t pid = fork();
  if (pid == 0) _exit(0);
  siginfo_t info;
  waitid(P_PID, pid, &info, WEXITED | WNOWAIT);
  printf("ready %d 0\n", pid);
  fflush(stdout);
  await_line(0);
  waitpid(pid, NULL, 0);
  stay();
}

static void *just_stay(void *unused) {
  stay();
  return unused;
}

static void dead_main_thread(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, just_stay, NULL);
  printf("ready 0 0\n");
  fflush(stdout);
  pthread_exit(NULL);
}

static pid_t thread_id;

static void *tell_thread(void *unused) {
  thread_id = gettid();
  int *told = unused;
  REQUIRE(write(*told, &thread_id, sizeof thread_id) > 0, "write");
  stay();
  return NULL;
}

static void two_threads(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, tell_thread, &told[1]);
  stay();
}

static void threads(void) {
  pthread_t thread;
  REQUIRE(pipe(told) == 0, "pipe");
  pthread_create(&thread, NULL, tell_thread, &told[1]);
  REQUIRE(read(told[0], &thread_id, sizeof thread_id) > 0, "read");
  ready(thread_id, 0);
}

static void tracer(void) {
  pid_t tracee = child(stay);
  REQUIRE(ptrace(PTRACE_SEIZE, tracee, NULL, NULL) == 0, "PTRACE_SEIZE");
  ready(tracee, 0);
}

static void tracer_of_thread(void) {
  REQUIRE(pipe(told) == 0, "pipe");
  pid_t tracee = child(two_threads);
  REQUIRE(read(told[0], &thread_id, sizeof thread_id) > 0, "read");
  REQUIRE(ptrace(PTRACE_SEIZE, thread_id, NULL, NULL) == 0, "PTRACE_SEIZE");
  ready(tracee, thread_id);
}

/* A session whose leader has gone while a member goes on: its number is in no list of /proc. */
static void session_without_leader(void) {
  int link[2];
  REQUIRE(pipe(link) == 0, "pipe");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  pid_t leader = fork();
  if (leader == 0) {
    setsid();
    pid_t member = fork();
    if (member == 0) {
      prctl(PR_SET_PDEATHSIG, 0);
      REQUIRE(write(link[1], &(pid_t){getpid()}, sizeof(pid_t)) > 0, "write");
      stay();
    }
    _exit(0);
  }
  pid_t member;
  REQUIRE(read(link[0], &member, sizeof member) > 0, "read");
  waitpid(leader, NULL, 0);
  ready(leader, member);
}

/* Counts how often it, running, finds its child stopped; when a line comes on stdin it looks once more and writes
   `seen N`. */
static void watchful_parent(void) {
  int seen = 0, status;
  char byte;
  pid_t pid = child(stay);
  printf("ready %d 0\n", pid);
  fflush(stdout);
  fcntl(0, F_SETFL, O_NONBLOCK);
  for (int told = 0; !told;) {
    told = read(0, &byte, 1) == 1;
    if (waitpid(pid, &status, WNOHANG | WUNTRACED) == pid && WIFSTOPPED(status)) seen++;
  }
  printf("seen %d\n", seen);
  fflush(stdout);
  stay();
}

/* In uninterruptible sleep for as long as its child, which has its memory, neither executes nor ends. */
static void uninterruptible(void) {
  printf("ready 0 0\n");
  fflush(stdout);
  if (vfork() == 0) {
    for (;;) pause();
  }
}

/* files and sockets */

static int listen_on(int family, struct sockaddr *address, socklen_t size) {
  int fd = socket(family, SOCK_STREAM, 0);
  REQUIRE(bind(fd, address, size) == 0 && listen(fd, 8) == 0, "listen");
  REQUIRE(getsockname(fd, address, &size) == 0, "getsockname");
  return fd;
}

static void tcp(int family, int accepting, int closing) {
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
  struct sockaddr *address = family == AF_INET ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
  socklen_t size = family == AF_INET ? sizeof v4 : sizeof v6;
  int server = listen_on(family, address, size);
  int client = socket(family, SOCK_STREAM, 0);
  if (accepting || closing) REQUIRE(connect(client, address, size) == 0, "connect");
  if (accepting) {
    int accepted = accept(server, NULL, NULL);
    if (closing) shutdown(accepted, SHUT_WR);
  }
  ready(ntohs(family == AF_INET ? v4.sin_port : v6.sin6_port), 0);
}

static void tcp_listening(void) { tcp(AF_INET, 0, 0); }
static void tcp_connected(void) { tcp(AF_INET, 1, 0); }
static void tcp_waiting(void) { tcp(AF_INET, 0, 1); }
static void tcp_half_closed(void) { tcp(AF_INET6, 1, 1); }

static int open_new(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  REQUIRE(fd >= 0, path);
  return fd;
}

static void fill(int fd, int bytes) {
  char block[4096];
  memset(block, 'x', sizeof block);
  for (int written = 0; written < bytes; written += sizeof block) {
    REQUIRE(write(fd, block, sizeof block) == sizeof block, "write");
  }
}

static void locks(void) {
  REQUIRE(flock(open_new(argument), LOCK_EX) == 0, "flock");
  struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 5};
  REQUIRE(fcntl(open_new(argument), F_SETLK, &range) == 0, "F_SETLK");
  ready(0, 0);
}

static void deleted_file(void) {
  fill(open_new(argument), 3 << 20);
  unlink(argument);
  ready(0, 0);
}

static void deleted_sparse_file(void) {
  REQUIRE(ftruncate(open_new(argument), 3 << 20) == 0, "ftruncate");
  unlink(argument);
  ready(0, 0);
}

static void deleted_mapping(void) {
  int fd = open_new(argument);
  fill(fd, 3 << 20);
  REQUIRE(mmap(NULL, 3 << 20, PROT_READ, MAP_SHARED, fd, 0) != MAP_FAILED, "mmap");
  close(fd);
  unlink(argument);
  ready(0, 0);
}

/* Memory that looks like deleted files, each larger than the ghost limit. */
static void memory_files(void) {
  int fd = memfd_create("large", 0);
  REQUIRE(fd >= 0, "memfd_create");
  fill(fd, 3 << 20);
  char *shared = mmap(NULL, 3 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(shared != MAP_FAILED, "mmap");
  memset(shared, 1, 3 << 20);
  ready(0, 0);
}

static void unlinked_name(void) {
  char other[4096];
  snprintf(other, sizeof other, "%s.other", argument);
  open_new(argument);
  REQUIRE(link(argument, other) == 0 && unlink(argument) == 0, "link");
  ready(0, 0);
}

static void open_file(void) {
  REQUIRE(open(argument, O_PATH) >= 0, argument);
  ready(0, 0);
}

static void open_new_file(void) {
  open_new(argument);
  ready(0, 0);
}

static void io_uring(void) {
  struct io_uring_params made = {0};
  int fd = syscall(SYS_io_uring_setup, 4, &made);
  REQUIRE(fd >= 0, "io_uring_setup");
  if (*argument) {
    size_t size = made.sq_off.array + made.sq_entries * sizeof(unsigned);
    REQUIRE(mmap(NULL, size, PROT_READ, MAP_SHARED, fd, IORING_OFF_SQ_RING) != MAP_FAILED, "mmap");
    close(fd);
  }
  ready(0, 0);
}

static void packet_pipe(void) {
  int ends[2];
  REQUIRE(pipe2(ends, O_DIRECT) == 0, "pipe2");
  ready(0, 0);
}

static void pidfds(void) {
  REQUIRE(syscall(SYS_pidfd_open, getpid(), 0) >= 0, "pidfd_open");
  if (*argument) REQUIRE(syscall(SYS_pidfd_open, atoi(argument), 0) >= 0, "pidfd_open");
  ready(0, 0);
}

static void sysv(void) {
  int id = shmget(IPC_PRIVATE, 65536, 0600);
  REQUIRE(id >= 0 && shmat(id, NULL, 0) != (void *)-1, "shmat");
  shmctl(id, IPC_RMID, NULL);
  ready(0, 0);
}

/* Shared memory of three kinds, 256 pages of address space each, of which 16, 32 and 64 are touched; and a child with it. */
static void shared_memory(void) {
  size_t size = 256 * 4096;
  int id = shmget(IPC_PRIVATE, size, 0600), memory = memfd_create("subject", MFD_CLOEXEC);
  REQUIRE(id >= 0 && memory >= 0 && ftruncate(memory, size) == 0, "shared memory");
  char *areas[] = {
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0),
      shmat(id, NULL, 0),
  };
  for (int i = 0; i < 3; i++) {
    REQUIRE(areas[i] != MAP_FAILED, "mapping");
    for (int page = 0; page < 16 << i; page++) areas[i][page * 4096] = 1;
  }
  shmctl(id, IPC_RMID, NULL);
  ready(child(stay), 0);
}

/* terminals */

static int open_terminal(int *slave) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "posix_openpt");
  *slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  REQUIRE(*slave >= 0, "slave");
  return master;
}

static int slave_of_job = -1, second_slave = -1, devtty_only, masters[2] = {-1, -1};

static void job(void) {
  close(masters[0]);
  if (masters[1] >= 0) close(masters[1]);
  setsid();
  signal(SIGHUP, SIG_IGN);
  REQUIRE(ioctl(slave_of_job, TIOCSCTTY, 0) == 0, "TIOCSCTTY");
  dup2(slave_of_job, 0);
  if (devtty_only) {
    REQUIRE(open("/dev/tty", O_RDWR) >= 0, "/dev/tty");
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, slave_of_job);
  }
}

static void terminal(void) {
  masters[0] = open_terminal(&slave_of_job);
  if (strcmp(argument, "two") == 0) masters[1] = open_terminal(&second_slave);
  devtty_only = strcmp(argument, "devtty") == 0;
  pid_t pid = child(job);
  char path[64], link[64];
  do {
    sched_yield();
    snprintf(path, sizeof path, "/proc/%d/fd/0", pid);
    ssize_t length = readlink(path, link, sizeof link - 1);
    link[length < 0 ? 0 : length] = 0;
  } while (strcmp(link, devtty_only ? "/dev/null" : ptsname(masters[0])) != 0);
  if (strcmp(argument, "hungup") == 0) close(masters[0]);
  ready(pid, 0);
}

/* A member of the session of the job, whose leader stays outside of its tree. */
static void job_member(void) {
  job();
  pid_t pid = child(stay);
  REQUIRE(write(told[1], &pid, sizeof pid) > 0, "write");
}

static void terminal_member(void) {
  REQUIRE(pipe(told) == 0, "pipe");
  masters[0] = open_terminal(&slave_of_job);
  child(job_member);
  pid_t member;
  REQUIRE(read(told[0], &member, sizeof member) > 0, "read");
  ready(member, 0);
}

/* namespaces: in a user namespace of its own, so that no right is needed */

static void mount_namespace(void) {
  open_new(argument);
  REQUIRE(unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0, "unshare");
  REQUIRE(open("/dev/zero", O_RDONLY) >= 0, "/dev/zero");
  ready(0, 0);
}

static void unshare_ipc(void) {
  REQUIRE(unshare(CLONE_NEWUSER | CLONE_NEWIPC) == 0, "unshare");
  REQUIRE(write(told[1], "x", 1) == 1, "write");
}

static void nested_namespace(void) {
  char byte;
  REQUIRE(pipe(told) == 0, "pipe");
  pid_t pid = child(unshare_ipc);
  REQUIRE(read(told[0], &byte, 1) == 1, "read");
  ready(pid, 0);
}

static void own_session_and_child(void) {
  if (strcmp(argument, "session") == 0) setsid();
  child(stay);
  REQUIRE(write(told[1], "x", 1) == 1, "write");
}

static void pid_namespace(void) {
  char byte, path[64];
  REQUIRE(pipe(told) == 0, "pipe");
  REQUIRE(unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0, "unshare");
  pid_t init = child(own_session_and_child);
  REQUIRE(read(told[0], &byte, 1) == 1, "read");
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", init, init);
  FILE *children = fopen(path, "r");
  int grandchild = 0;
  REQUIRE(children && fscanf(children, "%d", &grandchild) == 1, "children");
  ready(init, grandchild);
}

static const struct {
  const char *name;
  void (*run)(void);
} MODES[] = {
    {"plain", with_child},
    {"family", family},
    {"churn", churn},
    {"grow", grow},
    {"named", named},
    {"zombie", zombie},
    {"dead-main-thread", dead_main_thread},
    {"threads", threads},
    {"tracer", tracer},
    {"tracer-of-thread", tracer_of_thread},
    {"session-without-leader", session_without_leader},
    {"watchful-parent", watchful_parent},
    {"uninterruptible", uninterruptible},
    {"tcp-listening", tcp_listening},
    {"tcp-connected", tcp_connected},
    {"tcp-waiting", tcp_waiting},
    {"tcp-half-closed", tcp_half_closed},
    {"locks", locks},
    {"deleted-file", deleted_file},
    {"deleted-sparse-file", deleted_sparse_file},
    {"deleted-mapping", deleted_mapping},
    {"memory-files", memory_files},
    {"unlinked-name", unlinked_name},
    {"open-file", open_file},
    {"open-new-file", open_new_file},
    {"io-uring", io_uring},
    {"packet-pipe", packet_pipe},
    {"pidfds", pidfds},
    {"sysv", sysv},
    {"shared-memory", shared_memory},
    {"terminal", terminal},
    {"terminal-member", terminal_member},
    {"mount-namespace", mount_namespace},
    {"nested-namespace", nested_namespace},
    {"pid-namespace", pid_namespace},
};

int main(int argc, char **argv) {
  if (argc > 2) argument = argv[2];
  for (size_t i = 0; argc > 1 && i < sizeof MODES / sizeof *MODES; i++) {
    if (strcmp(argv[1], MODES[i].name) != 0) continue;
    MODES[i].run();
    ready(0, 0);
  }
  fprintf(stderr, "subject: no such mode\n");
  return 2;
}
