export { judge, judgeRounds } from './judge.js';
export { hasConverged, type Judgement, type Verdict } from './judgement.js';
export { type ConvergencePolicy, makePolicy } from './policy.js';
export { dirtyPagesOf, PAGE_BYTES, type Round } from './round.js';
