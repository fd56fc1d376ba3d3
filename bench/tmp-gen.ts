import { writeRegion } from './roster-input.js';
await writeRegion(process.argv[2]!, Number(process.argv[3]));
