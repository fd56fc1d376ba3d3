import type { Provider } from '@nestjs/common';

export const growth: readonly Provider[] = [];
export const growthDoors: readonly Provider[] = [];
