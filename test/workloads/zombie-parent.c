/* zombie-parent STATE_FILE: has a child that ended with status 7 and is never waited for. */
#include "round.h"

int main(int argc, char **argv) {
  round_open(argc, argv);
  pid_t child = fork();
  REQUIRE_OK(child >= 0, "fork");
  if (child == 0) _exit(7);
  siginfo_t ended;
  REQUIRE_OK(waitid(P_PID, child, &ended, WEXITED | WNOWAIT) == 0, "waitid");
  for (;; round_pause()) {
    memset(&ended, 0, sizeof ended);
    REQUIRE_OK(waitid(P_PID, child, &ended, WEXITED | WNOHANG | WNOWAIT) == 0, "waitid");
    REQUIRE(ended.si_pid == child && ended.si_code == CLD_EXITED && ended.si_status == 7,
            "the zombie is another: pid %d, code %d, status %d", ended.si_pid, ended.si_code, ended.si_status);
    round_done_plain();
  }
}
