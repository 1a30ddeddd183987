import type { Client } from '../../../src/client/index.js';
import type { Lookout } from './lookout.js';

/** A host of the two. */
export interface Place {
  readonly name: string;
  readonly lookout: Lookout;
  /** Where its criud takes its peers, the next one too. */
  readonly address: string;
  /** The criud that was started last, by the number that it has on its host. */
  readonly criud: { readonly pid: number; readonly client: Client };
  /** A client of its own, whose connection can be broken. */
  client(): Promise<{ readonly client: Client; breakOff(): Promise<void> }>;
  /** Ends criud, if it is not dead, and starts it anew. */
  serveAgain(): Promise<void>;
  /** Ends criud, removes all that it knows, and starts it anew. */
  serveAnew(): Promise<void>;
}

/** A process that is moved. */
export interface Tree {
  readonly pid: number;
  /** The state that it writes on whichever host it runs on: a file of each. */
  readonly file: string;
}

/** Two hosts, and a link between them. */
export interface Pair {
  readonly places: readonly [Place, Place];
  /** Whether the kernel of these hosts tracks changes of memory, so that there can be rounds. */
  readonly hasRounds: boolean;
  readonly link: {
    /** Loses everything from now on, and nobody is told. */
    cut(): Promise<void>;
    join(): Promise<void>;
  };
  /** Starts a `dirtier` on the first host, whose files are on both. */
  startTree(): Promise<Tree>;
  /** Ends it wherever it is. */
  endTree(tree: Tree): Promise<void>;
}
