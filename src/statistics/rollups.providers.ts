import type { Provider } from '@nestjs/common';

export const rollups: readonly Provider[] = [];
export const rollupsDoors: readonly Provider[] = [];
