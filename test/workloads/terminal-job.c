/* terminal-job STATE_FILE [BYTES]: works on the terminal it was started on. Prints `round N` to it every 20 rounds, reads
   the lines typed at it, repeats each as `typed TEXT` and reports how many there were. Prints BYTES more every round
   (default 0), and so comes to a halt when nobody reads the terminal. */
#include "round.h"

#include <sys/ioctl.h>
#include <termios.h>

#define ROUNDS_A_LINE 20

int main(int argc, char **argv) {
  round_open(argc, argv);
  struct winsize size, now;
  struct termios mode, mode_now;
  REQUIRE_OK(ioctl(0, TIOCGWINSZ, &size) == 0 && tcgetattr(0, &mode) == 0, "standard input is no terminal");
  char line[256], more[4096];
  size_t length = 0, most = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
  REQUIRE(most <= sizeof more, "at most %zu bytes a round", sizeof more);
  memset(more, '.', sizeof more);
  unsigned lines = 0;
  for (;;) {
    if (readable_within(0, 5)) {
      ssize_t got = read(0, line + length, sizeof line - 1 - length);
      REQUIRE(got > 0 || (got < 0 && errno == EINTR), "read of the terminal: %s", got == 0 ? "end of file" : strerror(errno));
      if (got > 0) length += got;
      if (length > 0 && line[length - 1] == '\n') {
        line[length] = 0;
        REQUIRE_OK(dprintf(1, "typed %s", line) > 0, "write to the terminal");
        lines++;
        length = 0;
      }
      REQUIRE(length < sizeof line - 1, "a line too long was typed");
    }
    REQUIRE(isatty(0) && isatty(1) && isatty(2), "standard input, output or error is no terminal");
    REQUIRE_OK(ioctl(0, TIOCGWINSZ, &now) == 0 && tcgetattr(0, &mode_now) == 0, "terminal");
    REQUIRE(now.ws_row == size.ws_row && now.ws_col == size.ws_col, "the window has another size: %dx%d", now.ws_row, now.ws_col);
    REQUIRE(mode_now.c_lflag == mode.c_lflag && mode_now.c_iflag == mode.c_iflag, "the terminal has another mode");
    REQUIRE_OK(tcgetpgrp(0) >= 0, "not its controlling terminal");
    REQUIRE(tcgetpgrp(0) == getpgrp(), "not in the foreground: group %d, foreground %d", getpgrp(), tcgetpgrp(0));
    if (round_count % ROUNDS_A_LINE == 0)
      REQUIRE_OK(dprintf(1, "round %llu\n", (unsigned long long)round_count) > 0, "write to the terminal");
    write_whole(1, more, most, "output");
    round_done("lines=%010u", lines);
  }
}
