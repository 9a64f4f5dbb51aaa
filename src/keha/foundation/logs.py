"""Logs: one line an event, whatever the text in it."""

import logging


class OneLine(logging.Formatter):
    """Time, level, logger and message on one line; a traceback's lines are joined with a bar."""

    def format(self, record: logging.LogRecord) -> str:
        self._style._fmt = "%(asctime)s %(levelname)s %(name)s %(message)s"
        return super().format(record).replace("\r", " ").replace("\n", " | ")
