"""Listeners of GET /events, for listeners.mjs: PORT TOKEN COUNT PROPOSAL.

They read what comes. Each line on standard input is a vote: it is cast, and a line of JSON says how
many ms after it was sent it was answered, and the first and the last listener had it."""

import http.client
import json
import os
import resource
import select
import socket
import sys
import time

port, token, count, proposal = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
REQUEST = (
    f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
).encode()


def listen():
    listener = socket.create_connection(("127.0.0.1", port))
    listener.sendall(REQUEST)
    said = b""
    while b"event: hello" not in said:
        part = listener.recv(4096)
        if not part:
            sys.exit("a listener was not let in")
        said += part
    return listener


def vote(method):
    voter.request(method, f"/api/v1/votes/{proposal}", headers={"Authorization": f"Bearer {token}"})
    answer = voter.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"a vote was refused: {answer.status}")


def read(pending):
    """What has come, for at most a second; whom it told of a vote is pending no more."""
    for file, _ in poll.poll(1):
        if file == 0:
            return True
        said = listeners[file].recv(65536)
        if not said:
            poll.unregister(file)
        if b"event: vote" in said:
            pending.discard(file)
    return False


def measure(method):
    pending = set(listeners)
    start = time.monotonic()
    vote(method)
    times = [time.monotonic()]
    while pending:
        if time.monotonic() - start > 10:
            sys.exit(f"{len(pending)} listeners were told nothing")
        before = len(pending)
        read(pending)
        if len(pending) < before:
            times.append(time.monotonic())
    ms = [(at - start) * 1000 for at in (times[0], times[1], times[-1])]
    print(json.dumps(dict(zip(("answered", "first", "last"), ms))), flush=True)


most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
voter = http.client.HTTPConnection("127.0.0.1", port)
poll = select.epoll()
poll.register(0, select.EPOLLIN)
listeners = {it.fileno(): it for it in (listen() for _ in range(count))}
for file in listeners:
    poll.register(file, select.EPOLLIN)
print("{}", flush=True)
methods = 0
while True:
    if read(set()):
        if not os.read(0, 1):
            break
        measure(("DELETE", "PUT")[methods % 2])  # they have voted
        methods += 1
