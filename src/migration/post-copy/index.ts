/**
 * Post-copy: a tree is let run at the target before its memory is there.
 *
 * Source. CRIU dumps with `lazy_pages`, and then gives pages to whoever asks over
 * the page channel; it has taken them over into pipes of its own, where they
 * outlive the tree. So the tree can be killed while CRIU serves it, and the
 * handover is the same as with memory that goes first: *the death of the tree is
 * the commit*. There is one difference in who brings it about. CRIU kills, or lets
 * go on, when it has served everything or its connection ends, without a
 * difference between the two; so it is told to leave the tree stopped, and criud
 * kills.
 *
 * Target. `criu lazy-pages` asks for the pages that the restored tree touches, and
 * for the others meanwhile. When it ends early, or is killed, the kernel lets the
 * tree go on with zeros for what is missing. So it never sees an end of its
 * connection, criud holds copies of its userfaultfds, and a tree whose memory does
 * not come any more is killed first, while it waits.
 */

export { awaitPages } from './await-pages.js';
export { type FollowingMemory, followMemory } from './following-memory.js';
export { dumpLazily } from './lazy-dump.js';
export { refuseWithoutPipes } from './page-pipes.js';
export type { PageCounts } from './page-protocol.js';
