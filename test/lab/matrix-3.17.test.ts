import { describePair } from './matrix.js';

describePair('bookworm', '3.17');
