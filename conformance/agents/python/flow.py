"""The operations of flow control."""

from __future__ import annotations

from typing import Dict

from data import name_of, value_of
from operations import Operation
from transports import Transports


class Flow:
    def __init__(self, transports: Transports) -> None:
        self._transports = transports

    def operations(self) -> Dict[str, Operation]:
        subject, plain = self._transports.subject, self._transports.plain
        marks = ("low", "high")
        return {
            "pauseReading": plain(lambda transport, operation: subject.pause_reading(transport)),
            "resumeReading": plain(lambda transport, operation: subject.resume_reading(transport)),
            "setWatermarks": plain(
                lambda transport, operation: subject.set_watermarks(
                    transport, *(value_of(operation[mark]) for mark in marks)),
                lambda operation: {mark: name_of(operation[mark]) for mark in marks}),
        }
