/* tree-parent [--late | --member] PROGRAM [ARGUMENTS]: the parent of a tree, outside of it: runs PROGRAM in a session of its
   own, or with --member in that of the parent, and reaps it and its orphans at once when they end, or with --late not
   before SIGUSR1 has come. Ends with the status of PROGRAM when none of them is left. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int late = argc > 1 && strcmp(argv[1], "--late") == 0;
  int member = argc > 1 && strcmp(argv[1], "--member") == 0;
  char **program = argv + 1 + (late || member);
  if (*program == NULL || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
    fprintf(stderr, "usage: tree-parent [--late | --member] PROGRAM [ARGUMENTS]\n");
    return 2;
  }
  sigset_t leave, before;
  sigemptyset(&leave), sigaddset(&leave, SIGUSR1);
  sigprocmask(SIG_BLOCK, &leave, &before);
  pid_t root = fork();
  if (root < 0) return perror("tree-parent: fork"), 125;
  if (root == 0) {
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!member && setsid() < 0) return perror("tree-parent: setsid"), 125;
    execvp(*program, program);
    perror(*program);
    return 127;
  }
  int sent, status, result = 0;
  while (late && sigwait(&leave, &sent) != 0) {
  }
  for (;;) {
    pid_t ended = wait(&status);
    if (ended < 0 && errno == ECHILD) return result;
    if (ended == root) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}
