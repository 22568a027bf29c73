"""
Ten buyers of a stock of one. Each looks whether there is one left, calls something that never waits, and takes it: on
the threads of the system one of them gets it, and what is called in between makes no difference.
"""

import json
import sys

if sys.argv[1:] == ["gevent"]:
    from gevent import monkey

    monkey.patch_all()

import threading

busy = threading.Lock()
busy.acquire()
waiting = threading.Event()
thread = threading.Thread(target=waiting.wait, daemon=True)
thread.start()
semaphore = threading.Semaphore(1)


def sold(look):
    """How many buyers got one, where this is called between their looking and their taking."""
    stock, sales, go = 1, [], threading.Event()

    def buy():
        nonlocal stock
        go.wait()
        if stock > 0:
            look()
            stock -= 1
            sales.append(1)

    buyers = [threading.Thread(target=buy) for _ in range(10)]
    for buyer in buyers:
        buyer.start()
    go.set()
    for buyer in buyers:
        buyer.join()
    return len(sales)


print(json.dumps({
    "len": sold(lambda: len("any")),
    "acquire without waiting": sold(lambda: busy.acquire(blocking=False)),
    "repr of a thread": sold(lambda: repr(thread)),
    "release of a semaphore": sold(semaphore.release),
}))
