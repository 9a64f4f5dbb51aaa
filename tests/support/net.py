"""A net between a phone and the house that can go down, and can lose the reply of what the house has done already."""

import socket
import threading
from contextlib import suppress
from typing import Self

CHUNK = 65536


class Net:
    """Passes on what comes to its own port while it is up. lose: how many replies to POSTs it still swallows."""

    def __init__(self, port: int) -> None:
        self.house_port, self.up, self.lose = port, True, 0
        self._pairs: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._door.close()
        self.go_down()

    def go_down(self) -> None:
        """Cuts every line and takes no new one."""
        self.up = False
        for line in self._pairs:
            _hang_up(line)
        self._pairs.clear()

    def come_up(self) -> None:
        """Takes lines again."""
        self.up = True

    def _serve(self) -> None:
        while True:
            try:
                phone, _address = self._door.accept()
            except OSError:
                return
            if not self.up:
                _hang_up(phone)
                continue
            house = socket.create_connection(("127.0.0.1", self.house_port))
            self._pairs += [phone, house]
            if not self.up:
                self.go_down()
                continue
            threading.Thread(target=self._pass, args=(phone, house), daemon=True).start()
            threading.Thread(target=self._pass, args=(house, phone), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(CHUNK):
                # A reply that leads on (303) answers a form: the house has carried it out and committed.
                if self.lose and data.startswith(b"HTTP/1.1 303"):
                    self.lose -= 1
                    break
                target.sendall(data)
        except OSError:
            pass
        _hang_up(source)
        _hang_up(target)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
