/* tracer PID: traces a task, as a debugger does that lets it run, from its first line of output until it is ended. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2 || ptrace(PTRACE_SEIZE, atoi(argv[1]), 0, 0) < 0) return perror("tracer: PTRACE_SEIZE"), 1;
  puts("traces");
  fflush(stdout);
  for (;;) pause();
}
