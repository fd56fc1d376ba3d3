import type { Provider } from '@nestjs/common';

export const reports: readonly Provider[] = [];
export const reportsDoors: readonly Provider[] = [];
