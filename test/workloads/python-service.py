"""python3 python-service.py STATE_FILE: a Python process with a generator, a deque, a random number generator and a
thread; all its state is in memory, and each round verifies it."""

import collections
import os
import queue
import random
import sys
import threading
import time


def numbers():
    current = 0
    while True:
        yield current
        current += 1


def double(asked, answered):
    while True:
        answered.put(asked.get() * 2)


def main():
    state = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o666)
    generator, recent, dice = numbers(), collections.deque(maxlen=100), random.Random(7)
    asked, answered = queue.Queue(), queue.Queue()
    threading.Thread(target=double, args=(asked, answered), daemon=True).start()
    rolled, count, pid = [], 0, os.getpid()
    while True:
        try:
            if count == 0:
                again = random.Random(7)
                rolled = [again.random() for _ in range(10_000)]
            assert next(generator) == count, "the generator is at another number"
            recent.append(count)
            assert list(recent) == list(range(max(0, count - 99), count + 1)), "the deque is damaged"
            if count < len(rolled):
                assert dice.random() == rolled[count], "the random numbers go on elsewhere"
            asked.put(count)
            assert answered.get(timeout=60) == count * 2, "the thread answers wrong"
            assert os.getpid() == pid, "the pid is another"
        except (AssertionError, queue.Empty) as failure:
            os.pwrite(state, f"failed={failure or 'the thread is silent'}\n".ljust(100).encode(), 0)
            sys.exit(1)
        count += 1
        os.pwrite(state, f"count={count:020d} pid={pid:010d}\n".encode(), 0)
        time.sleep(0.005)


main()
