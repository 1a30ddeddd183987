/* threads STATE_FILE [N]: N threads (default 32), each with a counter of its own in thread-local storage. */
#include "round.h"

#include <pthread.h>
#include <sys/syscall.h>

static pthread_barrier_t start, end;
static uint64_t now;
static __thread uint64_t own_count;
static __thread pid_t own_tid;

static void *thread(void *argument) {
  uint64_t number = (uintptr_t)argument, on_stack = pattern(number);
  pthread_t self = pthread_self();
  own_tid = syscall(SYS_gettid);
  own_count = number << 32;
  for (;;) {
    pthread_barrier_wait(&start);
    own_count++;
    REQUIRE(own_count == (number << 32) + now, "thread %d: its own counter is %llx in round %llu", (int)number,
            (unsigned long long)own_count, (unsigned long long)now);
    REQUIRE(on_stack == pattern(number), "thread %d: its stack is damaged", (int)number);
    REQUIRE(syscall(SYS_gettid) == own_tid, "thread %d: it has another tid", (int)number);
    REQUIRE(pthread_equal(self, pthread_self()), "thread %d: it has another pthread_self", (int)number);
    pthread_barrier_wait(&end);
  }
}

int main(int argc, char **argv) {
  round_open(argc, argv);
  uintptr_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 32;
  REQUIRE(count > 0, "no threads asked for");
  pthread_barrier_init(&start, NULL, count + 1);
  pthread_barrier_init(&end, NULL, count + 1);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 128 * 1024);
  for (uintptr_t i = 0; i < count; i++) {
    pthread_t made;
    REQUIRE(pthread_create(&made, &attributes, thread, (void *)i) == 0, "pthread_create failed");
  }
  for (;; round_pause()) {
    now = round_count + 1;
    pthread_barrier_wait(&start);
    pthread_barrier_wait(&end);
    round_done_plain();
  }
}
