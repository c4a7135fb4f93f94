import { survivesOn } from './underTorture.ts';

survivesOn('postgres');
