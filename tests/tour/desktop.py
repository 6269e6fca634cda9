# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a running window as a user would: over AT-SPI, with the keyboard and the mouse of
the display it runs in. Needs Debian's Python (gi with Atspi) and xdotool."""

import os
import re
import shutil
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
gi.require_version('GLib', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

SECONDS = 40
APPLICATION = 'com.example.lep'
OBJECT = '/com/example/lep'


class Gone(AssertionError):
    """What was looked for is not on the screen."""


def wait_until(what, check, seconds=SECONDS):
    """The first true answer of @check; the display is asked again until then."""
    end = time.monotonic() + seconds
    context = GLib.MainContext.default()
    while True:
        while context.iteration(False):
            pass
        try:
            answer = check()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise Gone(f'not within {seconds} s: {what}')
        time.sleep(0.02)


def children(accessible):
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield child


def is_visible(accessible):
    return accessible.get_state_set().contains(Atspi.StateType.VISIBLE)


def extents(accessible):
    return Atspi.Component.get_extents(accessible, Atspi.CoordType.WINDOW)


def walk(accessible):
    """The accessible and all below it that is not hidden."""
    if accessible.get_role() != Atspi.Role.APPLICATION and not is_visible(accessible):
        return
    yield accessible
    for child in children(accessible):
        yield from walk(child)


def text_of(accessible):
    if accessible.get_text_iface() is None:
        return ''
    return Atspi.Text.get_text(accessible, 0, Atspi.Text.get_character_count(accessible))


def matches(text, wanted):
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else text == wanted


class Desktop:
    """One started program and what it shows."""

    def __init__(self, program, arguments=(), environment=None, log=None, folder=None):
        self.log = open(log, 'ab') if log else subprocess.DEVNULL
        self.process = subprocess.Popen([program, *map(str, arguments)], stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, cwd=folder,
                                        env=dict(os.environ, **(environment or {})))
        self.application = wait_until(f'{program} on the accessibility bus', self.find_application)

    def find_application(self):
        if self.process.poll() is not None:
            raise Gone(f'the program ended with {self.process.returncode}')
        Atspi.get_desktop(0).clear_cache()
        for application in children(Atspi.get_desktop(0)):
            if application.get_process_id() == self.process.pid:
                application.set_cache_mask(Atspi.Cache.NONE)  # GTK does not tell of all that changes
                return application
        return None

    def close(self):
        """Ends the program; returns its exit status."""
        if self.process.poll() is None:
            try:
                self.activate_application('quit')
            except subprocess.CalledProcessError:
                self.process.terminate()
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(SECONDS)

    # Looking

    def windows(self):
        return [child for child in children(self.application) if is_visible(child)]

    def window(self, name):
        """A window or dialog by its title."""
        return wait_until(f'the window “{getattr(name, "pattern", name)}”', lambda: next(
            (one for one in self.windows() if matches(one.get_name() or '', name)), None))

    def all(self, role=None, name=None, within=None):
        """Every control in view of that role (Atspi's name, "push button") and name."""
        found = []
        for window in self.windows():
            for accessible in walk(within or window):
                try:
                    if (role is None or accessible.get_role_name() == role) and \
                            (name is None or matches(accessible.get_name() or '', name)):
                        found.append(accessible)
                except GLib.Error:
                    continue
            if within is not None:
                break
        return found

    def find(self, role=None, name=None, within=None, seconds=SECONDS):
        return wait_until(f'{role or "anything"} “{getattr(name, "pattern", name)}”',
                          lambda: next(iter(self.all(role, name, within)), None), seconds)

    def has(self, role=None, name=None, within=None):
        return bool(self.all(role, name, within))

    def shows(self, text, seconds=SECONDS):
        """Waits until some label shows that text."""
        return wait_until(f'the text “{getattr(text, "pattern", text)}”', lambda: next(
            (one for one in self.all() if matches(one.get_name() or '', text) or matches(text_of(one), text)),
            None), seconds)

    # Doing

    def press(self, accessible):
        """A button's own action."""
        if accessible.get_action_iface() is None or Atspi.Action.get_n_actions(accessible) == 0:
            self.click(accessible)
        else:
            Atspi.Action.do_action(accessible, 0)

    def push(self, name, role='push button', within=None):
        self.press(self.find(role, name, within))

    def type_into(self, accessible, text):
        Atspi.EditableText.set_text_contents(accessible, text)

    def window_id(self):
        ids = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                             capture_output=True, text=True, timeout=SECONDS, check=False).stdout.split()
        if not ids:
            raise Gone('the program shows no window')
        return ids[-1]

    def click(self, accessible):
        """The mouse, in the middle of the control. For what has no action of its own."""
        box = extents(accessible)
        window = self.window_id()
        subprocess.run(['xdotool', 'windowfocus', '--sync', window, 'mousemove', '--window', window,
                        str(box.x + box.width // 2), str(box.y + box.height // 2), 'click', '1'],
                       check=True, timeout=SECONDS)

    def key(self, *keys):
        """Keys as xdotool names them: "ctrl+k", "Return"."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.window_id(), 'key', '--clearmodifiers', *keys],
                       check=True, timeout=SECONDS)

    def type(self, text):
        # A letter that is on no key is put on one first, which a busy program learns late.
        delay = '2' if text.isascii() else '40'
        subprocess.run(['xdotool', 'type', '--delay', delay, text], check=True, timeout=SECONDS)

    def edit(self, accessible, text):
        """Types into a field as a user: goes there, replaces what is there, and leaves it."""
        for _ in range(5):
            self.click(accessible)
            self.key('ctrl+a')
            self.type(text)
            self.settle()
            if text_of(accessible) == text:
                self.key('Tab')
                return
        raise Gone(f'typed five times, and it is not there: “{text}”')

    def choose_new_file(self, path, button='Save'):
        """In the file dialog that saves."""
        self.type_into(self.find('text', 'Name:'), str(path))
        chooser = next(window for window in self.windows() if self.has('text', 'Name:', window))
        self.push(button, within=chooser)

    def choose_file(self, path):
        """In the file dialog that opens: a slash begins a path."""
        self.settle()
        self.type(str(path))
        self.settle()
        self.key('Return')

    def activate(self, action, parameter=None, window=1):
        """One of the window's actions, as its menus do."""
        self.call(f'{OBJECT}/window/{window}', action, parameter)

    def activate_application(self, action, parameter=None):
        self.call(OBJECT, action, parameter)

    @staticmethod
    def call(path, action, parameter):
        value = '[]' if parameter is None else f'[<{GLib.Variant("s", parameter).print_(False)}>]'
        subprocess.run(['gdbus', 'call', '--session', '--dest', APPLICATION, '--object-path', path,
                        '--method', 'org.gtk.Actions.Activate', action, value, '{}'],
                       check=True, stdout=subprocess.DEVNULL, timeout=SECONDS)

    def settle(self, quiet=0.25, seconds=SECONDS):
        """Waits until the picture has not changed for a while."""
        last, since, end = None, time.monotonic(), time.monotonic() + seconds
        while time.monotonic() < end:
            picture = subprocess.run(['import', '-silent', '-window', 'root', 'rgb:-'], capture_output=True,
                                     timeout=SECONDS, check=False).stdout
            if picture != last:
                last, since = picture, time.monotonic()
            elif time.monotonic() - since >= quiet:
                return
            time.sleep(0.05)

    def picture(self, path):
        """The window as it is now, without the rest of the screen."""
        self.settle()
        subprocess.run(['import', '-silent', '-window', 'root', path], check=True, timeout=SECONDS)
        subprocess.run(['mogrify', '-trim', '+repage', path], check=True, timeout=SECONDS)
        return path


def missing_tools():
    return [tool for tool in ('Xvfb', 'xdotool', 'import', 'gdbus') if shutil.which(tool) is None]
