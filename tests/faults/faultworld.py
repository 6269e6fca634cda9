# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong while lepctl writes: a laptop made once, put back before each
command, and looked at after it."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'interop'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

from laptops import World  # noqa: E402

LEPCTL, SHIM = (os.path.abspath(path) for path in sys.argv[1:3])
ALL = '--all' in sys.argv
SECONDS = 60


class Scenario:
    """A command, what it adds to the log, and where it writes."""

    def __init__(self, name, command, output=None, fresh=False, changes_log=False, renews=False):
        self.name, self.command, self.output = name, command, output
        self.fresh = fresh              # there is no workspace before
        self.changes_log = changes_log
        self.renews = renews            # what it brings makes the laptop go on under a new id
        self.after = None               # the log after it went well
        self.files_after = None         # and the files of documents


def places(count):
    rows = ''.join(f'<change><row kind="place"><set f="name">Place {n}</set></row></change>' for n in range(count))
    return f'<changes xmlns="urn:lep:changes:1">{rows}</changes>'


class Stage:
    """One laptop in a folder of its own, with copies of how it was."""

    def __init__(self):
        memory = '/dev/shm'
        if os.access(memory, os.W_OK) and not os.environ.get('TMPDIR'):
            os.environ['TMPDIR'] = memory
        self.world = World(LEPCTL)
        self.laptop = self.world.laptop('office', '--programme', 'Programme', '--currency', 'BAM')
        self.folder, self.base = self.laptop.folder, self.world.path / 'base'
        self.shim = {}
        self.prepare()
        self.base_log, self.base_files, self.base_id = self.log(), self.files(), self.own_id()
        self.close()

    def prepare(self):
        laptop = self.laptop
        partnership = laptop.put('partnership', 'name=LEP Konjic')
        self.project = laptop.put('project', f'partnership={partnership}', 'title=Welders', 'activity=retraining')
        other = self.world.laptop('other')
        start = laptop.export('--full')
        other.take(start, *other.trusting(start))
        for number in range(8):
            other.put('organisation', f'name=Organisation {number}', 'actor_group=ngo')
        other.put('project', self.project, 'summary=From the other')
        for number, data in enumerate((bytes(700_000), bytes(range(256)) * 20, b'')):
            self.attach(other, f'{number}.pdf', data)
        data = other.export('--full')
        (self.folder / 'in.lepx').write_bytes(data)
        (other.folder / 'many.xml').write_text(places(1000))
        other.run('apply', other.folder / 'many.xml')
        (self.folder / 'many.lepx').write_bytes(other.export('--full'))
        (self.folder / 'start.lepx').write_bytes(start)
        self.share(laptop, start)
        self.trust = laptop.trusting(data)
        self.trust_start = laptop.trusting(start)
        self.document = self.attach(laptop, 'own.pdf', bytes(range(256)) * 2000)
        (self.folder / 'more.pdf').write_bytes(bytes(range(255)) * 3000)
        laptop.run('backup', self.folder / 'kept.lep')
        laptop.put('project', self.project, 'title=Welders and fitters')
        (self.folder / 'edits.xml').write_text(places(30))
        self.set_back(laptop)

    def attach(self, laptop, name, data):
        path = laptop.folder / name
        path.write_bytes(data)
        return laptop.put('document', f'owner={self.project}', f'sha256=@{path}')

    def share(self, laptop, start):
        """An exchange folder with a bundle of one that is known already."""
        friend = self.friend = self.world.laptop('friend')
        friend.take(start, *friend.trusting(start))
        friend.put('project', self.project, 'next_steps=Of the friend')
        early = friend.export('--full')
        laptop.take(early, *laptop.trusting(early))
        friend.put('project', self.project, 'next_steps=Through the folder')
        (self.folder / 'share').mkdir()
        friend.run('export', '--full', '--output', self.folder / 'share')

    def set_back(self, laptop):
        """The disk of the laptop is put back behind its own last change, which a friend has."""
        kept = self.world.path / 'kept'
        shutil.copytree(self.folder, kept)
        laptop.put('place', 'name=Written before the disk was put back')
        self.friend.take(laptop.export('--full'))
        shutil.rmtree(self.folder)
        shutil.copytree(kept, self.folder)
        (self.folder / 'own.lepx').write_bytes(self.friend.export('--full'))

    def close(self):
        shutil.rmtree(self.base, ignore_errors=True)
        shutil.copytree(self.folder, self.base)

    def scenarios(self):
        folder, out = self.folder, self.folder / 'made'
        reports = [Scenario(f'report {kind}', ['report', 'project-summary', self.project, '-o', out / f'x.{kind}'], f'x.{kind}')
                   for kind in ('pdf', 'xlsx', 'csv', 'html')]
        return [
            Scenario('put', ['put', 'project', self.project, 'title=Cooks', 'summary=Of the town'], changes_log=True),
            Scenario('apply', ['apply', folder / 'edits.xml'], changes_log=True),
            Scenario('import', ['import', folder / 'in.lepx', *self.trust], changes_log=True),
            Scenario('import of many', ['import', folder / 'many.lepx', *self.trust], changes_log=True),
            Scenario('import of own', ['import', folder / 'own.lepx'], changes_log=True, renews=True),
            Scenario('attach', ['put', 'document', f'owner={self.project}', f'sha256=@{folder / "more.pdf"}'], changes_log=True),
            Scenario('save', ['documents', 'save', self.document, out / 'x.bin'], 'x.bin'),
            Scenario('undo', ['undo'], changes_log=True),
            Scenario('restore-backup', ['restore-backup', folder / 'kept.lep'], changes_log=True),
            Scenario('upgrade', ['put', 'project', self.project, 'title=Cooks'], changes_log=True),
            Scenario('rebuild', ['rebuild']),
            Scenario('export', ['export', '--full', '--output', out / 'x.lepx'], 'x.lepx'),
            Scenario('sync', ['sync', folder / 'share'], changes_log=True),
            Scenario('backup', ['backup', out / 'x.lep'], 'x.lep'),
            Scenario('init', ['init', '--laptop', 'New', '--programme', 'Programme', '--currency', 'BAM'], fresh=True, changes_log=True),
            Scenario('join', ['join', folder / 'start.lepx', *self.trust_start], fresh=True, changes_log=True),
            *reports]

    def reset(self, scenario):
        """Puts all back as it was, so that the laptop's own file is the one it knows."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.base, self.folder)
        self.prepare_for(scenario)

    def prepare_for(self, scenario):
        """What a scenario finds in the folder."""
        (self.folder / 'made').mkdir(exist_ok=True)
        self.recognise()
        if scenario.name == 'upgrade':
            connection = sqlite3.connect(self.laptop.workspace)
            connection.execute("UPDATE meta SET value = 'of yesterday' WHERE key = 'layout'")
            connection.commit()
            connection.close()
        if scenario.name.startswith('import'):
            shutil.rmtree(self.folder / 'workspace-backups')     # a dated one is made of its own
        if scenario.fresh:
            self.laptop.workspace.unlink()
            shutil.rmtree(self.folder / 'state')

    def recognise(self):
        """The copy counts as the same file; else each run would take a new id."""
        info = self.laptop.workspace.stat()
        for state in self.folder.glob('state/**/state'):
            lines = [f'file {info.st_dev} {info.st_ino}' if line.startswith('file ') else line
                     for line in state.read_text().split('\n')]
            state.write_text('\n'.join(lines))

    def log(self):
        """Hashes of all changes; None if there is no workspace, or nothing in it."""
        if not self.laptop.workspace.exists():
            return None
        connection = sqlite3.connect(self.laptop.workspace)
        try:
            if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'change'").fetchall():
                return None
            return sorted(row[0] for row in connection.execute('SELECT hash FROM change'))
        finally:
            connection.close()

    def own_id(self):
        connection = sqlite3.connect(self.laptop.workspace)
        try:
            return connection.execute("SELECT value FROM meta WHERE key = 'replica'").fetchone()[0]
        finally:
            connection.close()

    def files(self):
        """Hashes of the files of documents that are kept."""
        if self.log() is None:
            return []
        connection = sqlite3.connect(self.laptop.workspace)
        try:
            return sorted(row[0] for row in connection.execute('SELECT sha256 FROM file'))
        finally:
            connection.close()

    def environment(self, **faults):
        surroundings = dict(self.laptop.environment(), LEP_FAULT_ROOT=str(self.folder), LD_PRELOAD=SHIM)
        surroundings['LEP_CLOCK'] = '2026-11-22T10:00:00.000Z'
        return dict(surroundings, **{f'LEP_FAULT{name}': str(value) for name, value in faults.items()})

    def run(self, scenario, before=None, **faults):
        """The command behind the shim."""
        return subprocess.run([LEPCTL, *map(str, scenario.command)], env=self.environment(**faults), text=True,
                              capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL, preexec_fn=before)

    def count(self, scenario):
        """{call: how often it is made}; also learns what the log is afterwards."""
        self.reset(scenario)
        counts = self.world.path / 'counts'
        done = self.run(scenario, _COUNT=counts)
        assert done.returncode in (0, 6), f'{scenario.name}: {done}'
        self.check_output(scenario, True)
        scenario.after, scenario.files_after = len(self.log()), self.files()
        return {name: int(number) for name, number in (line.split() for line in counts.read_text().splitlines())}

    def check_output(self, scenario, made):
        """Nothing half made, under whatever name."""
        found = sorted(path.name for path in (self.folder / 'made').iterdir())
        wanted = [scenario.output] if made and scenario.output else []
        assert found == wanted, f'{scenario.name}: the folder holds {found}, not {wanted}'
        if wanted:
            self.check_file(scenario)

    def check_file(self, scenario):
        path = self.folder / 'made' / scenario.output
        data = path.read_bytes()
        ends = {'.pdf': b'%%EOF', '.html': b'</html>'}.get(path.suffix)
        assert data and (ends is None or data.rstrip().endswith(ends)), f'{scenario.name}: half of a file'
        if path.suffix == '.bin':
            assert data == (self.folder / 'own.pdf').read_bytes(), f'{scenario.name}: half of a document'
        if path.suffix == '.lepx':
            self.laptop.run('inspect', path)
        if path.suffix == '.lep':
            self.laptop.run('--workspace', path, 'check')

    def check_share(self):
        """What others could read meanwhile in the exchange folder is whole."""
        known = {path.name for path in (self.base / 'share').iterdir()}
        for path in (self.folder / 'share').glob('*.lepx'):
            if path.name not in known:
                self.laptop.run('inspect', path)

    def check_workspace(self, scenario, applied):
        """@applied: True = it was acknowledged, False = it was refused, None = either."""
        log = self.log()
        if log is None:
            assert scenario.fresh and not applied, f'{scenario.name}: the workspace is gone'
            left = applied is False and self.laptop.workspace.exists()
            assert not left, f'{scenario.name}: an empty workspace is left'
            return
        n_before = 0 if scenario.fresh else len(self.base_log)
        allowed = {n_before} if applied is False else {scenario.after} if applied else {n_before, scenario.after}
        assert len(log) in allowed, f'{scenario.name}: {len(log)} changes, not {sorted(allowed)}'
        if not scenario.fresh and scenario.name != 'restore-backup':
            assert set(self.base_log) <= set(log), f'{scenario.name}: a change is lost'
        went_well = len(log) == scenario.after and (applied or scenario.after != n_before)
        files = scenario.files_after if went_well else [] if scenario.fresh else self.base_files
        assert self.files() == files, f'{scenario.name}: {len(self.files())} files of documents, not {len(files)}'
        renewed = scenario.renews and self.own_id() != self.base_id
        assert renewed == (scenario.renews and len(log) == scenario.after), f'{scenario.name}: the id is not that of what is there'
        done = self.laptop.start('check')
        assert done.returncode == 0, f'{scenario.name}: the workspace is not sound: {done.stderr}'

    def check_leftovers(self, scenario, allowed=()):
        """Beside what was there: nothing but what belongs to a workspace."""
        known = {path.relative_to(self.base) for path in self.base.rglob('*')}
        odd = [str(path.relative_to(self.folder)) for path in self.folder.rglob('*') if path.is_file()
               if path.relative_to(self.folder) not in known and path.parent.name != 'made'
               and path.suffix != '.key' and path.name not in ('state', 'lock', 'workspace.lep', *allowed)
               and path.parent.name != 'workspace-backups' and not (path.parent.name == 'share' and path.suffix == '.lepx')
               and path.name != '.lep-exchange']
        odd += [str(path) for path in self.folder.glob('workspace-backups/*') if path.suffix != '.lep']
        assert not odd, f'{scenario.name}: left {odd}'

    def check_refused(self, scenario, done):
        lines = done.stderr.splitlines()
        assert done.returncode in (1, 3, 4, 5), f'{scenario.name}: ended with {done.returncode}: {done.stderr}'
        assert lines and lines[-1].startswith('lepctl: ') and len(lines[-1]) > 20, f'{scenario.name}: {done.stderr!r}'


def points(count, wanted):
    """All of 1 … count, or so many of them, the ends among them."""
    if ALL or count <= wanted:
        return range(1, count + 1)
    return sorted({1 + round(step * (count - 1) / (wanted - 1)) for step in range(wanted)})
