import type { Provider } from '@nestjs/common';

export const exports: readonly Provider[] = [];
export const exportsDoors: readonly Provider[] = [];
