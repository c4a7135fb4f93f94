import { survivesOn } from './underTorture.ts';

survivesOn('embedded');
