"""Threads on one side, Qt on the other: each service tells what happened by one queued signal with one frozen event.

A service works on a thread of its own and never touches the session's state; the runtime, on the GUI thread, feeds
every event to ``step`` and hands its effects out. These modules do not know the screens.
"""
