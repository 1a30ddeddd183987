"""Appends 1, 2, 3 and so on to a list of a redis-server over one connection, the next number when the one before was
acknowledged, until a file appears. Then says how many were, and what the longest wait for an answer was.

    writing-client.py HOST PORT LIST STOP
"""

import json
import os
import socket
import sys
import time

host, port, name, stop = sys.argv[1:]
with socket.create_connection((host, int(port))) as connection:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    answers = connection.makefile("rb")
    acknowledged = 0
    longest = 0.0
    while not os.path.exists(stop):
        begin = time.monotonic()
        connection.sendall(b"RPUSH %s %d\r\n" % (name.encode(), acknowledged + 1))
        answer = answers.readline()
        if answer != b":%d\r\n" % (acknowledged + 1):
            sys.exit(f"the answer to {acknowledged + 1} is {answer!r}")
        acknowledged += 1
        longest = max(longest, time.monotonic() - begin)
        if acknowledged == 1:
            print("writes", flush=True)
        time.sleep(0.002)
    print(json.dumps({"acknowledged": acknowledged, "longest": longest}), flush=True)
