import { closeSync, fstatSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSeqpacketPair } from '../../../src/native/index.js';
import { openDescriptors } from './open-descriptors.js';

describe('a descriptor', () => {
  it('is open as long as it is owned', () => {
    const { ours, theirs } = openSeqpacketPair();
    const { number } = theirs;
    expect(theirs.closed).toBe(false);
    expect(fstatSync(number).isSocket()).toBe(true);
    theirs.close();
    expect(theirs.closed).toBe(true);
    expect(() => fstatSync(number)).toThrow(/EBADF/);
    expect(() => theirs.number).toThrow(expect.objectContaining({ name: 'SystemCallError', code: 'EBADF' }));
    expect(() => theirs.release()).toThrow(expect.objectContaining({ code: 'EBADF' }));
    ours.close();
  });

  it('is the taker’s alone once it is released', () => {
    const { ours, theirs } = openSeqpacketPair();
    const number = theirs.release();
    expect(theirs.closed).toBe(true);
    expect(() => theirs.number).toThrow(expect.objectContaining({ code: 'EBADF' }));
    theirs.close();
    theirs[Symbol.dispose]();
    expect(fstatSync(number).isSocket()).toBe(true);
    closeSync(number);
    ours.close();
  });

  it('is closed once, however often it is closed', () => {
    const { ours, theirs } = openSeqpacketPair();
    theirs[Symbol.dispose]();
    const next = openSeqpacketPair();
    const open = openDescriptors().size;
    theirs.close();
    theirs[Symbol.dispose]();
    ours.close();
    expect(openDescriptors().size).toBe(open - 1);
    next.ours.close();
    next.theirs.close();
  });
});
