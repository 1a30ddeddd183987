/* sysv-shm STATE_FILE: an attached System V shared memory segment, removed already so that it ends with the process.
   CRIU dumps one only if the tree has an IPC namespace of its own. */
#include "round.h"

#include <sys/ipc.h>
#include <sys/shm.h>

#define SIZE 65536

int main(int argc, char **argv) {
  round_open(argc, argv);
  int id = shmget(IPC_PRIVATE, SIZE, IPC_CREAT | 0600);
  REQUIRE_OK(id >= 0, "shmget");
  volatile uint64_t *memory = shmat(id, NULL, 0);
  REQUIRE_OK(memory != (void *)-1 && shmctl(id, IPC_RMID, NULL) == 0, "shmat");
  for (;; round_pause()) {
    for (size_t i = 0; i < SIZE / sizeof *memory; i++) {
      REQUIRE(memory[i] == (round_count ? pattern(i + round_count) : 0), "word %zu is wrong", i);
      memory[i] = pattern(i + round_count + 1);
    }
    round_done_plain();
  }
}
