import type { Descriptor } from '../native/index.js';

/**
 * The points at which CRIU can be held, by CRIU's names. The set is open: a
 * newer CRIU may send others, and they are answered like these.
 */
export type NotificationName =
  | 'pre-dump'
  | 'network-lock'
  | 'query-ext-files'
  | 'post-dump'
  | 'network-unlock'
  | 'status-ready'
  | 'pre-restore'
  | 'setup-namespaces'
  | 'post-setup-namespaces'
  | 'orphan-pts-master'
  | 'post-restore'
  | 'pre-resume'
  | 'post-resume'
  | (string & {});

/**
 * CRIU stands still and waits, without a limit of its own, for exactly one
 * answer. Asking for the next notification without answering this one is an
 * error, and ends the conversation, which CRIU takes as a refusal.
 */
export interface Notification {
  readonly name: NotificationName;
  /** Root of the tree, with setup-namespaces and post-restore. */
  readonly pid: number | undefined;
  /**
   * The master of a restored terminal, with orphan-pts-master. Who takes it
   * owns it; what nobody took is closed with the answer.
   */
  takeTerminal(): Descriptor | undefined;
  /**
   * CRIU goes on. `external` adds external resources, in CRIU's own notation,
   * and is read with query-ext-files only.
   */
  proceed(external?: readonly string[]): Promise<void>;
  /**
   * CRIU rolls back, where this point can still be refused: a dump at any of
   * its points, a restore up to and with post-restore. Elsewhere it has no effect.
   */
  refuse(): Promise<void>;
}

/**
 * Where CRIU stands still in a dump and in a restore, in this order, and whether
 * it looks at a refusal there. A terminal that comes with orphan-pts-master has
 * to be taken at once, so that is no place to wait.
 */
export const STANDSTILLS = {
  dump: {
    'pre-dump': 'refusable',
    'network-lock': 'refusable',
    'query-ext-files': 'refusable',
    'post-dump': 'refusable',
    'network-unlock': 'not refusable',
  },
  restore: {
    'pre-restore': 'refusable',
    'setup-namespaces': 'refusable',
    'post-setup-namespaces': 'refusable',
    'post-restore': 'refusable',
    'network-unlock': 'not refusable',
    'pre-resume': 'not refusable',
    'post-resume': 'not refusable',
  },
} as const satisfies Record<string, Readonly<Record<string, 'refusable' | 'not refusable'>>>;

/** The one notification whose answer may name external resources. */
export const ASKS_FOR_EXTERNAL_FILES = 'query-ext-files';
