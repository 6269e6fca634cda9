# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader would say of each control: finds those without a name, and names
that are the toolkit's and not the program's."""

import re

from desktop import walk

from gi.repository import Atspi, GLib

# Everything a user acts on.
CONTROLS = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT, Atspi.Role.TEXT, Atspi.Role.SPIN_BUTTON,
    Atspi.Role.SLIDER, Atspi.Role.MENU_ITEM, Atspi.Role.CHECK_MENU_ITEM, Atspi.Role.RADIO_MENU_ITEM,
    Atspi.Role.PAGE_TAB, Atspi.Role.LINK, Atspi.Role.DIALOG, Atspi.Role.FRAME, Atspi.Role.ALERT,
    Atspi.Role.TABLE, Atspi.Role.LIST_BOX, Atspi.Role.LIST, Atspi.Role.TREE_TABLE, Atspi.Role.SWITCH
    if hasattr(Atspi.Role, 'SWITCH') else Atspi.Role.TOGGLE_BUTTON,
}
# Where no name at all is a fault too; the others may be there for their children alone.
NAMED = CONTROLS - {Atspi.Role.LIST, Atspi.Role.TABLE, Atspi.Role.TREE_TABLE}
# Names that GTK makes up: the type of a widget, a mnemonic doubled.
TYPE = re.compile(r'\b(?:Gtk|Adw|Lep|Gdk)[A-Z]\w+')
MNEMONIC = re.compile(r'(?:^|\s)_\w|\w_\w*\s\w')
ICON = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*-symbolic')


def path_to(accessible):
    """Where a control stands: the roles and names above it."""
    steps = []
    while accessible is not None and accessible.get_role() != Atspi.Role.APPLICATION and len(steps) < 5:
        if not steps or accessible.get_name():
            steps.append(f'{accessible.get_role_name()} “{(accessible.get_name() or "")[:40]}”')
        accessible = accessible.get_parent()
    return ' ‹ '.join(steps)


def focusable(accessible):
    return accessible.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def find_bad_names(top):
    """Yields one line for each control below @top whose name would not help."""
    for accessible in walk(top):
        try:
            role, name = accessible.get_role(), (accessible.get_name() or '').strip()
            wrong = None
            if role not in CONTROLS and not focusable(accessible):
                continue
            if TYPE.search(name) or ICON.fullmatch(name):
                wrong = 'named after its type'
            elif MNEMONIC.search(name):
                wrong = 'a mnemonic in its name'
            elif len(name) % 2 and name[:len(name) // 2] == name[len(name) // 2 + 1:] and ' ' in name:
                wrong = 'its name twice'
            elif not name and role in NAMED:
                wrong = 'no name'
            if wrong:
                yield f'{wrong}: {path_to(accessible)}'
        except GLib.Error:
            continue  # it went away meanwhile
