import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The folders of src, each with those that it may import. The order is the architecture. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  failure: [],
  convergence: ['failure'],
  report: ['convergence'],
  native: ['failure'],
  criu: ['native', 'failure'],
  catalog: ['native', 'failure'],
  'object-store': ['failure'],
  operations: ['report', 'host', 'convergence', 'criu', 'catalog', 'native', 'failure'],
  host: ['criu', 'catalog', 'native', 'failure'],
  checkpoint: ['operations', 'host', 'criu', 'catalog', 'convergence', 'native', 'failure'],
  migration: [
    'checkpoint',
    'operations',
    'report',
    'host',
    'criu',
    'catalog',
    'convergence',
    'native',
    'failure',
  ],
  transfer: ['object-store', 'operations', 'host', 'criu', 'catalog', 'native', 'failure'],
  rpc: [
    'wire',
    'transfer',
    'migration',
    'checkpoint',
    'operations',
    'host',
    'criu',
    'catalog',
    'report',
    'convergence',
    'native',
    'failure',
  ],
  // What both ends of the API do alike: they share it, and it knows nothing.
  wire: [],
  // The client is a program of its own that happens to live here: it knows the API and nothing else.
  client: ['wire'],
  cli: [
    'rpc',
    'client',
    'transfer',
    'object-store',
    'migration',
    'checkpoint',
    'operations',
    'host',
    'criu',
    'catalog',
    'native',
    'failure',
  ],
};

/** Packages that only some folders may know. */
const RESERVED: Readonly<Record<string, readonly string[]>> = {
  '@grpc/grpc-js': ['rpc', 'client'],
  '@bufbuild/protobuf': ['rpc', 'client'],
  protobufjs: ['criu'],
  '@aws-sdk/client-s3': ['object-store'],
  pino: ['cli'],
};

/** Generated code, likewise. */
const GENERATED: Readonly<Record<string, readonly string[]>> = {
  'gen/criu': ['criu'],
  'gen/api': ['rpc', 'client', 'wire'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const from = file.split('/')[1] ?? '';
  const statement = /^(?:import|export)\s(?:[\w\s{},*]*\sfrom\s)?'([^']+)'/gm;
  return [...text.matchAll(statement)].map(([, target = '']) => ({
    file,
    from,
    target: target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target,
  }));
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name));
const imports = files.flatMap(importsOf);

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  it('go one way', () => {
    const wrong = imports.filter(({ from, target }) => {
      const [top, folder = ''] = target.split('/');
      return top === 'src' && folder !== from && !MAY_IMPORT[from]?.includes(folder);
    });
    expect(wrong).toEqual([]);
  });

  it('see only the public file of another folder', () => {
    const wrong = imports.filter(({ from, target }) => {
      const [top, folder, ...rest] = target.split('/');
      return top === 'src' && folder !== from && rest.join('/') !== 'index.js';
    });
    expect(wrong).toEqual([]);
  });

  it('know gRPC, the loggers and generated code only where they belong', () => {
    const wrong = imports.filter(({ from, target }) => {
      const names = Object.entries({ ...RESERVED, ...GENERATED }).filter(
        ([name]) => target === name || target.startsWith(`${name}/`),
      );
      return names.some(([, folders]) => !folders.includes(from));
    });
    expect(wrong).toEqual([]);
  });

  it('take nothing from outside but what package.json names as a dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const packages = imports
      .map(({ target }) => target)
      .filter((target) => !/^(node:|src\/|gen\/)/.test(target))
      .map((target) =>
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining([...new Set(packages)]));
  });
});
