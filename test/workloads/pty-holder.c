/* pty-holder FOLDER [--shell] PROGRAM [ARGUMENTS]: runs PROGRAM on a pseudo-terminal whose master it holds, outside the
   program's tree. What the program prints goes to FOLDER/terminal.log, what is written to the FIFO
   FOLDER/terminal.in is typed. PROGRAM leads its own session with the terminal as controlling terminal; with --shell a
   process that stands for a shell leads the session, and PROGRAM is its foreground job. Ends when PROGRAM has ended. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEP(condition, what)          \
  do {                                 \
    if (!(condition)) {                \
      perror("pty-holder: " what);     \
      _exit(125);                      \
    }                                  \
  } while (0)

static volatile sig_atomic_t ended;
static void note_end(int signal) { (void)signal, ended = 1; }

/* Runs the job as a shell does: a group of its own, in the foreground. Ends as the job ends. */
static void lead_job(char **program) {
  int gate[2], status;
  char go;
  STEP(pipe2(gate, O_CLOEXEC) == 0, "pipe");
  signal(SIGTTOU, SIG_IGN);
  pid_t job = fork();
  STEP(job >= 0, "fork");
  if (job == 0) {
    close(gate[1]);
    setpgid(0, 0);
    if (read(gate[0], &go, 1) < 0) _exit(125);
    signal(SIGTTOU, SIG_DFL);
    execv(program[0], program);
    _exit(126);
  }
  setpgid(job, job);
  STEP(tcsetpgrp(0, job) == 0, "tcsetpgrp");
  close(gate[0]), close(gate[1]);
  while (waitpid(job, &status, 0) < 0 && errno == EINTR) {
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

int main(int argc, char **argv) {
  int shell = argc > 2 && strcmp(argv[2], "--shell") == 0;
  char **program = argv + 2 + shell, name[64], path[4096];
  if (argc < 3 + shell) {
    fprintf(stderr, "usage: pty-holder FOLDER [--shell] PROGRAM [ARGUMENTS]\n");
    return 2;
  }
  snprintf(path, sizeof path, "%s/terminal.in", argv[1]);
  STEP(mkfifo(path, 0600) == 0 || errno == EEXIST, "terminal.in");
  int typed = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC); /* for writing too, so that it never ends */
  snprintf(path, sizeof path, "%s/terminal.log", argv[1]);
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  STEP(typed >= 0 && log >= 0, "terminal files");
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  STEP(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "openpt");
  STEP(ptsname_r(master, name, sizeof name) == 0, "ptsname");
  const struct winsize size = {.ws_row = 31, .ws_col = 97};
  STEP(ioctl(master, TIOCSWINSZ, &size) == 0, "window size");

  sigset_t child_signal, before;
  sigemptyset(&child_signal);
  sigaddset(&child_signal, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_signal, &before);
  signal(SIGCHLD, note_end);
  pid_t child = fork();
  STEP(child >= 0, "fork");
  if (child == 0) {
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    STEP(setsid() > 0, "setsid");
    int slave = open(name, O_RDWR | O_NOCTTY);
    STEP(slave >= 0 && ioctl(slave, TIOCSCTTY, 0) == 0, "controlling terminal");
    for (int fd = 0; fd < 3; fd++) STEP(dup2(slave, fd) == fd, "dup2");
    if (slave > 2) close(slave);
    close(master), close(typed), close(log);
    if (shell) lead_job(program);
    execv(program[0], program);
    _exit(126);
  }
  struct pollfd wait[2] = {{.fd = master, .events = POLLIN}, {.fd = typed, .events = POLLIN}};
  for (;;) {
    char bytes[4096];
    int status;
    if (ppoll(wait, 2, NULL, &before) < 0) STEP(errno == EINTR, "poll");
    if (wait[0].revents) {
      ssize_t got = read(master, bytes, sizeof bytes);
      if (got > 0) STEP(write(log, bytes, got) == got, "terminal.log");
      if (got < 0 && errno == EIO) wait[0].fd = -1; /* nobody has the terminal open any more */
    }
    if (wait[1].revents) {
      ssize_t got = read(typed, bytes, sizeof bytes);
      if (got > 0 && write(master, bytes, got) != got) STEP(errno == EIO, "typing");
    }
    wait[0].revents = wait[1].revents = 0;
    if (ended && waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}
