import type { Provider } from '@nestjs/common';

export const snapshots: readonly Provider[] = [];
export const snapshotsDoors: readonly Provider[] = [];
