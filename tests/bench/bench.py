#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the design sets a limit of speed or memory for, in one table.

Each program of tests/bench/ prints one line a measure (bench.h); this one runs
them and says what is over its limit. Where a yardstick was measured in the same
run (a plain SQLite, libxml2, an empty window), the ratio counts: absolute times
depend on the machine and on what else it does. Exit code 1: a ratio is over its
limit, or a program failed.

Usage: bench.py BUILD [PART…]; the parts are the names below.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 9


def run(command, environment=None):
    """The lines of measures that a program prints."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f'{os.path.basename(command[0])}: failed with {done.returncode}', file=sys.stderr)
        return None
    return [line.split('\t')[1:] for line in done.stdout.splitlines() if line.startswith('bench\t')]


class Bench:
    def __init__(self, build, work):
        self.build, self.work = build, work
        self.environment = dict(os.environ, LC_ALL='C.UTF-8', TZ='UTC', XDG_DATA_HOME=f'{work}/data',
                                XDG_STATE_HOME=f'{work}/state', GSETTINGS_SCHEMA_DIR=f'{build}/resources',
                                LEP_LOCALE_DIR=f'{build}/po')

    def program(self, name, *arguments):
        return run([f'{self.build}/tests/bench/bench-{name}', *arguments], self.environment)

    def lepctl(self, *arguments):
        subprocess.run([f'{self.build}/src/cli/lepctl', *arguments], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def timed(self, what, limit, *arguments):
        times = []
        for _ in range(ROUNDS):
            start = time.monotonic()
            self.lepctl(*arguments)
            times.append((time.monotonic() - start) * 1000)
        return [what, 'ms', f'{statistics.median(times):.4f}', '0', f'{limit}', '0', '0', '0']

    def sample(self):
        path = f'{self.work}/sample.lep'
        if not os.path.exists(path):
            self.lepctl('--workspace', path, 'demo')
        return path

    def exchange(self):
        return self.program('import')

    def large(self):
        return self.program('import', '10')

    def changes(self):
        return self.program('changes')

    def sealing(self):
        return self.program('age')

    def reading(self):
        return self.program('query', '100000')

    def million(self):
        return self.program('query', '1000000')

    def filled(self):
        """A programme of 200 partnerships, 2,000 projects and a million results; made once, in minutes."""
        path = f'{self.work}/scale.lep'
        if not os.path.exists(path):
            self.lepctl('--workspace', path, 'demo')
            subprocess.run([f'{self.build}/tests/bench/bench-scale', path, '1000000'], env=self.environment, check=True)
        return path

    def scale(self):
        lines = self.program('scale', self.filled(), '0')
        for report in (['programme'], ['project-summary', '00000012-0000-7000-8000-000000000001']):
            lines.append(self.timed(f'lepctl report {report[0]}, from start to end', 1000, '--workspace', self.filled(),
                                    'report', *report, '-o', f'{self.work}/paper.pdf'))
        return lines

    def pages(self):
        """Each page of the window over that programme."""
        pages = f'{self.build}/tests/bench/bench-pages'
        if not os.path.exists(pages):
            return []  # built without the window
        environment = dict(self.environment, GTK_A11Y='none', GDK_DEBUG='gl-disable')
        return run(['bash', f'{HERE}/../in-display.sh', '-', pages, self.filled()], environment)

    def ranking(self):
        return self.program('ranking')

    def prints(self):
        return self.program('report', self.sample())

    def papers(self):
        return self.program('papers')

    def programme(self):
        return self.program('programme')

    def command(self):
        """What each call of lepctl costs before it does anything."""
        return [self.timed('lepctl list, from start to end', 0, '--workspace', self.sample(), 'list', 'project', '--limit', '1')]

    def window(self):
        lep, empty = f'{self.build}/src/lep', f'{self.build}/tests/bench/bench-window'
        if not os.path.exists(empty):
            return []  # built without the window
        many = f'{self.work}/many.lep'
        self.lepctl('--workspace', many, 'demo')
        subprocess.run([f'{self.build}/tests/bench/bench-query', '100000', many], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)
        environment = dict(self.environment, GTK_A11Y='none')
        return run(['bash', f'{HERE}/../in-display.sh', '-', sys.executable, f'{HERE}/bench-window.py', lep, empty,
                    f'sample={self.sample()}', f'100 k results={many}'], environment)


PARTS = ('exchange', 'large', 'changes', 'sealing', 'reading', 'million', 'scale', 'pages', 'ranking', 'prints',
         'papers', 'programme', 'command', 'window')
FORM = '{:<46} {:>12} {:>9} {:>16}  {}'


def format_number(number):
    return f'{number:.2f}' if number < 10 else f'{number:.0f}'


def print_line(line):
    """Returns whether a ratio is over its limit."""
    what, unit, wall, _, limit, ratio, _, ratio_limit = line
    limit, ratio, ratio_limit = float(limit), float(ratio), float(ratio_limit)
    limits = [f'{format_number(ratio_limit)} x'] if ratio_limit > 0 else []
    if limit > 0:
        limits.append(f'{format_number(limit)} {unit}')
    bad = ratio_limit > 0 and ratio > ratio_limit
    over = bad or (limit > 0 and float(wall) > limit)
    print(FORM.format(what, f'{format_number(float(wall))} {unit}', f'{ratio:.2f} x' if ratio > 0 else '',
                      ', '.join(limits), '' if not limits else 'over' if over else 'ok'), flush=True)
    return bad


def main():
    build, *parts = sys.argv[1:]
    bad = False
    with tempfile.TemporaryDirectory(prefix='lep-bench-') as work:
        bench = Bench(os.path.realpath(build), work)
        print(FORM.format('operation', 'seen', 'beside', 'limit', '').rstrip())
        for part in parts or PARTS:
            if part not in PARTS:
                sys.exit(f'bench: there is no part “{part}”; there are {", ".join(PARTS)}')
            lines = getattr(bench, part)()
            bad = bad or lines is None
            for line in lines or []:
                bad = print_line(line) or bad
    return 1 if bad else 0


sys.exit(main())
