import type { Provider } from '@nestjs/common';

export const process: readonly Provider[] = [];
export const processDoors: readonly Provider[] = [];
