import { describePair } from './matrix.js';

describePair('trixie', '4.1');
