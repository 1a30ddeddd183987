/* epoll-kinds STATE_FILE: an epoll set with an eventfd, a timerfd, a signalfd, an inotify watch and a pipe, each made
   ready and answered in every round; a second eventfd keeps a value that nobody reads between two rounds. */
#include "round.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

enum kind { EVENT, TIMER, SIGNAL, WATCH, PIPE, KINDS };
static const char *const names[KINDS] = {"eventfd", "timerfd", "signalfd", "inotify", "pipe"};

static int set, fds[KINDS];

static void add(enum kind kind, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = pattern(kind)};
  REQUIRE_OK(fd >= 0, names[kind]);
  REQUIRE_OK(epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) == 0, names[kind]);
  fds[kind] = fd;
}

/* Answers what is ready until `wanted` (bits of kinds) has all been seen, or nothing comes for 200 ms. */
static unsigned answer(unsigned wanted) {
  unsigned seen = 0;
  while ((seen & wanted) != wanted) {
    struct epoll_event ready[KINDS];
    int count = epoll_wait(set, ready, KINDS, 200);
    if (count < 0 && errno == EINTR) continue;
    REQUIRE_OK(count >= 0, "epoll_wait");
    if (count == 0) break;
    for (int i = 0; i < count; i++) {
      char bytes[4096];
      int kind = 0;
      while (kind < KINDS && ready[i].data.u64 != pattern(kind)) kind++;
      REQUIRE(kind < KINDS, "epoll reports data that nobody registered");
      ssize_t got = read(fds[kind], bytes, sizeof bytes);
      REQUIRE_OK(got > 0, names[kind]);
      if (kind == EVENT || kind == PIPE) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        REQUIRE(got == sizeof word && word == round_count + 1, "%s: wrong value", names[kind]);
      }
      if (kind == SIGNAL) {
        struct signalfd_siginfo info;
        memcpy(&info, bytes, sizeof info);
        REQUIRE(info.ssi_signo == SIGUSR1 && info.ssi_pid == (uint32_t)round_pid, "signalfd: wrong signal");
      }
      seen |= 1u << kind;
    }
  }
  return seen;
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  int ends[2], notify = inotify_init1(IN_NONBLOCK), kept = eventfd(1, EFD_NONBLOCK);
  char *watched = round_path("watched");
  int file = open(watched, O_RDWR | O_CREAT, 0600);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  /* One shot a round: CRIU 4.2 restores a periodic timerfd with an unread expiry as one that never fires again. */
  const struct itimerspec once = {.it_value = {0, 5000000}};
  REQUIRE_OK((set = epoll_create1(0)) >= 0, "epoll_create");
  REQUIRE_OK(kept >= 0 && file >= 0 && pipe(ends) == 0, "set-up");
  REQUIRE_OK(inotify_add_watch(notify, watched, IN_ATTRIB) >= 0, "inotify_add_watch");
  add(EVENT, eventfd(0, 0));
  add(TIMER, timerfd_create(CLOCK_MONOTONIC, 0));
  add(SIGNAL, signalfd(-1, &signals, 0));
  add(WATCH, notify);
  add(PIPE, ends[0]);

  for (;;) { /* the timer is the pace */
    uint64_t word = round_count + 1, held;
    REQUIRE_OK(timerfd_settime(fds[TIMER], 0, &once, NULL) == 0, "timerfd_settime");
    write_whole(fds[EVENT], &word, sizeof word, "eventfd");
    write_whole(ends[1], &word, sizeof word, "pipe");
    REQUIRE_OK(kill(round_pid, SIGUSR1) == 0, "kill");
    REQUIRE_OK(fchmod(file, 0600) == 0, "fchmod");
    unsigned wanted = (1u << KINDS) - 1;
    /* CRIU drops inotify events that wait to be read, by design: the watch must live on, not the event. */
    for (int tries = 0; (wanted &= ~answer(wanted)) != 0; tries++) {
      for (int kind = 0; kind < KINDS; kind++)
        REQUIRE(!(wanted & 1u << kind) || (kind == WATCH && tries < 20), "%s: never ready", names[kind]);
      REQUIRE_OK(fchmod(file, 0600) == 0, "fchmod");
    }
    read_whole(kept, &held, sizeof held, "value kept in an eventfd");
    REQUIRE(held == word, "value kept in an eventfd: %llu, not %llu", (unsigned long long)held, (unsigned long long)word);
    held = word + 1;
    write_whole(kept, &held, sizeof held, "value kept in an eventfd");
    round_done_plain();
  }
}
