import type { Provider } from '@nestjs/common';

export const declarations: readonly Provider[] = [];
export const declarationsDoors: readonly Provider[] = [];
