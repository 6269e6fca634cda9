#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window beside an empty one of libadwaita: how long from the start of the
program to its first frame on the screen, and how much memory it takes.

Runs inside a display of its own (tests/in-display.sh), without OpenGL.
Usage: bench-window.py LEP EMPTY WHAT=WORKSPACE…; one line a measure, as bench.h
"""
import ctypes
import os
import signal
import statistics
import subprocess
import sys
import time

ROUNDS = 5
PATIENCE = 60  # seconds for a window to come


class Screen:
    """Whether anything is drawn: an empty screen of Xvfb is black."""

    class Image(ctypes.Structure):
        _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                    ('format', ctypes.c_int), ('data', ctypes.POINTER(ctypes.c_ubyte)),
                    ('byte_order', ctypes.c_int), ('bitmap_unit', ctypes.c_int),
                    ('bitmap_bit_order', ctypes.c_int), ('bitmap_pad', ctypes.c_int),
                    ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]

    def __init__(self):
        self.x = ctypes.CDLL('libX11.so.6')
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                     ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.x.XGetImage.restype = ctypes.POINTER(Screen.Image)
        self.x.XDestroyImage.argtypes = [ctypes.POINTER(Screen.Image)]
        self.display = self.x.XOpenDisplay(None)
        self.root = self.x.XDefaultRootWindow(self.display)

    def is_drawn(self):
        image = self.x.XGetImage(self.display, self.root, 200, 350, 400, 1, 0xffffffffffffffff, 2)
        size = image.contents.bytes_per_line
        data = bytes(image.contents.data[:size])
        self.x.XDestroyImage(image)
        # A shadow is dark grey; the window itself is nearly white.
        return any(byte > 0x80 for byte in data)


def memory_of(pid):
    """Resident memory in MiB."""
    with open(f'/proc/{pid}/status', encoding='ascii') as status:
        for line in status:
            if line.startswith('VmRSS:'):
                return int(line.split()[1]) / 1024
    raise SystemExit('no VmRSS')


def settled_memory(pid):
    """Resident memory when it no longer grows."""
    before, same = memory_of(pid), 0
    while same < 5:
        time.sleep(0.2)
        now = memory_of(pid)
        same = same + 1 if abs(now - before) < 0.1 else 0
        before = now
    return before


def open_window(screen, command):
    """Starts it: seconds to its first frame, and its memory a little later."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            while not screen.is_drawn():
                if program.poll() is not None or time.monotonic() - start > PATIENCE:
                    raise SystemExit(f'{command[0]}: no window came')
                time.sleep(0.002)
            took = time.monotonic() - start
            memory = settled_memory(program.pid)
        finally:
            program.send_signal(signal.SIGKILL)
            program.wait()
    while screen.is_drawn():
        time.sleep(0.01)
    return took, memory


def say(what, unit, seen, limit, ratio=0.0, ratio_limit=0.0):
    print('bench', what, unit, f'{seen:.4f}', f'{seen:.4f}', f'{limit:.4f}', f'{ratio:.4f}', f'{ratio:.4f}',
          f'{ratio_limit:.4f}', sep='\t', flush=True)


def main():
    lep, empty, *workspaces = sys.argv[1:]
    screen = Screen()
    os.environ['GDK_DEBUG'] = 'gl-disable'
    commands = {what: [lep, path] for what, path in (each.split('=', 1) for each in workspaces)}

    open_window(screen, [empty])  # what both load is in memory now
    plain, seen = [], {what: [] for what in commands}
    for _ in range(ROUNDS):
        plain.append(open_window(screen, [empty]))
        for what, command in commands.items():
            seen[what].append(open_window(screen, command))

    say('an empty window of libadwaita', 'ms', statistics.median(took for took, _ in plain) * 1000, 0)
    say('  its memory', 'MiB', statistics.median(memory for _, memory in plain), 0)
    for what, runs in seen.items():
        ratio = statistics.median(run[0] / other[0] for run, other in zip(runs, plain))
        say(f'window: first frame, {what}', 'ms', statistics.median(took for took, _ in runs) * 1000, 0, ratio, 1.5)
        say('  its memory', 'MiB', statistics.median(memory for _, memory in runs), 80)


main()
