#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and branches that the tests never took, of a build with -Db_coverage=true.

Usage: coverage.py BUILD [--list] [--lines]

Fails if a branch of the code that reads what others send, or that merges it, was never taken and unreached.txt does not
say why; if that list names a line that is not there any more; or if fewer than 90 % of all lines below the window ran.
--list prints every branch that was not taken, listed or not; --lines prints the share of each file.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
LEAST_LINES = 90

# Every branch of these is to be taken: what reads foreign bytes, holds keys, or merges.
STRICT = re.compile(
    r"src/(bundle|trust|sync)/.*\.c"
    r"|src/store/lep-(apply|commit|conflict.*|digest|erase|exchange|for-good|heads|ingest.*|laptop|log.*|rebuild.*"
    r"|receipt|revocation|row-ref|row-write|rows|settle|tail|undo.*|voices|waiting)\.c"
)
BELOW_WINDOW = re.compile(r"src/(base|model|store|trust|bundle|sync|iati|report|cli)/.*\.c")

# Branches that a macro of GLib makes (and those of a _free () that is given nothing), and that only a mistake of ours or a lack of memory would take.
MACROS = re.compile(
    r"\b(g_return_(val_)?if_fail|g_return_(val_)?if_reached|g_assert\w*|g_clear_\w+|g_set_object|G_DEFINE_\w+|g_once_\w+"
    r"|G_IS_\w+|g_array_append_val|g_string_append_c|g_autoptr|g_strstrip|g_strchomp)\b"
)


def files_of(build):
    """Every counter file of the program's own objects, with what gcov says of it."""
    counters = sorted(str(path) for path in (build / "src").rglob("*.gcda"))
    if not counters:
        sys.exit(f"{build} holds no counters: configure with -Db_coverage=true and run the tests there")
    for at in range(0, len(counters), 40):
        run = subprocess.run(
            ["gcov", "--json-format", "--branch-probabilities", "--stdout", *counters[at : at + 40]],
            cwd=build, capture_output=True, text=True, check=True)
        for text in run.stdout.splitlines():
            if text.startswith("{"):
                yield from json.loads(text)["files"]


def collect(build):
    """{file: {line: [function, ran, {branch: taken}]}}"""
    found = collections.defaultdict(dict)
    for file in files_of(build):
        path = pathlib.Path(build, file["file"]).resolve()
        if not path.is_relative_to(TOP) or not BELOW_WINDOW.fullmatch(str(path.relative_to(TOP))):
            continue
        lines = found[str(path.relative_to(TOP))]
        for line in file["lines"]:
            entry = lines.setdefault(line["line_number"], [line.get("function_name", ""), 0, {}])
            entry[1] += line["count"]
            for number, branch in enumerate(line["branches"]):
                entry[2][number] = entry[2].get(number, 0) + branch["count"]
    return found


def read_list():
    """{(file, function, text): reason} of the branches that are known not to be taken."""
    known = {}
    for number, line in enumerate((HERE / "unreached.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(" ¦ ")]
        if len(parts) != 4 or not all(parts):
            sys.exit(f"unreached.txt:{number}: not “file ¦ function ¦ source text ¦ reason”")
        known[tuple(parts[:3])] = parts[3]
    return known


def check_branches(found, known, show):
    """Prints what is not taken; returns how many are unexplained, and the entries that were of use."""
    total = taken = excused = unexplained = 0
    texts = set()
    for name in sorted(found):
        if not STRICT.fullmatch(name):
            continue
        source = (TOP / name).read_text(encoding="utf-8").splitlines()
        for number, (function, _, branches) in sorted(found[name].items()):
            text = source[number - 1].strip()
            texts.add((name, function, text))
            if MACROS.search(text) or (text == "if (self == NULL)" and function.endswith("_free")):
                continue
            total += len(branches)
            missed = [branch for branch, count in branches.items() if count == 0]
            taken += len(branches) - len(missed)
            if not missed:
                continue
            reason = known.get((name, function, text))
            if reason is not None:
                excused += len(missed)
            else:
                unexplained += len(missed)
            if show or reason is None:
                print(f"{name}:{number}: {function}: {len(missed)} of {len(branches)} not taken: {text}"
                      + (f"  ({reason})" if reason else ""))
    print(f"branches: {total}, taken {taken}, explained {excused}, not explained {unexplained}")
    return unexplained, texts


def check_lines(found, show):
    ran = whole = 0
    for name in sorted(found):
        counts = [entry[1] for entry in found[name].values()]
        here = sum(count > 0 for count in counts)
        ran, whole = ran + here, whole + len(counts)
        if show:
            print(f"{100 * here / max(len(counts), 1):6.1f} % {name}")
    share = 100 * ran / whole
    print(f"lines below the window: {whole}, ran {ran}: {share:.1f} % (at least {LEAST_LINES} %)")
    return share >= LEAST_LINES


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    found = collect(options.build)
    known = read_list()
    unexplained, texts = check_branches(found, known, options.list)
    gone = [entry for entry in known if entry not in texts]
    for entry in gone:
        print(f"unreached.txt: there is no such line: {' ¦ '.join(entry)}")
    enough = check_lines(found, options.lines)
    return 1 if unexplained or gone or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
