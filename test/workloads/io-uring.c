/* io-uring STATE_FILE [--mapped]: keeps an io_uring; with --mapped its rings are mapped and run one no-op a round, as in
   a program that uses them. CRIU can dump neither. */
#include "round.h"

#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static unsigned *at(char *ring, unsigned offset) { return (unsigned *)(ring + offset); }

int main(int argc, char **argv) {
  round_open(argc, argv);
  struct io_uring_params made = {0};
  int fd = syscall(SYS_io_uring_setup, 8, &made);
  REQUIRE_OK(fd >= 0, "io_uring_setup");
  char *sq = NULL, *cq = NULL;
  struct io_uring_sqe *entries = NULL;
  if (argc > 2 && strcmp(argv[2], "--mapped") == 0) {
    sq = mmap(NULL, made.sq_off.array + made.sq_entries * sizeof(unsigned), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
              IORING_OFF_SQ_RING);
    cq = mmap(NULL, made.cq_off.cqes + made.cq_entries * sizeof(struct io_uring_cqe), PROT_READ | PROT_WRITE,
              MAP_SHARED, fd, IORING_OFF_CQ_RING);
    entries = mmap(NULL, made.sq_entries * sizeof *entries, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQES);
    REQUIRE_OK(sq != MAP_FAILED && cq != MAP_FAILED && entries != MAP_FAILED, "mmap of the rings");
  }
  for (;; round_pause()) {
    unsigned submit = 0;
    if (sq) {
      unsigned tail = *at(sq, made.sq_off.tail), slot = tail & *at(sq, made.sq_off.ring_mask);
      memset(&entries[slot], 0, sizeof *entries);
      entries[slot].opcode = IORING_OP_NOP;
      entries[slot].user_data = pattern(round_count);
      at(sq, made.sq_off.array)[slot] = slot;
      __atomic_store_n(at(sq, made.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
      submit = 1;
    }
    int done = syscall(SYS_io_uring_enter, fd, submit, submit, submit ? IORING_ENTER_GETEVENTS : 0, NULL, 0);
    REQUIRE_OK(done == (int)submit, "io_uring_enter");
    if (cq) {
      unsigned head = *at(cq, made.cq_off.head);
      REQUIRE(head != __atomic_load_n(at(cq, made.cq_off.tail), __ATOMIC_ACQUIRE), "no completion");
      struct io_uring_cqe *cqes = (struct io_uring_cqe *)(cq + made.cq_off.cqes);
      REQUIRE(cqes[head & *at(cq, made.cq_off.ring_mask)].user_data == pattern(round_count), "wrong completion");
      __atomic_store_n(at(cq, made.cq_off.head), head + 1, __ATOMIC_RELEASE);
    }
    round_done_plain();
  }
}
