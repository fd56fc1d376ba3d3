import { readdirSync, readFileSync } from 'node:fs';

// In the place of the import's process: tells the nice value of each of its threads (proc_pid_stat(5), field 19).
process.once('message', () => {
  const values = readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19 - 3]);
  });
  process.send?.([...new Set(values)], () => process.disconnect());
});
