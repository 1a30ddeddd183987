/* reaper PROGRAM [ARGUMENTS]: runs PROGRAM as the reaper of all its orphans, at once when they end; passes SIGTERM and
   SIGINT on to it, and ends with its status. A pid is free for a restore only when its zombie is reaped. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile pid_t program;
static void pass_on(int signal) {
  if (program > 0) kill(program, signal);
}

int main(int argc, char **argv) {
  if (argc < 2 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
    fprintf(stderr, "usage: reaper PROGRAM [ARGUMENTS]\n");
    return 2;
  }
  sigset_t both, before;
  sigemptyset(&both), sigaddset(&both, SIGTERM), sigaddset(&both, SIGINT);
  sigprocmask(SIG_BLOCK, &both, &before);
  signal(SIGTERM, pass_on), signal(SIGINT, pass_on);
  program = fork();
  if (program < 0) return perror("reaper: fork"), 125;
  if (program == 0) {
    signal(SIGTERM, SIG_DFL), signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    _exit(127);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  for (;;) {
    int status;
    pid_t ended = wait(&status);
    if (ended < 0 && errno != EINTR) return 125;
    if (ended == program) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}
