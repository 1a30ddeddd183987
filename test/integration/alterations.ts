import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DefectKind } from '../../src/client/index.js';

/** One change of what is on the disk. */
export interface Alteration {
  /** What Verify has to tell about it, a file and a kind each. */
  readonly defects: readonly (readonly [file: string, kind: DefectKind])[];
  undo(): void;
}

/** Chooses from so many. */
export type Choose = (among: number) => number;

/** The folder of a checkpoint, and the names of its images. */
export interface Place {
  readonly folder: string;
  readonly names: readonly string[];
}

/** Every class of alteration. Undefined where there is nothing to alter in this way. */
export const ALTERATIONS: Readonly<Record<string, (place: Place, choose: Choose) => Alteration | undefined>> =
  {
    'another byte'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      return changeByte(join(folder, 'images', file), choose, [[file, DefectKind.CONTENT]]);
    },
    'another byte of the manifest'({ folder }, choose) {
      return changeByte(join(folder, 'manifest.json'), choose, [['manifest.json', DefectKind.MANIFEST]]);
    },
    'an end cut off'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      const path = join(folder, 'images', file);
      const before = readFileSync(path);
      if (before.length === 0) return undefined;
      truncateSync(path, choose(before.length));
      return { defects: [[file, DefectKind.SIZE]], undo: () => writeFileSync(path, before) };
    },
    'a longer file'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      const path = join(folder, 'images', file);
      const { size } = statSync(path);
      appendFileSync(path, Buffer.alloc(1 + choose(5_000)));
      return { defects: [[file, DefectKind.SIZE]], undo: () => truncateSync(path, size) };
    },
    'the manifest cut short'({ folder }, choose) {
      const path = join(folder, 'manifest.json');
      const before = readFileSync(path);
      truncateSync(path, choose(before.length));
      return { defects: [['manifest.json', DefectKind.MANIFEST]], undo: () => writeFileSync(path, before) };
    },
    'no file'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      return { defects: [[file, DefectKind.MISSING]], undo: moveAway(join(folder, 'images', file)) };
    },
    'no manifest'({ folder }) {
      const undo = moveAway(join(folder, 'manifest.json'));
      return { defects: [['manifest.json', DefectKind.MANIFEST]], undo };
    },
    'one more'({ folder, names }, choose) {
      const file = ['extra.img', 'pages-99.img', 'core-1.img', '.hidden', 'parent', 'ü'][choose(6)] ?? '';
      if (names.includes(file)) return undefined;
      const path = join(folder, choose(2) === 0 && file !== 'parent' ? '' : 'images', file);
      PUT[choose(PUT.length)]?.(path);
      return { defects: [[file, DefectKind.EXTRA]], undo: () => rmSync(path, { recursive: true }) };
    },
    'two changed about'({ folder, names }, choose) {
      const [first, second] = [nameOf(names, choose), nameOf(names, choose)];
      const [one, other] = [first, second].map((name) => join(folder, 'images', name));
      if (one === undefined || other === undefined) return undefined;
      const [before, behind] = [readFileSync(one), readFileSync(other)];
      if (before.equals(behind)) return undefined;
      const change = () => {
        renameSync(one, `${folder}.between`);
        renameSync(other, one);
        renameSync(`${folder}.between`, other);
      };
      change();
      const kind = before.length === behind.length ? DefectKind.CONTENT : DefectKind.SIZE;
      return {
        defects: [
          [first, kind],
          [second, kind],
        ],
        undo: change,
      };
    },
    'something else in its place'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      const path = join(folder, 'images', file);
      const back = moveAway(path);
      PUT[1 + choose(PUT.length - 1)]?.(path);
      return {
        defects: [[file, DefectKind.NOT_A_FILE]],
        undo() {
          rmSync(path, { recursive: true });
          back();
        },
      };
    },
    'a link in its place that leads to the same'({ folder, names }, choose) {
      const file = nameOf(names, choose);
      const path = join(folder, 'images', file);
      const back = moveAway(path);
      symlinkSync(asideOf(path), path);
      return {
        defects: [[file, DefectKind.NOT_A_FILE]],
        undo() {
          rmSync(path);
          back();
        },
      };
    },
  };

/** What can be at a path. Whoever opens the last three waits for ever, or reads without end. */
const PUT: readonly ((path: string) => void)[] = [
  (path) => writeFileSync(path, 'x'),
  (path) => mkdirSync(path),
  (path) => symlinkSync('/etc/passwd', path),
  (path) => symlinkSync('nowhere', path),
  (path) => void execFileSync('mkfifo', [path]),
  (path) => void execFileSync('mknod', [path, 'c', '1', '5']),
  (path) => void execFileSync('mknod', [path, 'c', '1', '8']),
];

function nameOf(names: readonly string[], choose: Choose): string {
  return names[choose(names.length)] ?? '';
}

function changeByte(path: string, choose: Choose, defects: Alteration['defects']): Alteration | undefined {
  const { size } = statSync(path);
  if (size === 0) return undefined;
  const at = choose(size);
  const byte = Buffer.alloc(1);
  const file = openSync(path, 'r+');
  readSync(file, byte, 0, 1, at);
  const was = byte.readUInt8();
  const write = (value: number) => writeSync(file, Uint8Array.of(value), 0, 1, at);
  write((was + 1 + choose(255)) % 256);
  return {
    defects,
    undo() {
      write(was);
      closeSync(file);
    },
  };
}

/** Beside the state directory: nothing that is in it is looked at. */
function asideOf(path: string): string {
  return join(path, '../../../../..', `aside-${path.split('/').at(-1)}`);
}

function moveAway(path: string): () => void {
  const aside = path.endsWith('manifest.json') ? join(path, '../../../..', 'aside-manifest') : asideOf(path);
  renameSync(path, aside);
  return () => renameSync(aside, path);
}
